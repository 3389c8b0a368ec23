"""Reads the training sets into four plain lists of rows. Only sets with an open licence are read.

With `generated`, rows made from word lists and rows with words of the other language are mixed in: at most a third of a task's.
No text of a dev row is trained on.

match:  {query, text, label, dev}          label: index into RELATIONS
tags:   {text, spans: [(start, end, name)], partial, dev}   offsets in code points
named:  {name, text, spans: [(start, end)], dev}
intent: {query, intent, sub_intent, language, dev}
"""

import csv
import json
import random
import re
from collections import defaultdict

from . import generate
from .labels import NAME_IN_CHINESE, NAMES_OF_SPAN, QUERYNER, SUB_INTENTS
from .match_data import match_rows  # noqa: F401 -- the four kinds of rows are read from here
from .reading import held_out, read_jsonl, read_written, switched_rows, without_dev
from .words import is_chinese


# --- tags ------------------------------------------------------------------------------------------------------

def tag_rows(data, seed, generated=True):
    rows = []
    for row in read_written(data, "tags.jsonl"):
        spans = [(s["start"], s["end"], s["name"]) for s in row["spans"]]
        one = {"text": row["text"], "spans": spans, "partial": False, "dev": row["split"] == "dev", "source": f"written-{row['language']}"}
        rows += [one] if one["dev"] else [one] * 4
    for split in ("train", "dev"):
        for row in read_jsonl(data / f"attributes-en/queryner-{split}.jsonl"):
            text, spans = _from_bio(row["tokens"], row["tags"], " ", lambda n: QUERYNER.get(n, n))
            rows.append({"text": text, "spans": spans, "partial": False, "dev": split == "dev", "source": "queryner"})
    names = {"cp": "product_type", "pp": "brand"}
    for row in read_jsonl(data / "attributes-zh/dsner-utterances.jsonl"):
        text, spans = _from_bio(row["chars"], row["tags"], "", lambda n: names.get(n))
        spans = [s for s in spans if s[2]]
        if spans and row["split"] in ("train", "ds_pa"):
            rows.append({"text": text, "spans": spans, "partial": True, "dev": False, "source": "dsner"})
    if generated:
        rows += switched_rows(rows, (("queryner", 1400), ("written", 900)), seed) + generate.tag_rows(4000, seed)
    return without_dev(rows, "text")


def _from_bio(tokens, tags, glue, rename):
    text, spans, open_span = "", [], None
    for token, tag in zip(tokens, tags):
        text += glue if text else ""
        start = len(text)
        text += token
        prefix, _, name = tag.partition("-")
        if prefix == "I" and open_span and open_span[2] == name:
            open_span[1] = len(text)
            continue
        open_span = None
        if prefix in ("B", "I") and name:
            open_span = [start, len(text), name]
            spans.append(open_span)
    return text, [(s, e, rename(n)) for s, e, n in spans]


# --- attributes by name ----------------------------------------------------------------------------------------

def find_all(text, value):
    """Every occurrence of value in text, as (start, end), not inside a longer Latin word."""
    out, at = [], 0
    low, needle = text.lower(), value.lower()
    if len(low) != len(text):
        low, needle = text, value
    while needle and (at := low.find(needle, at)) >= 0:
        end = at + len(needle)
        inside = (at and low[at - 1].isascii() and low[at - 1].isalnum() and needle[0].isascii() and needle[0].isalnum()) or (
            end < len(low) and low[end].isascii() and low[end].isalnum() and needle[-1].isascii() and needle[-1].isalnum())
        if not inside:
            out.append((at, end))
        at = end
    return out


def named_rows(data, tags, seed, generated=True):
    rng = random.Random(seed)
    rows = []
    for row in read_written(data, "attributes.jsonl"):
        dev = row["split"] == "dev"
        for name, values in row["attributes"].items():
            spans = sorted({s for v in values for s in find_all(row["title"], v)[:1]})
            if len(spans) < len(values):
                continue
            one = {"name": name, "text": row["title"], "spans": spans, "dev": dev, "source": f"written-{row['language']}"}
            rows += [one] if dev else [one] * (2 if spans else 1)
    for source in ("oa-mine", "ae-110k"):
        for row in read_jsonl(data / f"attributes-en/{source}.train.jsonl"):
            dev = held_out(row["input"])
            for name, values in row["target_scores"].items():
                stated = [v for v in values if v != "n/a"]
                spans = sorted({s for v in stated for s in find_all(row["input"], v)[:1]})
                if len(spans) < len(stated):
                    continue
                shown = NAME_IN_CHINESE.get(name, name) if not dev and rng.random() < 0.25 else name
                rows.append({"name": shown, "text": row["input"], "spans": spans, "dev": dev, "source": source})
    for row in tags:
        if row["dev"] or row["partial"] or row["source"] in ("switched", "generated") or rng.random() < 0.5:
            continue
        stated = sorted({n for _, _, n in row["spans"]} & NAMES_OF_SPAN.keys())
        absent = sorted(NAMES_OF_SPAN.keys() - set(stated) - {"product_name", "theme", "product_type"})
        for name in rng.sample(stated, min(1, len(stated))) + rng.sample(absent, rng.choice((0, 1))):
            spans = [(s, e) for s, e, n in row["spans"] if n == name]
            rows.append({"name": rng.choice(NAMES_OF_SPAN[name]), "text": row["text"], "spans": spans, "dev": False, "source": "tags"})
    rows += _names_of_others(rows, rng)
    if generated:
        rows += switched_rows(rows, (("oa-mine", 900), ("ae-110k", 500), ("written", 1000)), seed) + generate.named_rows(5000, seed)
    return without_dev(rows, "text")


