"""Quality, size and latency of the tasks body in every form that was weighed: the table of docs/efficiency.md.

    python -m aisle_training.efficiency --data DATA --base BASE --run runs/second [--run runs/student] [--pack PACK] [--rows N]
        [--write ../../docs/efficiency.md]

The first run is the reference; of it there are also the other precisions and a cut to every second layer. Each further run is measured in
fp32 and int8, each pack as it is. Latencies are medians of interleaved rounds: take them from a machine that does nothing else.
"""

import argparse
import json
import logging
import os
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from .evaluate import evaluate_logits, predict
from .export import MAX_TOKENS, dev_rows, load_tasks, session
from .graph import Linears, tasks_graph
from .quantise import Int8Linears, calibrate, task_batches
from .train import load_rows

BEGIN, END = "<!-- efficiency: begin -->", "<!-- efficiency: end -->"
SHAPES = {"1 × 8": (1, 8), "50 × 40": (50, 40)}
METRICS = {
    "match/written-zh/macro_f1": "match zh F1",
    "match/written-en/macro_f1": "match en F1",
    "match/esci/ndcg": "ESCI nDCG",
    "tags/written-zh/span_f1": "tags zh F1",
    "tags/written-en/span_f1": "tags en F1",
    "tags/queryner/span_f1": "QueryNER F1",
}


class Unfused(Linears):
    """fp32 with MatMul and Add, the form that onnxruntime's own quantisers take."""

    def project(self, graph, x, names):
        return [graph.op("Add", graph.op("MatMul", x, weight), bias) for weight, bias in map(self.layer, names)]


class UnfusedButWords(Unfused):
    """The same with the word embeddings in int8."""

    words = Int8Linears.words


def cut(model):
    """Every second layer, from the first on; nothing is trained again."""
    model.bert.encoder.layer = model.bert.encoder.layer[::2]
    model.bert.config.num_hidden_layers = len(model.bert.encoder.layer)
    return model


def classifier(model):
    return model.classifier.weight.detach().numpy(), model.classifier.bias.detach().numpy()


def fp32(model, path, linears=Linears):
    onnx.save(tasks_graph(model.bert.config, linears(model.bert.state_dict()), classifier(model)), path)


def int8(model, path, rows, tokenizer):
    linears = Int8Linears(model.bert.state_dict(), calibrate(model.bert, model, task_batches(rows, tokenizer, MAX_TOKENS)))
    onnx.save(tasks_graph(model.bert.config, linears, classifier(model)), path)


def int8_by_tensor(model, path):
    full = path.with_suffix(".fp32.onnx")
    fp32(model, full, Unfused)
    quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    full.unlink()


def by_blocks(model, path, bits):
    """MatMulNBits: blocks of 32 weights with a scale each, activations in int8 (accuracy level 4)."""
    full = path.with_suffix(".fp32.onnx")
    fp32(model, full, UnfusedButWords)
    quantizer = MatMulNBitsQuantizer(onnx.load(full), bits=bits, block_size=32, is_symmetric=True, accuracy_level=4)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path))
    full.unlink()


