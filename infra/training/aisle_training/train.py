"""Multi-task fine-tuning of the tasks body.

    python -m aisle_training.train --data DATA --base BASE --config recipes/first.json --out runs/first
    torchrun --nproc-per-node 2 -m aisle_training.train …      two single-threaded processes on a CPU, or one a GPU
    … --init runs/first --config recipes/second.json --out runs/second                a further cycle over the same weights

Resumes from the newest checkpoint in --out. A checkpoint is written beside and renamed, so an interruption leaves the last one whole.
"""

import argparse
import json
import math
import os
import random
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from .batches import Stream, encode, schedule
from .data import intent_rows, match_rows, named_rows, tag_rows
from .evaluate import evaluate_tasks
from .labels import INTENTS
from .model import TasksModel


def average_gradients(model, world):
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([g.reshape(-1) for g in grads])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for g in grads:
        g.copy_(flat[at : at + g.numel()].view_as(g))
        at += g.numel()


def load_rows(data, seed, generated=True):
    tags = tag_rows(data, seed, generated)
    return {"match": match_rows(data, seed, generated), "tags": tags, "named": named_rows(data, tags, seed, generated),
            "intent": intent_rows(data, seed, generated)}


def repeated(rows, seed, copies, times=3):
    """Training rows as often as they come in an epoch: `copies` by source where the recipe has it, else three times for a row of weight 1."""
    rng = random.Random(seed)
    often = lambda r: copies.get(r["source"], times * r.get("weight", 1 / times))
    return [r for r in rows if not r["dev"] for _ in range(int(often(r) + rng.random()))]


def task_loss(task, logits, labels):
    """Cross-entropy; labels are smoothed where they stand for a whole text (Szegedy et al. 2016), the sub-intent weighs 0.7."""
    logits = logits.float()
    if task == "intent":
        intents = len(INTENTS)
        return (cross_entropy(logits[:, :intents], labels[:, 0], label_smoothing=0.05)
                + 0.7 * cross_entropy(logits[:, intents:], labels[:, 1], label_smoothing=0.05))
    return cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), ignore_index=-100,
                         label_smoothing=0.05 if task == "match" else 0.0)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--base", type=Path, required=True)
    args.add_argument("--config", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--init", type=Path, help="a finished run whose weights this one starts from")
    args.add_argument("--threads", type=int, default=1, help="threads a process on a CPU")
    args = args.parse_args()
    config = json.loads(args.config.read_text())
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = torch.cuda.is_available()
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    device = torch.device(f"cuda:{os.environ.get('LOCAL_RANK', 0)}" if cuda else "cpu")
    torch.set_num_threads(args.threads)
    random.seed(config["seed"])
    np.random.seed(config["seed"])
    torch.manual_seed(config["seed"])
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    rows = load_rows(args.data, config["seed"], config.get("generated", True))
    streams = {}
    for task, all_rows in rows.items():
        examples = [encode(task, r, tokenizer, config["max_tokens"]) for r in repeated(all_rows, config["seed"], config.get("copies", {}).get(task, {}))]
        streams[task] = Stream(task, examples, config["batch"][task], config["seed"], rank, world)
    plan = schedule(config["steps"], config["share"], config["seed"])

    model = TasksModel.from_base(args.base, config["layers"])
    if args.init:
        # A head that the earlier run didn't have starts fresh.
        model.load_state_dict(torch.load(args.init / "tasks.pt", map_location="cpu")["model"], strict=False)
    model.to(device)
    # The fresh heads learn faster than the body, and biases and norms are not decayed.
    fresh = ("classifier.", "tags.", "named.", "intent.", "sub_intent.", "bert.pooler.")
    groups = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            key = ("head_learning_rate" if name.startswith(fresh) else "learning_rate", config["weight_decay"] if p.ndim > 1 else 0.0)
            groups.setdefault(key, []).append(p)
    optimizer = torch.optim.AdamW([{"params": ps, "rate": config[rate], "weight_decay": decay} for (rate, decay), ps in groups.items()],
                                  lr=config["learning_rate"], betas=(0.9, 0.98))
    warmup = max(1, int(config["warmup"] * config["steps"]))
    lowest = config.get("lowest_rate", 0.03)
    lr_at = lambda s: min(1.0, (s + 1) / warmup) * (0.5 * (1 + math.cos(math.pi * s / config["steps"])) * (1 - lowest) + lowest)
    trained = [p for p in model.parameters() if p.requires_grad]
    average = [p.detach().clone() for p in trained]
    start = 0
    newest = args.out / "checkpoint.pt"
    if newest.exists():
        saved = torch.load(newest, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        start = saved["step"]
        average = [t.to(device) for t in saved["average"]]
    counts = {task: plan[:start].count(task) for task in streams}
    mean = dict.fromkeys(streams, 0.0)
    # A cycle that another one follows need not run its curve to the end.
    last = config.get("stop", config["steps"])
    bar = tqdm(range(start, last), initial=start, total=last, disable=rank != 0, mininterval=20)
    for step in bar:
        task = plan[step]
        torch.manual_seed(config["seed"] * 7919 + step * world + rank)
        ids, mask, labels = (t.to(device) for t in streams[task].batch(counts[task]))
        counts[task] += 1
        model.train()
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * lr_at(step)
        with torch.autocast(device.type, torch.bfloat16):
            logits = model(task, ids, mask)
        loss = task_loss(task, logits, labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if world > 1:
            average_gradients(model, world)
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
        optimizer.step()
        # The weights that are kept are the moving average of the last hundreds of steps (Polyak and Juditsky 1992).
        torch._foreach_lerp_(average, [p.detach() for p in trained], 1 - min(0.998, step / (step + 10)))
        mean[task] = 0.95 * mean[task] + 0.05 * loss.item() if mean[task] else loss.item()
        bar.set_postfix({t: f"{v:.3f}" for t, v in mean.items()})
        done = step + 1
        if rank == 0 and (done % config["checkpoint_every"] == 0 or done == last):
            part = args.out / "checkpoint.part"
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": done, "config": config}, part)
            part.rename(newest)
    if rank == 0:
        for parameter, averaged in zip(trained, average):
            parameter.data.copy_(averaged)
        torch.save({"model": model.state_dict(), "config": config}, args.out / "tasks.pt")
        metrics = evaluate_tasks(model.to("cpu").eval(), tokenizer, rows, config["max_tokens"])
        (args.out / "metrics.json").write_text(json.dumps(metrics, indent=2))
        print(json.dumps(metrics, indent=2))
    if world > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
