"""Judged pairs of query and product text: the sets, and what must stand beside the adversarial written rows."""

import random
from collections import defaultdict

from .generate_match import match_rows as generated_rows
from .labels import RELATIONS
from .reading import held_out, product_text, read_jsonl, read_written, switched_rows, without_dev
from .words import is_chinese


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
        mixed = switched_rows(train, sources, seed, "query") + switched_rows(train, sources, seed, "text") + generated_rows(750, seed)
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
