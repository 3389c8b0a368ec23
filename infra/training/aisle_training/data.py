"""Reads the training sets into four plain lists of rows. Only sets with an open licence are read.

With `generated`, rows made from word lists and rows with words of the other language are mixed in: at most a third of a task's.
No text of a dev row is trained on.

match:  {query, text, label, dev}          label: index into RELATIONS
tags:   {text, spans: [(start, end, name)], partial, dev}   offsets in code points
named:  {name, text, spans: [(start, end)], dev}
intent: {query, intent, sub_intent, language, dev}
"""

import csv
import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from pathlib import Path

from . import generate
from .labels import NAME_IN_CHINESE, NAMES_OF_SPAN, QUERYNER, RELATIONS, SUB_INTENTS
from .switch import switched
from .words import is_chinese

# Rows of the project's own that are committed, all for training; those of `written/` below --data have a dev split too.
COMMITTED = Path(__file__).parent.parent / "data"


def read_jsonl(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_written(data, name):
    return read_jsonl(data / "written" / name) + [{**row, "split": "train"} for row in read_jsonl(COMMITTED / name)]


def held_out(key, share=10):
    """True for one key in `share`, the same ones on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % share == 0


def product_text(title, brand=None, color=None, more="", limit=480):
    """One text for a product, the twin of `productText` in src/models/prompts.ts."""
    parts = [title]
    lower = title.lower()
    parts += [part for part in (brand, color) if part and part.lower() not in lower]
    if more:
        parts.append(more)
    return " | ".join(parts)[:limit]


def without_dev(rows, key):
    """Rows whose text of that key isn't also held out."""
    alike = lambda row: " ".join(row[key].lower().split())
    dev = {alike(r) for r in rows if r["dev"]}
    return [r for r in rows if r["dev"] or alike(r) not in dev]


def switched_rows(rows, counts, seed, text="text"):
    """So many training rows of each source, alike but for words of the other language: [(start of a source's name, count)]."""
    rng = random.Random(f"switched-{seed}-{text}")
    out = []
    for source, count in counts:
        pool = list({(r.get("name"), r.get("query"), r.get("text")): r for r in rows if not r["dev"] and r["source"].startswith(source)}.values())
        for row in rng.sample(pool, min(count, len(pool))):
            made = switched(row[text], row.get("spans", []), rng)
            if made:
                new = {**row, text: made[0], "source": "switched"}
                out.append({**new, "spans": made[1]} if "spans" in row else new)
    return out


# --- match -----------------------------------------------------------------------------------------------------

def match_rows(data, seed, generated=True):
    rng = random.Random(seed)
    rows = []
    for row in read_written(data, "relations.jsonl"):
        rows.append({"query": row["query"], "text": row["title"], "label": RELATIONS.index(row["relation"]),
                     "dev": row["split"] == "dev", "source": f"written-{row['language']}"})
    products = {p["asin"]: p for p in read_jsonl(data / "match-en/esci-products.jsonl.gz")}
    for row in read_jsonl(data / "match-en/esci-judgments.jsonl"):
        p = products.get(row["product_id"])
        if p is None:
            continue
        dev = held_out(row["query"], 5)
        more = (p["bullet_points"] or p["description"] or "") if dev or rng.random() < 0.5 else ""
        rows.append({"query": row["query"], "text": product_text(p["title"], p["brand"], p["color"], more.replace("\n", " ")),
                     "label": RELATIONS.index(row["label"]), "dev": dev, "source": "esci"})
    for row in read_jsonl(data / "match-en/esci-pairs.jsonl"):
        if row["label"] in RELATIONS:
            rows.append({"query": row["query"], "text": row["title"], "label": RELATIONS.index(row["label"]),
                         "dev": held_out(row["query"]), "source": "pairs"})
    rows = without_dev(rows, "query")
    train = [r for r in rows if not r["dev"]]
    mixed = []
    if generated:
        sources = (("written", 700), ("esci", 450), ("pairs", 350))
        mixed = switched_rows(train, sources, seed, "query") + switched_rows(train, sources, seed, "text") + generate.match_rows(750, seed)
    return without_dev([r for r in rows if r["dev"]] + train + _balance(data, train, rng) + mixed, "query")


def _balance(data, train, rng):
    """What stands beside the adversarial written rows: second copies of them, random negatives, and queries cut from titles."""
    extra = [dict(r) for r in train if r["source"].startswith("written")]
    titles = [r["text"] for r in train]
    for source, count in (("written", 6), ("esci", 8), ("pairs", 1)):
        queries = sorted({r["query"] for r in train if r["source"].startswith(source)})
        if source == "pairs":
            queries = rng.sample(queries, 1200)
        for query in queries:
            for _ in range(count):
                extra.append({"query": query, "text": rng.choice(titles), "label": 3, "dev": False, "source": "random"})
    return extra + _cut_from_titles(data, rng)


def _cut_from_titles(data, rng):
    titles = []
    for row in read_written(data, "tags.jsonl"):
        if row["split"] == "train" and len(row["spans"]) >= 3:
            titles.append((row["text"], [(s["name"], s["text"]) for s in row["spans"]]))
    for row in read_written(data, "attributes.jsonl"):
        if row["split"] == "train":
            titles.append((row["title"], _spans_of_names((k, vs[0]) for k, vs in row["attributes"].items() if vs)))
    for row in read_jsonl(data / "attributes-en/oa-mine.train.jsonl"):
        if not held_out(row["input"]):
            pairs = ((k, next(iter(vs))) for k, vs in row["target_scores"].items() if "n/a" not in vs)
            titles.append((row["input"], _spans_of_names(pairs)))
    pool = defaultdict(set)
    usable = []
    for text, spans in titles:
        head = [t for n, t in spans if n == "product_type"]
        rest = [(n, t) for n, t in spans if n in ("brand", "color", "material", "feature", "audience", "measure", "size", "style", "season")]
        for name, value in spans:
            pool[name, is_chinese(text)].add(value)
        if head and rest:
            usable.append((text, head[0], rest))
    pool = {key: sorted(values) for key, values in pool.items()}
    rows = []
    for text, head, rest in usable * 2:
        chosen = rng.sample(rest, min(len(rest), rng.choice((1, 1, 2))))
        rows.append((_join([v for _, v in chosen], head, text, rng), text, 0))
        name, value = rng.choice(chosen)
        other = rng.choice(pool[name, is_chinese(text)])
        if name in ("brand", "color", "measure", "size", "material") and other.lower() not in text.lower():
            swapped = [other if v == value else v for _, v in chosen]
            rows.append((_join(swapped, head, text, rng), text, 1))
        head_other = rng.choice(pool["product_type", is_chinese(text)])
        if rng.random() < 0.4 and head_other.lower() not in text.lower() and head.lower() not in head_other.lower():
            rows.append((_join([v for _, v in chosen], head_other, text, rng), text, 3))
    return [{"query": q, "text": t, "label": label, "dev": False, "source": "cut"} for q, t, label in rows]


def _spans_of_names(pairs):
    spans = []
    for name, value in pairs:
        low = name.lower()
        if low in ("brand", "brand name", "品牌"):
            spans.append(("brand", value))
        elif low in ("color", "颜色"):
            spans.append(("color", value))
        elif low in ("material", "材质"):
            spans.append(("material", value))
        elif low in ("type", "类型", "品类") or low.endswith((" type", "类型")) and "skin" not in low and "hair" not in low:
            spans.append(("product_type", value))
        else:
            spans.append(("feature", value))
    return spans


def _join(values, head, text, rng):
    if is_chinese(text):
        return rng.choice(("", " ")).join(values + [head]) if rng.random() < 0.8 else " ".join([head] + values)
    query = " ".join(values + [head]) if rng.random() < 0.7 else " ".join([head] + values)
    return query.lower() if rng.random() < 0.8 else query


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
    if generated:
        rows += switched_rows(rows, (("oa-mine", 900), ("ae-110k", 500), ("written", 1000)), seed) + generate.named_rows(5000, seed)
    return without_dev(rows, "text")


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
