"""Writes what one training run made: the int8 ONNX pack for CPUs and the safetensors folders for GPUs.

    python -m aisle_training.export --data DATA --base BASE --run runs/first --pack ../models/aisle-small --gpu OUT [--fixture FILE] [--rows N]

The pack is written beside its place, compared with the folders, and moved there whole. `--fixture` keeps what the folders answer to a few
texts, for the tests. `--rows` cuts the dev sets (a quick look).
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
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification, BertModel

from .batches import SUBS, named_prompt
from .calibrate import fit_platt, fit_temperature, not_stated_calibration
from .evaluate import evaluate_logits, predict, softmax
from .graph import encoder_graph, tasks_graph
from .labels import GAINS, INTENTS, NAMED, RELATIONS, SUB_INTENTS, TAGS
from .model import TasksModel
from .parity import LEAST, PAIRS, QUERIES, TEXTS, Folders, compare, spread, write_fixture
from .quantise import Int8Linears, calibrate, encoder_batches, task_batches
from .spans import decode, token_spans
from .train import load_rows

# What e5 reads before a query.
PREFIX = "query: "

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


def save_graphs(models, folder):
    """{file name: graph} to a folder. The word-embedding table, the same in every graph since it stayed frozen, goes to embeddings.bin."""
    shared = None
    for name, model in models.items():
        onnx.checker.check_model(model)
        table = max(model.graph.initializer, key=lambda t: len(t.raw_data))
        if shared is None:
            shared = table.raw_data
            (folder / "embeddings.bin").write_bytes(shared)
        assert table.raw_data == shared, f"{name}: the embedding table differs"
        set_external_data(table, "embeddings.bin", offset=0, length=len(shared))
        table.ClearField("raw_data")
        (folder / name).write_bytes(model.SerializeToString())


def session(path, threads=1):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options)


def session_run(tasks, heads):
    """What `predict` runs, by the pack's own graphs and heads."""

    def linear(name, x):
        return x @ heads[f"{name}.weight"].numpy().T + heads[f"{name}.bias"].numpy()

    def run(task, ids, mask):
        feed = {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
        if task == "match":
            return tasks.run(["logits"], feed)[0]
        tokens = tasks.run(["last_hidden_state"], feed)[0]
        if task == "intent":
            counts = feed["attention_mask"].astype(np.float32)
            means = np.einsum("btd,bt->bd", tokens, counts) / counts.sum(1, keepdims=True)
            return np.concatenate([linear("intent", means), linear("sub_intent", means)], -1)
        return linear(task, tokens)

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


def gpu_folders(out, tasks, encoder, base):
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
    encoder.save_pretrained(out / "encoder")
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
    for name in ("data", "base", "run", "pack", "gpu"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args.add_argument("--fixture", type=Path, help="where the tests' comparison is written, test/fixtures/parity-PACK.json")
    args.add_argument("--rows", type=int, default=0)
    args = args.parse_args()
    torch.set_num_threads(1)
    tasks, config = load_tasks(args.run, args.base)
    heads = {f"{name}.{k}": v.contiguous().float()
             for name in ("intent", "sub_intent", "tags", "named") for k, v in getattr(tasks, name).state_dict().items()}
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    all_rows = load_rows(args.data, config["seed"])
    rows = dev_rows(all_rows, args.rows)

    part = args.pack.with_name(args.pack.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    base = BertModel.from_pretrained(args.base, add_pooling_layer=False, dtype=torch.float32).eval()
    sample = rows["match"][:: max(1, len(rows["match"]) // 400)]
    with torch.no_grad():
        trained = np.array(predict(lambda task, ids, mask: tasks(task, ids, mask).numpy(), "match", sample, tokenizer, MAX_TOKENS))
    save_graphs({"encoder.onnx": quantised(base, base, encoder_batches(all_rows, tokenizer, MAX_TOKENS), encoder_graph),
                 "tasks.onnx": quantised(tasks.bert, tasks, task_batches(all_rows, tokenizer, MAX_TOKENS), tasks_graph,
                                         (tasks.classifier.weight.detach().numpy(), tasks.classifier.bias.detach().numpy()))}, part)
    save_file(heads, part / "heads.safetensors")
    shutil.copy(args.base / "tokenizer.json", part / "tokenizer.json")
    args.gpu.mkdir(parents=True, exist_ok=True)
    gpu_folders(args.gpu, tasks, base, args.base)

    encoder = session(part / "encoder.onnx")
    run = session_run(session(part / "tasks.onnx"), heads)
    logits = {task: predict(run, task, r, tokenizer, MAX_TOKENS) for task, r in rows.items()}
    temperature = intent_temperature(rows["intent"], logits["intent"])
    quality = evaluate_logits({**logits, "intent": [x / temperature for x in logits["intent"]]}, rows, tokenizer, MAX_TOKENS)
    folders = Folders(args.gpu)
    tokenizer.enable_truncation(MAX_TOKENS)
    parity = compare(encoder, run, folders, sample, rows["tags"][:: max(1, len(rows["tags"]) // 200)], [PREFIX + r["query"] for r in sample[::2]],
                     tokenizer, MAX_TOKENS)
    int8 = np.array(predict(run, "match", sample, tokenizer, MAX_TOKENS))
    parity["match/same_argmax_as_trained"] = float((int8.argmax(-1) == trained.argmax(-1)).mean())
    quality |= {f"parity/{name}": round(value, 4) for name, value in parity.items()}
    manifest = {
        "format": 2,
        "name": config["name"],
        "revision": "",
        "hidden_size": tasks.bert.config.hidden_size,
        "embed": {"query_prefix": PREFIX, "document_prefix": "passage: ", "max_tokens": 512},
        "intent": {"labels": INTENTS, "sub_labels": [{"name": n, "intent": SUB_INTENTS[n]} for n in SUBS],
                   "temperature": temperature},
        "tags": {"labels": TAGS, "max_tokens": MAX_TOKENS,
                 "calibration": span_calibration("tags", rows["tags"], logits["tags"], tokenizer, MAX_TOKENS),
                 "named_calibration": span_calibration("named", rows["named"], logits["named"], tokenizer, MAX_TOKENS),
                 "not_stated_calibration": not_stated_calibration(rows["named"], logits["named"], tokenizer, MAX_TOKENS)},
        "match": {"labels": RELATIONS, "gains": GAINS, "max_tokens": MAX_TOKENS,
                  "temperature": round(fit_temperature(np.array(logits["match"]), [r["label"] for r in rows["match"]]), 4)},
        "training": config,
        "licences": LICENCES,
        "quality": quality,
    }
    digest = hashlib.sha256()
    for file in sorted(part.iterdir()):
        digest.update(file.read_bytes())
    manifest["revision"] = digest.hexdigest()[:12]
    (part / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    print(json.dumps(quality, indent=2), sum(f.stat().st_size for f in part.iterdir()) / 1e6, "MB")
    short = {name: parity[name] for name, least in LEAST.items() if parity[name] < least}
    if short:
        raise SystemExit(f"{part} stays where it is, too far from the folders: {short}, at least {LEAST}")
    shutil.rmtree(args.pack, ignore_errors=True)
    part.rename(args.pack)
    if args.fixture:
        queries = [PREFIX + r["query"] for r in spread(rows["match"], QUERIES)]
        write_fixture(args.fixture, manifest["revision"], folders, spread(rows["match"], PAIRS), spread(rows["tags"], TEXTS), queries, tokenizer, MAX_TOKENS)


def intent_temperature(rows, logits):
    """Fitted on the written rows, whose mixture of intents is that of no single set."""
    written = [(x[: len(INTENTS)], INTENTS.index(r["intent"])) for r, x in zip(rows, logits) if r["source"] == "written"]
    return round(fit_temperature(*zip(*written)), 4)


def load_tasks(run, base):
    """(model, recipe) of a finished run, or of its newest checkpoint."""
    saved = torch.load(run / ("tasks.pt" if (run / "tasks.pt").exists() else "checkpoint.pt"), map_location="cpu")
    config = BertConfig(**json.loads((base / "config.json").read_text()))
    config.num_hidden_layers = saved["config"]["layers"]
    model = TasksModel(config).eval()
    model.load_state_dict(saved["model"])
    return model, saved["config"]


def dev_rows(all_rows, limit):
    """The rows to measure on, at most about `limit` a task (0: all)."""
    rows = {task: [r for r in task_rows if r["dev"]] for task, task_rows in all_rows.items()}
    return {task: r[:: max(1, len(r) // limit)] if limit else r for task, r in rows.items()}


def quantised(bert, run, batches, graph, *rest):
    """The int8 graph of a body. Its weights become those that int8 stands for, so that the folders for GPUs hold the very same."""
    linears = Int8Linears(bert.state_dict(), calibrate(bert, run, batches))
    model = graph(bert.config, linears, *rest)
    bert.load_state_dict(linears.state)
    return model


if __name__ == "__main__":
    main()
