"""The intent heads: a small network on the untouched encoder's query vector.

    python -m aisle_training.intent --data DATA --base BASE --out runs/first
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import cross_entropy, normalize
from tqdm import tqdm
from transformers import BertModel

from .calibrate import fit_temperature
from .data import intent_rows
from .evaluate import expected_calibration_error, macro_f1
from .labels import INTENTS, SUB_INTENTS

PREFIX = "query: "
SUB = list(SUB_INTENTS)

# Unit vectors of 384 components are small numbers: scaled up, the layer starts in its sensitive range.
SCALE = 8


class IntentHeads(nn.Module):
    """unit vector → hidden (ReLU) → 12 intent logits and 27 + 1 sub-intent logits, the last meaning none."""

    def __init__(self, size, hidden=384):
        super().__init__()
        self.intent_hidden = nn.Linear(size, hidden)
        self.intent = nn.Linear(hidden, len(INTENTS))
        self.sub_intent = nn.Linear(hidden, len(SUB) + 1)

    def forward(self, x, dropout=0.0):
        h = nn.functional.dropout(torch.relu(self.intent_hidden(x)), dropout, self.training)
        return self.intent(h), self.sub_intent(h)


@torch.no_grad()
def features(texts, base, tokenizer, batch=64, max_tokens=128):
    """Unit vectors of `query: ` + text, by mean pooling as e5 does."""
    model = BertModel.from_pretrained(base, add_pooling_layer=False, dtype=torch.float32).eval()
    tokenizer.enable_truncation(max_tokens)
    encoded = [tokenizer.encode(PREFIX + t).ids for t in texts]
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
    out = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    for start in tqdm(range(0, len(order), batch), desc="features", mininterval=10):
        part = order[start : start + batch]
        longest = max(len(encoded[i]) for i in part)
        ids = torch.tensor([encoded[i] + [1] * (longest - len(encoded[i])) for i in part])
        mask = (torch.arange(longest)[None] < torch.tensor([len(encoded[i]) for i in part])[:, None]).long()
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        out[part] = normalize(mean, dim=-1).numpy()
    return out


def cached_features(texts, args):
    """Features of texts; those of an earlier run in --out are not computed again."""
    kept = args.out / "intent-features.npz"
    known = {}
    if kept.exists():
        with np.load(kept) as saved:
            known = dict(zip(saved["texts"].tolist(), saved["vectors"]))
    missing = [t for t in texts if t not in known]
    if missing:
        tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        known |= dict(zip(missing, features(missing, args.base, tokenizer)))
        np.savez(kept, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[t] for t in texts])


def train(x, intent, sub, weight, seed, epochs=60):
    torch.manual_seed(seed)
    model = IntentHeads(x.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        model.train()
        for part in torch.randperm(len(x), generator=generator).split(128):
            # The noise stands for what int8 and fp16 do to the vector.
            noisy = x[part] * SCALE + torch.randn(len(part), x.shape[1], generator=generator) * 0.03
            a, b = model(noisy, 0.4)
            loss = (weight[part] * (cross_entropy(a, intent[part], reduction="none", label_smoothing=0.03)
                                    + 0.7 * cross_entropy(b, sub[part], reduction="none", label_smoothing=0.03))).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    with torch.no_grad():
        model.intent_hidden.weight *= SCALE  # folds the scale of the inputs into the layer
    return model.eval()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--base", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--seed", type=int, default=20261124)
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    rows = intent_rows(args.data, args.seed)
    x = cached_features([r["query"] for r in rows], args)
    x = torch.from_numpy(x)
    intent = torch.tensor([INTENTS.index(r["intent"]) for r in rows])
    sub = torch.tensor([SUB.index(r["sub_intent"]) if r["sub_intent"] else len(SUB) for r in rows])
    weight = torch.tensor([r.get("weight", 0.0) for r in rows])
    fit = torch.tensor([i for i, r in enumerate(rows) if not r["dev"]])
    model = train(x[fit], intent[fit], sub[fit], weight[fit], args.seed)
    with torch.no_grad():
        logits, sub_logits = model(x)
    dev = [i for i, r in enumerate(rows) if r["dev"]]
    calibrate_on = [i for i in dev if rows[i]["source"] == "written"]
    temperature = fit_temperature(logits[calibrate_on], intent[calibrate_on])
    probability = torch.softmax(logits / temperature, -1)
    metrics = {"intent/temperature": round(temperature, 4)}
    groups = {}
    for i in dev:
        groups.setdefault(f"{rows[i]['source']}-{rows[i]['language']}", []).append(i)
    for name, index in sorted(groups.items()):
        truth, guess = intent[index].tolist(), probability[index].argmax(-1).tolist()
        confidence = probability[index].max(-1).values.numpy()
        metrics[f"intent/{name}/accuracy"] = round(float(np.mean(np.array(truth) == np.array(guess))), 4)
        metrics[f"intent/{name}/macro_f1"] = round(macro_f1(truth, guess, len(INTENTS)), 4)
        metrics[f"intent/{name}/ece"] = round(expected_calibration_error(confidence, np.array(truth) == np.array(guess)), 4)
        service = [i for i in index if rows[i]["sub_intent"]]
        if service:
            metrics[f"intent/{name}/sub_intent_accuracy"] = round(float((sub_logits[service].argmax(-1) == sub[service]).float().mean()), 4)
    for i in dev:
        if rows[i]["source"] == "written" and probability[i].argmax() != intent[i]:
            print(rows[i]["query"], "|", rows[i]["intent"], "→", INTENTS[int(probability[i].argmax())], f"{probability[i].max():.2f}")
    torch.save({"state": model.state_dict(), "temperature": temperature}, args.out / "intent.pt")
    (args.out / "intent-metrics.json").write_text(json.dumps(metrics, indent=2))
    print(json.dumps(metrics, indent=2))


if __name__ == "__main__":
    main()
