"""Writes what one training run made: the int8 ONNX pack for CPUs and the safetensors folders for GPUs.

    python -m aisle_training.export --data DATA --base BASE --run runs/first --pack ../models/aisle-small [--gpu OUT] [--rows N]

The pack is written beside its place and moved there whole. `--rows` cuts the dev sets (a quick look).
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import normalize
from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification, BertModel

from .calibrate import fit_platt, fit_temperature
from .batches import named_prompt
from .evaluate import evaluate_logits, predict, softmax
from .intent import PREFIX, SUB, IntentHeads
from .labels import GAINS, INTENTS, NAMED, RELATIONS, SUB_INTENTS, TAGS
from .model import TasksModel
from .spans import decode, token_spans
from .train import load_rows

# Tokens that the tasks body is given at run time, and so what it is measured and calibrated at; a recipe may train on shorter texts.
MAX_TOKENS = 128

LICENCES = [
    {"name": "multilingual-e5-small (base encoder)", "licence": "MIT"},
    {"name": "Amazon ESCI shopping queries", "licence": "Apache-2.0"},
    {"name": "QueryNER", "licence": "MIT"},
    {"name": "OA-Mine and AE-110k", "licence": "Apache-2.0 (ExtractGPT's release), OA-Mine's data CC BY"},
    {"name": "DSNER", "licence": "MIT"},
    {"name": "Bitext customer support", "licence": "CDLA-Sharing-1.0"},
    {"name": "clinc150", "licence": "CC BY 3.0"},
    {"name": "rows written for this project", "licence": "Apache-2.0"},
]


class Encoder(nn.Module):
    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids, attention_mask):
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)


class Tasks(nn.Module):
    def __init__(self, tasks):
        super().__init__()
        self.tasks = tasks

    def forward(self, input_ids, attention_mask):
        out = self.tasks.bert(input_ids=input_ids, attention_mask=attention_mask)
        return out.last_hidden_state, self.tasks.classifier(out.pooler_output)


def to_onnx(module, path, outputs):
    """fp32 graph, then int8 per channel with reduced range (int8 saturates on CPUs without VNNI otherwise)."""
    full = path.with_suffix(".fp32.onnx")
    ids = torch.tensor([[0, 10, 11, 12, 13, 2], [0, 10, 11, 2, 1, 1]])
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=512)
    shape = {0: batch, 1: length}
    torch.onnx.export(module.eval(), (ids, (ids != 1).long()), str(full), input_names=["input_ids", "attention_mask"], output_names=outputs,
                      dynamic_shapes={"input_ids": shape, "attention_mask": shape}, dynamo=True, external_data=False, opset_version=18)
    quantize_dynamic(str(full), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    return full


def share_embeddings(paths, folder):
    """Moves the word-embedding table, the same in every graph since it stayed frozen, to embeddings.bin."""
    shared = None
    for path in paths:
        model = onnx.load(str(path))
        table = max(model.graph.initializer, key=lambda t: len(t.raw_data))
        if shared is None:
            shared = table.raw_data
            (folder / "embeddings.bin").write_bytes(shared)
        assert table.raw_data == shared, f"{path.name}: the embedding table differs"
        set_external_data(table, "embeddings.bin", offset=0, length=len(shared))
        table.ClearField("raw_data")
        path.write_bytes(model.SerializeToString())


def session_run(session, heads):
    def run(task, ids, mask):
        feed = {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
        if task == "match":
            return session.run(["logits"], feed)[0]
        return session.run(["last_hidden_state"], feed)[0] @ heads[f"{task}.weight"].numpy().T + heads[f"{task}.bias"].numpy()

    return run


def span_calibration(task, rows, logits, tokenizer, max_tokens):
    """Platt parameters of a span's confidence (geometric mean of its tokens' probabilities) against being right."""
    names, confidence, correct = TAGS if task == "tags" else NAMED, [], []
    for row, x in zip(rows, logits):
        text, begin = (row["text"], 0) if task == "tags" else named_prompt(row["name"], row["text"])
        tokenizer.enable_truncation(max_tokens)
        offsets = token_spans(tokenizer.encode(text), text)
        p = softmax(np.asarray(x, dtype=np.float64))
        best = p.argmax(-1)
        truth = {(s + begin, e + begin, n[0] if n else "") for s, e, *n in row["spans"]}
        for start, end, name in decode(offsets, [names[i] for i in best], begin):
            inside = [i for i, o in enumerate(offsets) if o and o[0] >= start and o[1] <= end]
            confidence.append(float(np.exp(np.mean(np.log(p[inside].max(-1))))))
            correct.append((start, end, name) in truth)
    return fit_platt(confidence, correct)


def gpu_folders(out, tasks, base):
    """For TEI: `encoder`, `match`, and `tagger-body`, whose token vectors the caller's tag heads read. `tagger` is the same with its head,
    a token-classification model for a hosted endpoint (never for TEI, which mixes its tokens up)."""
    tokenizer_files = ["tokenizer.json", "tokenizer_config.json"]
    config = tasks.bert.config
    match = BertForSequenceClassification(BertConfig(**{**config.to_dict(), "num_labels": 4, "id2label": dict(enumerate(RELATIONS)),
                                                        "label2id": {n: i for i, n in enumerate(RELATIONS)}}))
    match.bert.load_state_dict(tasks.bert.state_dict())
    match.classifier.load_state_dict(tasks.classifier.state_dict())
    tagger = BertForTokenClassification(BertConfig(**{**config.to_dict(), "num_labels": len(TAGS), "id2label": dict(enumerate(TAGS)),
                                                      "label2id": {n: i for i, n in enumerate(TAGS)}}))
    tagger.bert.load_state_dict({k: v for k, v in tasks.bert.state_dict().items() if not k.startswith("pooler")})
    tagger.classifier.load_state_dict(tasks.tags.state_dict())
    match.save_pretrained(out / "match")
    tagger.save_pretrained(out / "tagger")
    # As a plain BERT with no labels in its config: TEI would take it for a classifier of whole texts otherwise.
    body = BertModel(BertConfig(**config.to_dict()), add_pooling_layer=False)
    body.load_state_dict(tagger.bert.state_dict())
    body.save_pretrained(out / "tagger-body")
    BertModel.from_pretrained(base, add_pooling_layer=False, dtype=torch.float32).save_pretrained(out / "encoder")
    for name in ("encoder", "tagger-body"):
        (out / name / "1_Pooling").mkdir(exist_ok=True)
        pooling = {"word_embedding_dimension": config.hidden_size, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
                   "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False}
        (out / name / "1_Pooling/config.json").write_text(json.dumps(pooling))
    # Where TEI reads its limit from: without the file it would read up to 512 tokens, and answer long texts otherwise than the int8 graphs.
    for name in ("match", "tagger-body"):
        (out / name / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": MAX_TOKENS, "do_lower_case": False}))
    for name in ("encoder", "match", "tagger", "tagger-body"):
        for file in tokenizer_files:
            shutil.copy(Path(base) / file, out / name / file)


def main():
    args = argparse.ArgumentParser()
    for name in ("data", "base", "run", "pack"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args.add_argument("--gpu", type=Path)
    args.add_argument("--rows", type=int, default=0)
    args = args.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(args.run / ("tasks.pt" if (args.run / "tasks.pt").exists() else "checkpoint.pt"), map_location="cpu")
    config, max_tokens = saved["config"], MAX_TOKENS
    bert_config = BertConfig(**json.loads((args.base / "config.json").read_text()))
    bert_config.num_hidden_layers = config["layers"]
    tasks = TasksModel(bert_config).eval()
    tasks.load_state_dict(saved["model"])
    intent_saved = torch.load(args.run / "intent.pt")
    intent = IntentHeads(bert_config.hidden_size)
    intent.load_state_dict(intent_saved["state"])
    heads = {k: v.contiguous().float() for k, v in intent.state_dict().items()}
    heads |= {f"{name}.{k}": v.contiguous().float() for name in ("tags", "named") for k, v in getattr(tasks, name).state_dict().items()}

    part = args.pack.with_name(args.pack.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    base = BertModel.from_pretrained(args.base, add_pooling_layer=False, dtype=torch.float32).eval()
    full = [to_onnx(Encoder(base), part / "encoder.onnx", ["sentence_embedding"]),
            to_onnx(Tasks(tasks), part / "tasks.onnx", ["last_hidden_state", "logits"])]
    share_embeddings([part / "encoder.onnx", part / "tasks.onnx"], part)
    save_file(heads, part / "heads.safetensors")
    shutil.copy(args.base / "tokenizer.json", part / "tokenizer.json")

    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    rows = {task: [r for r in all_rows if r["dev"]] for task, all_rows in load_rows(args.data, config["seed"]).items()}
    if args.rows:
        rows = {task: r[:: max(1, len(r) // args.rows)] for task, r in rows.items()}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    int8, fp32 = (session_run(onnxruntime.InferenceSession(str(p), options), heads) for p in (part / "tasks.onnx", full[1]))
    logits = {task: predict(int8, task, r, tokenizer, max_tokens) for task, r in rows.items()}
    quality = evaluate_logits(logits, rows, tokenizer, max_tokens)
    quality |= json.loads((args.run / "intent-metrics.json").read_text())
    sample = rows["match"][:: max(1, len(rows["match"]) // 200)]
    a, b = (np.array(predict(run, "match", sample, tokenizer, max_tokens)) for run in (int8, fp32))
    quality["parity/match/same_argmax"] = round(float((a.argmax(-1) == b.argmax(-1)).mean()), 4)
    parity = encoder_parity(part / "encoder.onnx", full[0], [r["query"] for r in sample], tokenizer)
    quality["parity/encoder/min_cosine"] = round(parity, 4)
    manifest = {
        "format": 1,
        "name": config["name"],
        "revision": "",
        "hidden_size": bert_config.hidden_size,
        "embed": {"query_prefix": PREFIX, "document_prefix": "passage: ", "max_tokens": 512},
        "intent": {"labels": INTENTS, "sub_labels": [{"name": n, "intent": SUB_INTENTS[n]} for n in SUB],
                   "temperature": round(intent_saved["temperature"], 4)},
        "tags": {"labels": TAGS, "max_tokens": max_tokens,
                 "calibration": span_calibration("tags", rows["tags"], logits["tags"], tokenizer, max_tokens),
                 "named_calibration": span_calibration("named", rows["named"], logits["named"], tokenizer, max_tokens)},
        "match": {"labels": RELATIONS, "gains": GAINS, "max_tokens": max_tokens,
                  "temperature": round(fit_temperature(np.array(logits["match"]), [r["label"] for r in rows["match"]]), 4)},
        "training": config,
        "licences": LICENCES,
        "quality": quality,
    }
    for path in full:
        path.unlink()
    digest = hashlib.sha256()
    for file in sorted(part.iterdir()):
        digest.update(file.read_bytes())
    manifest["revision"] = digest.hexdigest()[:12]
    (part / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    shutil.rmtree(args.pack, ignore_errors=True)
    part.rename(args.pack)
    print(json.dumps(quality, indent=2), sum(f.stat().st_size for f in args.pack.iterdir()) / 1e6, "MB")
    if args.gpu:
        args.gpu.mkdir(parents=True, exist_ok=True)
        gpu_folders(args.gpu, tasks, args.base)


def encoder_parity(int8, fp32, texts, tokenizer):
    """The lowest cosine of the two graphs' vectors."""
    lowest = 1.0
    sessions = [onnxruntime.InferenceSession(str(p)) for p in (int8, fp32)]
    for text in texts:
        ids = np.array([tokenizer.encode(PREFIX + text).ids])
        a, b = (s.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0] for s in sessions)
        lowest = min(lowest, float(a @ b))
    return lowest


if __name__ == "__main__":
    main()
