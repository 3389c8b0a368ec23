"""SASRec (Kang and McAuley 2018) as RecTools has it, beside `aisle eval recommend` on the same sequences.

    pip install 'rectools[torch]==0.19.0'
    python infra/bench/peers/sasrec.py Beauty.txt --minutes 40

Leave-last-out: the last item of each shopper is looked for among all items but their own history. Epochs are chosen by nDCG@10 on the last
item but one, with neither of the two in training; then the model is trained anew for as many epochs on all but the last item. One line of
JSON an epoch and one a result, on one thread.
"""

import argparse
import json
import logging
import math
import time
import warnings

import pandas as pd
import torch
from pytorch_lightning import Trainer
from rectools import Columns
from rectools.dataset import Dataset
from rectools.models import SASRecModel

PATIENCE = 4


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", help="lines of `user item item …`, oldest first")
    parser.add_argument("--minutes", type=float, default=40, help="for choosing the epochs; training anew takes as long as these did")
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--length", type=int, default=20, help="steps of a history that are read")
    parser.add_argument("--negatives", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=100, help="at most")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    warnings.filterwarnings("ignore")
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)

    with open(options.file) as lines:
        sequences = [list(dict.fromkeys(line.split()[1:])) for line in lines]
    held = [one for one in sequences if len(one) >= 3]
    chosen, best, since = 0, -1.0, 0
    model = model_of(options)
    began = time.time()
    for epoch in range(1, options.epochs + 1):
        model.fit_partial(dataset_of([one[:-2] for one in held]), min_epochs=1, max_epochs=1)
        figures = measured(model, [one[:-2] for one in held], [one[-2] for one in held])
        tell({"epoch": epoch, "seconds": round(time.time() - began), "validation": figures})
        if figures["ndcg@10"] > best:
            chosen, best, since = epoch, figures["ndcg@10"], 0
            tell({"epoch": epoch, "test_without_validation_items": measured(model, [one[:-1] for one in held], [one[-1] for one in held])})
        else:
            since += 1
        if since == PATIENCE or time.time() - began > 60 * options.minutes:
            break

    torch.manual_seed(1)
    model = model_of(options)
    for _ in range(chosen):
        model.fit_partial(dataset_of([one[:-1] for one in held]), min_epochs=1, max_epochs=1)
    figures = measured(model, [one[:-1] for one in held], [one[-1] for one in held])
    tell({"epochs": chosen, "stopped_by": "validation" if since == PATIENCE else "time", "settings": vars(options), "test": figures})


def model_of(options: argparse.Namespace) -> SASRecModel:
    return SASRecModel(
        n_factors=options.factors,
        n_blocks=2,
        n_heads=2,
        dropout_rate=0.2,
        session_max_len=options.length,
        loss="sampled_softmax",
        n_negatives=options.negatives,
        batch_size=128,
        lr=0.001,
        get_trainer_func=lambda **_: Trainer(
            max_epochs=1, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False
        ),
    )


def dataset_of(sequences: list[list[str]]) -> Dataset:
    rows = [(user, item, at) for user, items in enumerate(sequences) for at, item in enumerate(items)]
    frame = pd.DataFrame(rows, columns=[Columns.User, Columns.Item, "step"])
    frame[Columns.Datetime] = pd.Timestamp("2020-01-01") + pd.to_timedelta(frame.pop("step"), unit="D")
    frame[Columns.Weight] = 1
    return Dataset.construct(frame)


def measured(model: SASRecModel, histories: list[list[str]], nexts: list[str]) -> dict[str, float]:
    told = model.recommend(list(range(len(histories))), dataset_of(histories), k=10, filter_viewed=True, on_unsupported_targets="ignore")
    ranks = {(user, item): rank for user, item, rank in zip(told[Columns.User], told[Columns.Item], told[Columns.Rank])}
    found = [ranks.get((user, item)) for user, item in enumerate(nexts)]
    hits = [rank for rank in found if rank is not None]
    gains = [1 / math.log2(rank + 1) for rank in hits]
    return {"users": len(nexts), "hr@10": round(len(hits) / len(nexts), 4), "ndcg@10": round(sum(gains) / len(nexts), 4)}


def tell(what: dict) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
