"""How near the pack's int8 graphs come to the fp32 folders for GPUs on the same texts, and the file by which the tests hold them together."""

import base64
import json

import numpy as np
import torch
from torch.nn.functional import normalize
from transformers import BertForSequenceClassification, BertForTokenClassification, BertModel

from .evaluate import predict, softmax

# What a pack must reach. The export refuses one that doesn't, and the tests read these from the fixture.
LEAST = {"match/same_argmax": 0.975, "tags/same_argmax": 0.98, "encoder/min_cosine": 0.99}

# Texts in the fixture.
PAIRS, TEXTS, QUERIES = 40, 20, 20


class Folders:
    """`encoder`, `match` and `tagger` as `transformers` loads them. `run` is what `predict` runs."""

    def __init__(self, folder):
        self.encoder = BertModel.from_pretrained(folder / "encoder", add_pooling_layer=False).eval()
        self.match = BertForSequenceClassification.from_pretrained(folder / "match").eval()
        self.tagger = BertForTokenClassification.from_pretrained(folder / "tagger").eval()

    @torch.no_grad()
    def embed(self, ids):
        """The unit vector of one text."""
        return normalize(self.encoder(torch.tensor([ids])).last_hidden_state[0].mean(0), dim=0).numpy()

    @torch.no_grad()
    def run(self, task, ids, mask):
        return {"match": self.match, "tags": self.tagger}[task](input_ids=ids, attention_mask=mask).logits.numpy()


def compare(encoder, run, folders, pairs, texts, queries, tokenizer, max_tokens):
    """encoder: the session of encoder.onnx; run: the pack's graphs and heads, as `predict` runs them. → {name: share or cosine}"""
    a, b = (np.array(predict(r, "match", pairs, tokenizer, max_tokens)) for r in (run, folders.run))
    same = [x.argmax(-1) == y.argmax(-1) for x, y in zip(*(predict(r, "tags", texts, tokenizer, max_tokens) for r in (run, folders.run)))]
    cosines = []
    for query in queries:
        ids = tokenizer.encode(query).ids
        cosines.append(float(folders.embed(ids) @ encoder.run(None, {"input_ids": [ids], "attention_mask": [[1] * len(ids)]})[0][0]))
    return {"match/same_argmax": float(np.mean(a.argmax(-1) == b.argmax(-1))),
            "match/mean_difference": float(np.abs(softmax(a) - softmax(b)).mean()),
            "tags/same_argmax": float(np.mean(np.concatenate(same))),
            "encoder/min_cosine": min(cosines), "encoder/mean_cosine": float(np.mean(cosines))}


def spread(rows, count):
    """`count` dev rows written for this project, over its languages as they lie."""
    own = [r for r in rows if r["source"].startswith("written")]
    return own[:: max(1, len(own) // count)][:count]


def write_fixture(path, revision, folders, pairs, texts, queries, tokenizer, max_tokens):
    """fp32 answers: unit vectors (32-bit floats in base64) of texts as given, logits of pairs, and each token's label, special ones included."""
    logits = predict(folders.run, "match", pairs, tokenizer, max_tokens)
    labels = predict(folders.run, "tags", texts, tokenizer, max_tokens)
    vectors = [folders.embed(tokenizer.encode(q).ids) for q in queries]
    path.write_text(json.dumps({
        "generated": "by infra/training (python -m aisle_training.export --fixture)",
        "revision": revision,
        "least": LEAST,
        "embed": [{"text": q, "vector": base64.b64encode(v.astype("<f4").tobytes()).decode()} for q, v in zip(queries, vectors)],
        "match": [{"query": r["query"], "text": r["text"], "logits": [round(float(v), 4) for v in x]} for r, x in zip(pairs, logits)],
        "tags": [{"text": r["text"], "labels": x.argmax(-1).tolist()} for r, x in zip(texts, labels)],
    }, ensure_ascii=False, indent=1) + "\n")
