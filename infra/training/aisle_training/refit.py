"""Fits the two intent heads anew on the body as it has become: after a soup they are still those of the runs it was made of.

    python -m aisle_training.refit --data DATA --base BASE --run runs/soup

The body stays. Rewrites tasks.pt in --run.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from .batches import collate, encode
from .data import intent_rows
from .export import load_tasks
from .train import repeated, task_loss

EPOCHS, SIZE, RATE, DECAY = 30, 256, 4e-3, 0.01


@torch.no_grad()
def features(model, rows, tokenizer, max_tokens):
    """(means of token vectors [rows, hidden], labels [rows, 2])."""
    examples = [encode("intent", r, tokenizer, max_tokens) for r in rows]
    order = sorted(range(len(rows)), key=lambda i: len(examples[i][0]))
    means = torch.zeros(len(rows), model.bert.config.hidden_size)
    for start in tqdm(range(0, len(order), 64), desc="features", mininterval=10):
        part = order[start : start + 64]
        ids, mask, _ = collate("intent", [examples[i] for i in part])
        hidden = model.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        means[part] = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return means, torch.tensor([label for _, label in examples])


def fit(model, means, labels, often, seed):
    """Rows come in an epoch as often as `often` has their index."""
    torch.manual_seed(seed)
    heads = [*model.intent.parameters(), *model.sub_intent.parameters()]
    optimizer = torch.optim.AdamW(heads, lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(often) // SIZE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(EPOCHS):
        shuffled = often[torch.randperm(len(often))]
        for part in shuffled[: len(shuffled) // SIZE * SIZE].split(SIZE):
            x = torch.nn.functional.dropout(means[part], 0.1)
            loss = task_loss("intent", torch.cat([model.intent(x), model.sub_intent(x)], -1), labels[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def accuracy(model, rows, means, labels):
    """{source-language: (intent, sub-intent where one is stated)}"""
    with torch.no_grad():
        right = (model.intent(means).argmax(-1) == labels[:, 0]).numpy()
        sub_right = (model.sub_intent(means).argmax(-1) == labels[:, 1]).numpy()
    found = {}
    for name in sorted({f"{r['source']}-{r['language']}" for r in rows}):
        of = np.array([f"{r['source']}-{r['language']}" == name for r in rows])
        stated = of & np.array([r["sub_intent"] is not None for r in rows])
        found[name] = round(float(right[of].mean()), 4), round(float(sub_right[stated].mean()), 4) if stated.any() else None
    return found


def main():
    args = argparse.ArgumentParser()
    for name in ("data", "base", "run"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args = args.parse_args()
    torch.set_num_threads(1)
    model, config = load_tasks(args.run, args.base)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    rows = intent_rows(args.data, config["seed"])
    train, dev = ([r for r in rows if r["dev"] is is_dev] for is_dev in (False, True))
    at = {id(r): i for i, r in enumerate(train)}
    often = torch.tensor([at[id(r)] for r in repeated(train, config["seed"], {})])
    means, labels = features(model, train, tokenizer, config["max_tokens"])
    dev_means, dev_labels = features(model, dev, tokenizer, config["max_tokens"])
    print("before", accuracy(model, dev, dev_means, dev_labels))
    fit(model, means, labels, often, config["seed"])
    print("after", accuracy(model, dev, dev_means, dev_labels))
    part = args.run / "tasks.part"
    torch.save({"model": model.state_dict(), "config": config}, part)
    part.rename(args.run / "tasks.pt")


if __name__ == "__main__":
    main()
