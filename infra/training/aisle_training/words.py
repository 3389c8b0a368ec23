"""Reads the word lists in `data/words` and the gazetteer of the server.

A word is {"zh": [names], "en": [names]}, the first name being the usual one.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .labels import NAMES_OF_SPAN

WORDS = Path(__file__).parent.parent / "data/words"
GAZETTEER = Path(__file__).parents[3] / "src/core/gazetteer/words"
LANGUAGES = ("zh", "en")


@dataclass(eq=False)
class Attribute:
    span: str
    names: dict
    values: list


@dataclass(eq=False)
class Kind:
    """A product type, its stand-ins, what is used with it, and what only shares words with it."""

    word: dict
    near: list
    beside: list
    trap: list


@dataclass(eq=False)
class Category:
    """`own` attributes are said of this category in particular, `common` ones of some others too."""

    name: str
    own: list = field(default_factory=list)
    common: list = field(default_factory=list)
    kinds: list = field(default_factory=list)

    @property
    def attributes(self):
        return self.own + self.common


@dataclass(eq=False)
class Device:
    name: dict
    accessory: list = field(default_factory=list)
    universal: list = field(default_factory=list)
    own: list = field(default_factory=list)
    spec: list = field(default_factory=list)
    models: list = field(default_factory=list)


def is_chinese(text):
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _word(text):
    zh, _, en = text.strip().partition("=")
    zh, en = [[w.strip() for w in side.split("|") if w.strip()] for side in (zh, en)]
    return {"zh": zh or en, "en": en or zh}


def _words(text):
    out = []
    for item in text.split(";"):
        form, _, numbers = item.partition("@")
        out += [_word(form.replace("#", n.strip())) for n in numbers.split(",")] if numbers else [_word(form)]
    return out


def _lines(name):
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _attribute(head, values):
    span, _, names = head.partition(" ")
    usual = NAMES_OF_SPAN.get(span, [])
    names = _word(names) if names else {"zh": [n for n in usual if is_chinese(n)], "en": [n for n in usual if not is_chinese(n)]}
    return Attribute(span, names, _words(values))


@cache
def categories():
    """The categories of products.txt, each with the attributes of common.txt that fit it and that it hasn't itself."""
    common, out = [], []
    for line in _lines("common.txt"):
        if line.startswith("["):
            fits = line[1:-1].split()
        else:
            common.append((fits, _attribute(*line.split(": ", 1))))
    for line in _lines("products.txt"):
        if line.startswith("["):
            out.append(Category(line[1:-1]))
        elif line.startswith("*"):
            parts = dict(re.findall(r"([*~>!]) ([^~>!]+)", line))
            kind, near, beside, trap = [_words(parts[mark]) if mark in parts else [] for mark in "*~>!"]
            out[-1].kinds.append(Kind(kind[0], near, beside, trap))
        else:
            out[-1].own.append(_attribute(*line.split(": ", 1)))
    for category in out:
        own = {a.span for a in category.own}
        category.common = [a for fits, a in common if a.span not in own and (category.name in fits or "any" in fits)]
    return out


@cache
def devices():
    out = []
    for line in _lines("devices.txt"):
        if line.startswith("["):
            out.append(Device(_word(line[1:-1])))
            continue
        head, values = line.split(": ", 1)
        if head.startswith("model "):
            out[-1].models += [(_word(head[6:]), model) for model in _words(values)]
        else:
            setattr(out[-1], head, _words(values))
    return out


@cache
def dictionary():
    """→ {"zh": {Chinese name: English name}, "en": {English name in lower case: Chinese name}}, without names that mean several things."""
    found = {language: {} for language in LANGUAGES}

    def add(word, kind):
        for source, target in (("zh", "en"), ("en", "zh")):
            for name in word[source]:
                if len(name) > 1 and is_chinese(name) == (source == "zh") and is_chinese(word[target][0]) == (target == "zh"):
                    found[source].setdefault(name.lower(), {}).setdefault(kind, word[target][0])

    for category in categories():
        for attribute in category.attributes:
            for value in attribute.values:
                if attribute.span not in ("price", "quantity", "size", "measure"):
                    add(value, attribute.span)
        for kind in category.kinds:
            for word in (kind.word, *kind.near, *kind.beside, *kind.trap):
                add(word, "product_type")
    for path in sorted(GAZETTEER.glob("*.ts")):
        for name, block in re.findall(r"export const (\w+) = `([^`]+)`", path.read_text(encoding="utf-8")):
            for group in block.split():
                names = [n.replace("_", " ") for n in group.split("=")]
                zh, en = [n for n in names if is_chinese(n)], [n for n in names if not is_chinese(n)]
                # Only the first names of a group are sure to mean the same.
                if zh and en and name != "BRANDS":
                    add({"zh": zh[:1], "en": en[:1]}, {"PRODUCT_TYPES": "product_type"}.get(name, name))
    merged = {}
    for language, names in found.items():
        merged[language] = {}
        for name, kinds in names.items():
            spans = {"product_type" if k == "product_type" else "brand" if k == "brand" else "other" for k in kinds}
            if len(spans) == 1:
                merged[language][name] = next(iter(kinds.values()))
    return merged
