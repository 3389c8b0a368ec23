"""Quality on the dev splits. `run(task, ids, mask) → logits` is any model: torch in fp32 or an ONNX session."""

import math
from collections import defaultdict

import numpy as np
import torch
from tqdm import tqdm

from .batches import WHOLE, collate, encode, named_prompt
from .labels import GAINS, INTENTS, NAMED, RELATIONS, TAGS
from .spans import decode, token_spans


def predict(run, task, rows, tokenizer, max_tokens, size=32):
    """Per row the logits, in the order of rows; batches are sorted by length."""
    examples = [encode(task, r, tokenizer, max_tokens) for r in rows]
    order = sorted(range(len(rows)), key=lambda i: len(examples[i][0]))
    out = [None] * len(rows)
    for start in tqdm(range(0, len(order), size), desc=task, leave=False, mininterval=10):
        part = order[start : start + size]
        ids, mask, _ = collate(task, [examples[i] for i in part])
        logits = run(task, ids, mask)
        for j, i in enumerate(part):
            out[i] = logits[j] if task in WHOLE else logits[j][: len(examples[i][0])]
    return out


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def macro_f1(truth, guess, classes):
    scores = []
    for c in range(classes):
        hit = sum(t == c and g == c for t, g in zip(truth, guess))
        wrong = sum(t != c and g == c for t, g in zip(truth, guess))
        missed = sum(t == c and g != c for t, g in zip(truth, guess))
        if hit + missed:
            scores.append(2 * hit / max(1, 2 * hit + wrong + missed))
    return sum(scores) / len(scores)


def span_f1(truth, guess):
    hit = sum(len(set(t) & set(g)) for t, g in zip(truth, guess))
    return 2 * hit / max(1, sum(len(set(t)) for t in truth) + sum(len(set(g)) for g in guess))


def ndcg(gains_by_query):
    """Mean over queries of DCG/ideal DCG, gains as given, over the whole list."""
    out = []
    for rows in gains_by_query.values():
        dcg = lambda gs: sum(g / math.log2(i + 2) for i, g in enumerate(gs))
        best = dcg(sorted((g for _, g in rows), reverse=True))
        if best:
            out.append(dcg([g for _, g in sorted(rows, key=lambda r: -r[0])]) / best)
    return sum(out) / len(out)


def expected_calibration_error(confidence, correct, bins=15):
    confidence, correct = np.asarray(confidence), np.asarray(correct, dtype=float)
    edges = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[edges == b].mean() - correct[edges == b].mean()) * (edges == b).mean() for b in range(bins) if (edges == b).any()))


def evaluate_logits(logits, rows, tokenizer, max_tokens):
    """Metrics per task and source from logits = {task: [per row]} on rows = {task: dev rows}."""
    metrics = {}
    by = defaultdict(list)
    for row, x in zip(rows["match"], logits["match"]):
        by[row["source"]].append((row, softmax(np.asarray(x, dtype=np.float64))))
    for source, items in by.items():
        truth, guess = [r["label"] for r, _ in items], [int(p.argmax()) for _, p in items]
        metrics[f"match/{source}/macro_f1"] = macro_f1(truth, guess, len(RELATIONS))
        metrics[f"match/{source}/accuracy"] = float(np.mean(np.array(truth) == np.array(guess)))
        if source == "esci":
            lists = defaultdict(list)
            for r, p in items:
                lists[r["query"]].append((float(p @ np.array(GAINS)), GAINS[r["label"]]))
            metrics["match/esci/ndcg"] = ndcg(lists)
    by = defaultdict(list)
    for row, x in zip(rows["intent"], logits["intent"]):
        by[f"{row['source']}-{row['language']}"].append((row, softmax(np.asarray(x, dtype=np.float64)[: len(INTENTS)])))
    for source, items in by.items():
        truth, guess = [INTENTS.index(r["intent"]) for r, _ in items], [int(p.argmax()) for _, p in items]
        right = np.array(truth) == np.array(guess)
        metrics[f"intent/{source}/accuracy"] = float(right.mean())
        metrics[f"intent/{source}/macro_f1"] = macro_f1(truth, guess, len(INTENTS))
        metrics[f"intent/{source}/ece"] = expected_calibration_error([p.max() for _, p in items], right)
    for task, names in (("tags", TAGS), ("named", NAMED)):
        by = defaultdict(lambda: ([], []))
        for row, x in zip(rows[task], logits[task]):
            text, begin = (row["text"], 0) if task == "tags" else named_prompt(row["name"], row["text"])
            tokenizer.enable_truncation(max_tokens)
            offsets = token_spans(tokenizer.encode(text), text)
            found = decode(offsets, [names[i] for i in np.asarray(x).argmax(-1)], begin)
            if task == "named":
                found = [(s - begin, e - begin) for s, e, _ in found]
            truth, guess = by[row["source"]]
            truth.append([tuple(s) for s in row["spans"]])
            guess.append(found)
        for source, (truth, guess) in by.items():
            metrics[f"{task}/{source}/span_f1"] = span_f1(truth, guess)
            if task == "named":
                absent = [not g for t, g in zip(truth, guess) if not t]
                if absent:
                    metrics[f"named/{source}/not_stated_recall"] = sum(absent) / len(absent)
    return {k: round(v, 4) for k, v in sorted(metrics.items())}


def evaluate_tasks(model, tokenizer, rows, max_tokens):
    @torch.no_grad()
    def run(task, ids, mask):
        return model(task, ids, mask).float().numpy()

    dev = {task: [r for r in all_rows if r["dev"]] for task, all_rows in rows.items()}
    logits = {task: predict(run, task, dev[task], tokenizer, max_tokens) for task in dev}
    return evaluate_logits(logits, dev, tokenizer, max_tokens)
