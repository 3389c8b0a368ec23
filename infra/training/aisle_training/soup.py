"""The weighted mean of several cycles' weights (model soups, Wortsman et al. 2022): better than each where they lie in one valley.

    python -m aisle_training.soup --runs runs/fifth:.45 runs/fourth:.3 runs/second:.25 --out runs/soup

The recipe that is kept is the first run's. A head that a run didn't have yet is the mean of the others.
"""

import argparse
import json
from pathlib import Path

import torch


def mean(states, shares):
    """Per tensor Σ share · tensor / Σ share over the states that have it; one that is the same in all (the frozen word embeddings) stays bit for bit."""
    total = {}
    for name in states[0]:
        have = [(state[name], share) for state, share in zip(states, shares) if name in state]
        first = have[0][0]
        same = all(torch.equal(first, tensor) for tensor, _ in have)
        total[name] = first if same else sum(tensor.float() * share for tensor, share in have) / sum(share for _, share in have)
    return total


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--runs", nargs="+", required=True, metavar="RUN:SHARE")
    args.add_argument("--out", type=Path, required=True)
    args = args.parse_args()
    runs = [run.rsplit(":", 1) for run in args.runs]
    saved = [torch.load(Path(run) / "tasks.pt", map_location="cpu") for run, _ in runs]
    state = mean([s["model"] for s in saved], [float(share) for _, share in runs])
    args.out.mkdir(parents=True, exist_ok=True)
    config = {**saved[0]["config"], "soup": dict(zip((Path(run).name for run, _ in runs), (float(share) for _, share in runs)))}
    torch.save({"model": state, "config": config}, args.out / "tasks.pt")
    print(json.dumps(config["soup"]))


if __name__ == "__main__":
    main()