class Form:
    """One line of the table: how it answers, what it weighs (MB, word embeddings included), how it is timed."""

    def __init__(self, name, path=None, model=None, beside=()):
        self.name, self.path, self.model = name, path, model
        self.size = (sum(p.stat().st_size for p in (path, *beside)) if path else sum(p.numel() for p in model.bert.parameters()) * 2) / 1e6
        self.threads(1)

    def threads(self, count):
        if self.path:
            self.session = session(self.path, count)
        else:
            torch.set_num_threads(count)

    @torch.no_grad()
    def answer(self, ids, mask):
        """→ (last hidden state, logits)"""
        if self.path:
            return self.session.run(["last_hidden_state", "logits"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
        with torch.autocast("cpu", torch.bfloat16):
            out = self.model.bert(input_ids=ids, attention_mask=mask)
            return out.last_hidden_state.float().numpy(), self.model.classifier(out.pooler_output).float().numpy()


def quality(form, head, rows, tokenizer):
    """→ (metrics, logits of match); head is the tags' (weight, bias)."""

    def run(task, ids, mask):
        hidden, logits = form.answer(ids, mask)
        return logits if task == "match" else hidden @ head[0].T + head[1]

    logits = {task: predict(run, task, rows[task], tokenizer, MAX_TOKENS) for task in ("match", "tags")}
    return evaluate_logits({**logits, "named": [], "intent": []}, {**rows, "named": [], "intent": []}, tokenizer, MAX_TOKENS), np.array(logits["match"])


def latencies(forms, rounds):
    """{(form's name, shape, threads): median milliseconds}"""
    generator, taken = torch.Generator().manual_seed(1), {}
    for threads in (1, 2):
        for form in forms:
            form.threads(threads)
        for shape, size in SHAPES.items():
            ids, mask = torch.randint(5, 40000, size, generator=generator), torch.ones(size, dtype=torch.long)
            for _ in range(rounds + 1):
                for form in forms:
                    begun = time.perf_counter()
                    form.answer(ids, mask)
                    taken.setdefault((form.name, shape, threads), []).append(time.perf_counter() - begun)
    # The first round only warms up.
    return {key: 1e3 * float(np.median(values[1:])) for key, values in taken.items()}


def processor():
    fields = dict(line.split(":", 1) for line in subprocess.run(["lscpu"], capture_output=True, text=True, check=True).stdout.splitlines() if ":" in line)
    flags = [f for f in ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8") if f in fields.get("Flags", "").split()]
    return f"{fields.get('Model name', 'unknown').strip()} ({', '.join(flags)})"


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--base", type=Path, required=True)
    args.add_argument("--run", type=Path, action="append", required=True)
    args.add_argument("--pack", type=Path, action="append", default=[])
    args.add_argument("--rows", type=int, default=0, help="dev rows a task, 0 for all")
    args.add_argument("--rounds", type=int, default=20)
    args.add_argument("--write", type=Path, help="the page whose table is replaced")
    args = args.parse_args()
    torch.set_num_threads(1)
    logging.getLogger("onnxruntime").setLevel(logging.WARNING)
    busy = os.getloadavg()[0]
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    models = {run: load_tasks(run, args.base) for run in args.run}
    first, config = models[args.run[0]]
    all_rows = load_rows(args.data, config["seed"])
    rows = dev_rows(all_rows, args.rows)
    with tempfile.TemporaryDirectory() as folder:
        forms, heads = [], {}

        def add(name, model, write=None, *rest):
            path = Path(folder) / f"{len(forms)}.onnx" if write else None
            if write:
                write(model, path, *rest)
            forms.append(Form(name, path, model))
            heads[name] = [p.detach().numpy() for p in (model.tags.weight, model.tags.bias)]

        layers = first.bert.config.num_hidden_layers
        add(f"{layers} layers, fp32", first, fp32)
        add(f"{layers} layers, bf16 by torch", first)
        add(f"{layers} layers, int8, a scale a tensor (`quantize_dynamic`)", first, int8_by_tensor)
        add(f"**{layers} layers, int8, a scale a token** (the pack)", first, int8, all_rows, tokenizer)
        add(f"{layers} layers, 8 bits in blocks", first, by_blocks, 8)
        add(f"{layers} layers, 4 bits in blocks", first, by_blocks, 4)
        half = cut(load_tasks(args.run[0], args.base)[0])
        add(f"{layers} cut to {half.bert.config.num_hidden_layers}, fp32", half, fp32)
        add(f"{layers} cut to {half.bert.config.num_hidden_layers}, int8", half, int8, all_rows, tokenizer)
        for run in args.run[1:]:
            other = models[run][0]
            name = f"{run.name}: {other.bert.config.num_hidden_layers} layers"
            add(f"{name}, fp32", other, fp32)
            add(f"{name}, int8", other, int8, all_rows, tokenizer)

        for pack in args.pack:
            stored = load_file(pack / "heads.safetensors")
            revision = json.loads((pack / "pack.json").read_text())["revision"]
            forms.append(Form(f"the pack {revision}", pack / "tasks.onnx", beside=[pack / "embeddings.bin"]))
            heads[forms[-1].name] = [stored["tags.weight"], stored["tags.bias"]]

        lines, reference = [], None
        taken = latencies(forms, args.rounds)
        for form in forms:
            form.threads(1)
            metrics, logits = quality(form, heads[form.name], rows, tokenizer)
            reference = logits if reference is None else reference
            scores = [metrics.get(f"{name}") for name in METRICS]
            same = float((logits.argmax(-1) == reference.argmax(-1)).mean())
            times = [taken[form.name, shape, threads] for shape in SHAPES for threads in (1, 2)]
            lines.append([form.name, f"{form.size:.1f}", f"{same:.3f}", *(f"{s:.3f}" if s is not None else "–" for s in scores), *(f"{t:.1f}" for t in times)])
            print(" | ".join(lines[-1]), flush=True)
    heading = ["Form", "MB", "same relation as fp32", *METRICS.values(), *(f"{shape} ms, {t} thread{'s' * (t > 1)}" for shape in SHAPES for t in (1, 2))]
    count = " + ".join(f"{len(rows[task])} {task}" for task in ("match", "tags"))
    note = (f"{date.today()}, {processor()}, onnxruntime {onnxruntime.__version__}, torch {torch.__version__}; run `{args.run[0].name}`, dev rows: {count}; "
            f"medians of {args.rounds} interleaved rounds, load average {busy:.1f} when they began.")
    table = "\n".join(f"| {' | '.join(line)} |" for line in (heading, ["---"] + ["--:"] * (len(heading) - 1), *lines))
    if args.write:
        page = args.write.read_text()
        begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
        args.write.write_text(f"{page[:begin]}\n{note}\n\n{table}\n{page[end:]}")
    else:
        print(note, table, sep="\n\n")


if __name__ == "__main__":
    main()
