"""Rows → encoded examples → an endless, seeded, length-bucketed stream of batches that any step can be resumed from."""

import random

import numpy as np
import torch

from .labels import INTENTS, SUB_INTENTS, TAGS
from .spans import labels_for, token_spans

PAD = 1
SUBS = list(SUB_INTENTS)

# Tasks that label a whole text or pair; the others label its tokens.
WHOLE = ("match", "intent")


def named_prompt(name, text):
    """The input of the by-name head and where the text begins in it. The twin of `namedPrompt` in src/models/prompts.ts."""
    prefix = f"{name} : "
    return prefix + text, len(prefix)


def encode(task, row, tokenizer, max_tokens):
    """→ (ids, label): a class for match, (intent, sub-intent or none's row) for intent, a label per token for tags and named."""
    tokenizer.enable_truncation(max_tokens)
    if task == "match":
        return tokenizer.encode(row["query"], row["text"]).ids, row["label"]
    if task == "intent":
        sub = SUBS.index(row["sub_intent"]) if row["sub_intent"] else len(SUBS)
        return tokenizer.encode(row["query"]).ids, (INTENTS.index(row["intent"]), sub)
    if task == "tags":
        encoding = tokenizer.encode(row["text"])
        offsets = token_spans(encoding, row["text"])
        label_of = lambda prefix, span: TAGS.index(f"{prefix}-{span[2]}")
        return encoding.ids, labels_for(offsets, row["spans"], label_of, row["partial"])
    text, begin = named_prompt(row["name"], row["text"])
    encoding = tokenizer.encode(text)
    spans = [(s + begin, e + begin) for s, e in row["spans"]]
    return encoding.ids, labels_for(token_spans(encoding, text), spans, lambda prefix, _: 1 if prefix == "B" else 2, begin=begin)


def collate(task, examples):
    longest = max(len(ids) for ids, _ in examples)
    ids = torch.full((len(examples), longest), PAD)
    mask = torch.zeros((len(examples), longest), dtype=torch.long)
    labels = torch.tensor([label for _, label in examples]) if task in WHOLE else torch.full((len(examples), longest), -100)
    for i, (tokens, label) in enumerate(examples):
        ids[i, : len(tokens)] = torch.tensor(tokens)
        mask[i, : len(tokens)] = 1
        if task not in WHOLE:
            labels[i, : len(label)] = torch.tensor(label)
    return ids, mask, labels


class Stream:
    """Batch k of this process, for any k: epochs are seeded permutations, cut into batches of like length."""

    def __init__(self, task, examples, size, seed, rank=0, world=1):
        self.task, self.examples, self.size, self.seed, self.rank, self.world = task, examples, size, seed, rank, world
        self.per_epoch = len(examples) // (size * world)
        self.epoch, self.plan = -1, []

    def batch(self, k):
        epoch, at = divmod(k, self.per_epoch)
        if epoch != self.epoch:
            self.epoch, self.plan = epoch, self._plan(epoch)
        return collate(self.task, [self.examples[i] for i in self.plan[at * self.world + self.rank]])

    def _plan(self, epoch):
        rng = random.Random(f"{self.seed}-{self.task}-{epoch}")
        order = list(range(len(self.examples)))
        rng.shuffle(order)
        chunk = self.size * 64
        batches = []
        for start in range(0, len(order), chunk):
            part = sorted(order[start : start + chunk], key=lambda i: len(self.examples[i][0]))
            batches += [part[i : i + self.size] for i in range(0, len(part), self.size)]
        batches = [b for b in batches if len(b) == self.size]
        # Neighbours in length stay neighbours in the plan, so that the processes of one step wait little for each other.
        groups = [batches[i : i + self.world] for i in range(0, len(batches) - self.world + 1, self.world)]
        rng.shuffle(groups)
        return [b for g in groups for b in g]


def schedule(steps, share, seed):
    """Which task each step trains: the shares as a seeded shuffle of every 100 steps."""
    rng = np.random.default_rng(seed)
    tasks = list(share)
    block = [t for t in tasks for _ in range(round(share[t] * 100))]
    plan = []
    while len(plan) < steps:
        plan += list(rng.permutation(block))
    return plan[:steps]
