"""Code-switching of real rows: words replaced by their translation from the word lists, label kept, spans kept exact
(CoSDA-ML, Qin et al. 2020, "Multi-lingual code-switching data augmentation").
"""

import re

from .words import dictionary

LONGEST = 6
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*")
PLURAL = re.compile(r"(?<=[a-z]{3})(?<!s)s$")
# Parts of other expressions too often: table tennis, 满月酒, a notebook that is a laptop.
UNSURE = set("table light style use size pad clear toe horn straw nuts ring egg fish line head body sub plate full clip 笔记本 满月 通用 使用 配件 电池".split())


def _matches(text):
    """Words and phrases of `text` that have a translation, longest first, as (start, end, translation) from left to right."""
    to_english, to_chinese = dictionary()["zh"], dictionary()["en"]
    words = [m.span() for m in LATIN.finditer(text)]
    at_word = {start: i for i, (start, _) in enumerate(words)}
    at, found = 0, []
    while at < len(text):
        best, step = None, at + 1
        if at in at_word:
            step = words[at_word[at]][1]
            for _, end in reversed(words[at_word[at] : at_word[at] + 4]):
                phrase = text[at:end].lower()
                translation = to_chinese.get(phrase) or to_chinese.get(PLURAL.sub("", phrase)) or to_chinese.get(phrase + "s")
                if translation and len(phrase) > 2 and phrase not in UNSURE:
                    best = (at, end, translation)
                    break
        elif text[at] > "\u3400":
            for end in range(min(len(text), at + LONGEST), at + 1, -1):
                phrase = text[at:end].lower()
                if phrase in to_english and phrase not in UNSURE:
                    best = (at, end, to_english[phrase])
                    break
        if best:
            found.append(best)
        at = best[1] if best else step
    return found


def switched(text, spans, rng, share=0.6, reach=200):
    """(text, spans) with some words among the first `reach` characters translated, or None where no word is. A span is [start, end, …]."""
    whole = lambda s, e: all(e <= a or b <= s or (a <= s and e <= b) for a, b, *_ in spans)
    matches = [m for m in _matches(text[:reach]) if whole(m[0], m[1])]
    chosen = [m for m in matches if rng.random() < share] or (rng.sample(matches, 1) if matches else [])
    if not chosen:
        return None
    pieces, out, at = [], "", 0
    for start, end, translation in [*chosen, (len(text), len(text), "")]:
        pieces.append((at, start, len(out), False))
        out += text[at:start]
        # Two Latin words stay apart.
        if translation and out[-1:].isascii() and out[-1:].isalnum() and translation[0].isascii():
            out += " "
        pieces.append((start, end, len(out), len(out) + len(translation)))
        out += translation
        if end < len(text) and translation[-1].isascii() and text[end].isascii() and text[end].isalnum():
            out += " "
        at = end

    def begin(s):
        a, _, new, _ = next(p for p in pieces if p[0] <= s < p[1])
        return new + s - a

    def close(e):
        a, _, new, new_end = next(p for p in pieces if p[0] < e <= p[1])
        return new_end or new + e - a

    return out, [(begin(s), close(e), *rest) for s, e, *rest in spans]
