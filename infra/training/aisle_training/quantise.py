"""int8 whose answers stay with those of fp32: what is measured on training texts, how weights are rounded, and the operators that run it.

Activations: every token has its own scale, so that a text's numbers don't depend on its neighbours in a batch (a scale for the whole
tensor, as `quantize_dynamic` has it, is set by the few tokens that BERT makes a hundred times larger than the rest). The few input channels
that are always large (LLM.int8(), Dettmers et al. 2022) are computed in fp32, as are the neurons that make them; the rest is evened out
by a factor per channel (SmoothQuant, Xiao et al. 2023). Weights: a scale per output channel, rounded by GPTQ (Frantar et al. 2022).
"""

import numpy as np
import torch
from onnx import TensorProto

from .batches import PAD, collate, encode
from .graph import MICROSOFT, Linears

# How many input channels of every layer stay in fp32.
EXACT = 4
# SmoothQuant's α: the share of a channel's range that moves into its weights.
SMOOTHING = 0.5
# GELU(x) ≥ −0.17. A token's scale is at least that of a largest activation of 1, so that the negative end always fits.
GELU_LOWEST = 0.17


class Statistics:
    """Of one layer's inputs, over all tokens: the largest magnitude per channel, and the sum of x xᵀ."""

    def __init__(self, size):
        self.largest, self.products = torch.zeros(size), torch.zeros(size, size)

    def add(self, x):
        self.largest = torch.maximum(self.largest, x.abs().amax(0))
        self.products += x.T @ x


@torch.no_grad()
def calibrate(bert, run, batches):
    """{layer of bert: Statistics}, from run(*batch) over batches that end in the attention mask. Query, key and value share the query's."""
    found, mask = {}, None

    def hook(name):
        return lambda _, inputs: found[name].add(inputs[0][mask])

    hooks = []
    for name, layer in bert.encoder.named_modules(prefix="encoder"):
        if isinstance(layer, torch.nn.Linear) and not name.endswith((".key", ".value")):
            found[name] = Statistics(layer.in_features)
            hooks.append(layer.register_forward_pre_hook(hook(name)))
    for batch in batches:
        mask = batch[-1].bool()
        run(*batch)
    for h in hooks:
        h.remove()
    return found


def training_texts(rows, task, count):
    train = [r for r in rows[task] if not r["dev"]]
    return train[:: max(1, len(train) // count)]


def task_batches(rows, tokenizer, max_tokens, count=100, size=16):
    """(task, ids, mask) from about `count` training rows of each task."""
    for task in rows:
        examples = sorted((encode(task, r, tokenizer, max_tokens) for r in training_texts(rows, task, count)), key=lambda e: len(e[0]))
        for start in range(0, len(examples), size):
            ids, mask, _ = collate(task, examples[start : start + size])
            yield task, ids, mask


def encoder_batches(rows, tokenizer, max_tokens, count=100, size=16):
    """(ids, mask) from about `count` queries and as many products of training rows, with e5's prefixes."""
    pairs = training_texts(rows, "match", count)
    tokenizer.enable_truncation(max_tokens)
    texts = [f"query: {r['query']}" for r in pairs] + [f"passage: {r['text']}" for r in pairs]
    encoded = sorted((torch.tensor(tokenizer.encode(t).ids) for t in texts), key=len)
    for start in range(0, len(encoded), size):
        ids = torch.nn.utils.rnn.pad_sequence(encoded[start : start + size], batch_first=True, padding_value=PAD)
        yield ids, (ids != PAD).long()


def scales(weight):
    """Per output channel of weight [in, out] the smallest step at which int8 is right on every CPU.

    Without VNNI the products of two neighbouring inputs are added in 16 bits: 255 · (a + b) ≤ 32767 holds while neighbours of one sign
    come to 128 at most. That leaves about 7.7 of the 8 bits, where `reduce_range` leaves 7."""
    pairs = weight.reshape(-1, 2, weight.shape[1])
    sums = torch.maximum(pairs.clamp(min=0).sum(1), -pairs.clamp(max=0).sum(1))
    return torch.maximum(weight.abs().amax(0) / 127, sums.amax(0) / 128).clamp(min=1e-8)


def gptq(weight, products, damping=0.001, block=128):
    """(int8 [in, out], scale [out]): rounds input by input, and moves each rounding's error to the inputs not rounded yet so that the outputs
    on the calibration texts change least (Frantar et al. 2022, algorithm 1; no reordering, since pairs must stay pairs)."""
    rest, h = weight.double().clone(), products.double().clone()
    size = len(h)
    unused = h.diagonal() == 0
    h[unused, unused] = 1
    h += torch.eye(size, dtype=h.dtype) * damping * h.diagonal().mean()
    upper = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(h)), upper=True)
    step = scales(weight).double()
    out = torch.zeros_like(rest)
    for start in range(0, size, block):
        end = min(size, start + block)
        errors = torch.zeros(end - start, rest.shape[1], dtype=h.dtype)
        for i in range(start, end):
            q = (rest[i] / step).round().clamp(-127, 127)
            if i % 2:
                q = torch.minimum(torch.maximum(q, -128 + (-out[i - 1]).clamp(min=0)), 128 - out[i - 1].clamp(min=0)).clamp(-127, 127)
            out[i] = q
            errors[i - start] = (rest[i] - q * step) / upper[i, i]
            rest[i:end] -= upper[i, i:end, None] * errors[i - start]
        rest[end:] -= upper[start:end, end:].T @ errors
    return out.to(torch.int8).numpy(), step.float().numpy()


