"""Reading of the training sets: files, held-out keys, and what is done to rows of every task."""

import gzip
import hashlib
import json
import random
from pathlib import Path

from .switch import switched

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