def _names_of_others(rows, rng):
    """Names that other products state, asked of texts that hold none of their values: not stated."""
    train = [r for r in rows if not r["dev"] and r["source"] != "tags"]
    values, texts = defaultdict(set), {}
    for row in train:
        values[row["name"]] |= {row["text"][s:e].lower() for s, e in row["spans"]}
        texts.setdefault(row["text"], set()).add(row["name"])
    general = {n.lower() for names in NAMES_OF_SPAN.values() for n in names} | {n.lower() for pair in NAME_IN_CHINESE.items() for n in pair}
    names = sorted(n for n in values if n.lower() not in general)
    others = []
    for text, asked in texts.items():
        for name in rng.sample(names, 2):
            if name not in asked and not any(v and v in text.lower() for v in values[name]):
                others.append({"name": name, "text": text, "spans": [], "dev": False, "source": "others"})
    return others


# --- intent ----------------------------------------------------------------------------------------------------

def intent_rows(data, seed, generated=True):
    rng = random.Random(seed)
    rows = []
    for row in read_written(data, "intents.jsonl"):
        rows.append({"query": row["query"], "intent": row["intent"], "sub_intent": row["sub_intent"], "language": row["language"],
                     "dev": row["split"] == "dev", "source": "written", "weight": 1.0})
    for split in ("train", "dev"):
        with open(data / f"intent-en/bitext/{split}.csv", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                rows.append({"query": row["utterance"], "intent": SUB_INTENTS[row["intent"]], "sub_intent": row["intent"],
                             "language": "en", "dev": split == "dev", "source": "bitext", "weight": 0.15})
    clinc = json.loads((data / "intent-en/clinc150.json").read_text())
    skip = {"order_status", "order", "shopping_list", "shopping_list_update", "return", "pay_bill", "bill_due", "min_payment",
            "report_fraud", "replacement_card_duration", "damaged_card", "new_card", "credit_limit", "gas", "redeem_rewards",
            "account_blocked", "pin_change", "change_user_name", "update_playlist", "cancel", "user_name", "cancel_reservation",
            "product", "apr", "card_declined", "expiration_date", "rewards_balance", "improve_credit_score", "how_old_are_you"}
    out = [q for q, label in clinc["train"] if label not in skip]
    shop = re.compile(r"\b(order|return|refund|deliver|shipping|ship|store|shop|buy|purchase|jeans|shoes|size|address|discount|coupon|sale|price|brand|best)\b")
    out = rng.sample(out, 1200) + [q for q, _ in clinc["oos_train"] if not shop.search(q)]
    rows += [{"query": q, "intent": "other", "sub_intent": None, "language": "en", "dev": False, "source": "clinc", "weight": 0.5} for q in out]
    rows += [{"query": q, "intent": "other", "sub_intent": None, "language": "en", "dev": True, "source": "clinc"}
             for q, _ in clinc["oos_val"] if not shop.search(q)]
    # A terse noun phrase is find_product: product queries of the tag sets, which hold nothing else.
    for row in read_jsonl(data / "attributes-en/queryner-train.jsonl"):
        if rng.random() < 0.12:
            rows.append({"query": " ".join(row["tokens"]), "intent": "find_product", "sub_intent": None, "language": "en",
                         "dev": False, "source": "queryner", "weight": 0.3})
    for row in read_jsonl(data / "attributes-en/queryner-dev.jsonl")[:200]:
        rows.append({"query": " ".join(row["tokens"]), "intent": "find_product", "sub_intent": None, "language": "en",
                     "dev": True, "source": "queryner"})
    for row in read_written(data, "relations.jsonl"):
        rows.append({"query": row["query"], "intent": "find_product", "sub_intent": None,
                     "language": "zh" if is_chinese(row["query"]) else "en",
                     "dev": row["split"] == "dev", "source": "relations", "weight": 0.4})
    for row in read_jsonl(data / "match-en/esci-pairs.jsonl"):
        if rng.random() < 0.2:
            rows.append({"query": row["query"], "intent": "find_product", "sub_intent": None, "language": "en",
                         "dev": False, "source": "pairs", "weight": 0.3})
    if generated:
        made = switched_rows(rows, (("written", 700),), seed, "query")
        rows += [{**row, "weight": 0.4} for row in made] + generate.intent_rows(12, seed)
    rows = without_dev(rows, "query")
    seen = set()
    unique = []
    for row in rows:
        if row["query"] not in seen:
            seen.add(row["query"])
            unique.append(row)
    return unique