class Int8Linears(Linears):
    """The operators of int8; `statistics` as `calibrate` gives them. `state` is the body's weights as given; those that were rounded are
    replaced by what int8 stands for, so that fp32 on a GPU computes with the very same weights."""

    def __init__(self, state, statistics):
        super().__init__(dict(state))
        self.statistics = statistics

    def words(self, graph, ids):
        name = "embeddings.word_embeddings.weight"
        table = self.array(name)
        scale = np.abs(table).max(1, keepdims=True) / np.float32(127)
        values = np.rint(table / scale).astype(np.int8)
        self.state[name] = torch.from_numpy(values * scale)
        return graph.op("Mul", graph.op("Cast", graph.op("Gather", values, ids), to=TensorProto.FLOAT), graph.op("Gather", scale, ids))

    def project(self, graph, x, names):
        """Symmetric about 0, the channels evened out and the largest apart."""
        found = self.statistics[names[0]]
        layers = [self.layer(n) for n in names]
        channels = largest(found)
        reach = np.abs(np.concatenate([w for w, _ in layers], 1)).max(1).clip(1e-4)
        factor = reach ** (1 - SMOOTHING) / found.largest.numpy().clip(1e-3) ** SMOOTHING
        factor[channels] = 0
        even = graph.op("Mul", x, factor)
        tokens = by_token(graph, even, graph.op("ReduceMax", graph.op("Abs", even), np.array([-1])), 1 / 127, 128)
        apart = graph.op("Gather", x, channels, axis=-1)
        return [self._multiply(graph, tokens, n, w, factor, found, graph.op("Gemm", apart, w[channels], b)) for n, (w, b) in zip(names, layers)]

    def feed_forward(self, graph, x, inner, outer):
        """The neurons with the largest outputs are apart from the first multiplication on. GELU's output reaches from −0.17 up."""
        found = self.statistics[outer]
        neurons = largest(found)
        (w_in, b_in), (w_out, b_out) = self.layer(inner), self.layer(outer)
        apart = graph.op("Gemm", graph.op("Gelu", graph.op("Gemm", x, w_in[:, neurons].copy(), b_in[neurons])), w_out[neurons], b_out)
        weight, bias = self.state[f"{inner}.weight"], self.state[f"{inner}.bias"]
        among = torch.ones(len(bias)).index_fill(0, torch.from_numpy(neurons), 0)
        self.state |= {f"{inner}.weight": weight * among[:, None], f"{inner}.bias": bias * among}
        y = graph.op("Gelu", self.project(graph, x, [inner])[0])
        self.state[f"{inner}.weight"][neurons] = weight[neurons]
        self.state[f"{inner}.bias"] = bias
        step = (1 + GELU_LOWEST) / 255
        tokens = by_token(graph, y, graph.op("Max", graph.op("ReduceMax", y, np.array([-1])), np.float32(1)), step, round(GELU_LOWEST / step))
        return self._multiply(graph, tokens, outer, w_out, among.numpy(), found, apart)

    def _multiply(self, graph, tokens, name, weight, factor, found, rest):
        """tokens hold x · factor; the channels whose factor is 0 are in rest, which is added in fp32."""
        values, reach, step, zero = tokens
        inverse = np.divide(1, factor, out=np.zeros_like(factor), where=factor > 0)
        quantised, scale = gptq(torch.from_numpy(weight * inverse[:, None]), found.products * torch.from_numpy(factor[:, None] * factor))
        whole = np.where(factor[:, None] > 0, quantised * scale * factor[:, None], weight)
        self.state[f"{name}.weight"] = torch.from_numpy(whole.T.copy())
        y = graph.op("MatMulIntegerToFloat", values, quantised, step, scale, zero, domain=MICROSOFT)
        return graph.op("Add", graph.op("Mul", y, reach), rest)


def largest(found):
    """The channels with the largest magnitudes, in order."""
    return found.largest.topk(EXACT).indices.sort().values.numpy()


def by_token(graph, x, reach, step, zero):
    """→ (uint8 of x / reach, reach, step, zero point); reach is the largest magnitude of every token, [rows, 1]."""
    reach = graph.op("Max", reach, np.float32(1e-6))
    scaled = graph.op("Mul", x, graph.op("Reciprocal", reach))
    return graph.op("QuantizeLinear", scaled, np.float32(step), np.uint8(zero)), reach, np.float32(step), np.uint8(zero)
