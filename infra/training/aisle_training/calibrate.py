"""One-parameter and two-parameter calibration, fitted on dev splits."""

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from .batches import named_prompt
from .evaluate import softmax
from .spans import token_spans


def fit_temperature(logits, labels):
    """T that minimises the negative log-likelihood of softmax(logits / T) (Guo et al. 2017)."""
    logits, labels = torch.as_tensor(np.asarray(logits)).float(), torch.as_tensor(np.asarray(labels))
    grid = np.exp(np.linspace(np.log(0.3), np.log(4.0), 120))
    losses = [float(cross_entropy(logits / t, labels)) for t in grid]
    return float(grid[int(np.argmin(losses))])


def fit_platt(confidence, correct):
    """(slope, offset) of σ(slope · logit(p) + offset) (Platt 1999)."""
    p = torch.as_tensor(np.clip(np.asarray(confidence, dtype=np.float64), 1e-6, 1 - 1e-6))
    x, y = torch.log(p / (1 - p)), torch.as_tensor(np.asarray(correct, dtype=np.float64))
    parameters = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([parameters], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(parameters[0] * x + parameters[1], y) + 1e-3 * ((parameters[0] - 1) ** 2 + parameters[1] ** 2)
        loss.backward()
        return loss

    optimizer.step(closure)
    slope, offset = parameters.detach().tolist()
    return {"slope": max(0.05, slope), "offset": offset}


def not_stated(row, logits, tokenizer, max_tokens):
    """The least probability of O over the text's tokens: how likely it is, raw, that the text does not state the name. The twin of `notStated` in src/models/heads/tag-head.ts."""
    text, begin = named_prompt(row["name"], row["text"])
    tokenizer.enable_truncation(max_tokens)
    offsets = token_spans(tokenizer.encode(text), text)
    outside = softmax(np.asarray(logits, dtype=np.float64))[:, 0]
    return min((float(p) for p, o in zip(outside, offsets) if o and o[1] > begin), default=1.0)


def not_stated_calibration(rows, logits, tokenizer, max_tokens):
    """Platt parameters of `not_stated` against the name being absent, by the sources that list absent names as they come (a fifth or more of
    the rows): the others would have absence look rare."""
    of = {source: [not row["spans"] for row in rows if row["source"] == source] for source in {row["source"] for row in rows}}
    fair = {source for source, absent in of.items() if sum(absent) >= len(absent) / 5}
    pairs = [(not_stated(row, x, tokenizer, max_tokens), not row["spans"]) for row, x in zip(rows, logits) if row["source"] in fair]
    return fit_platt(*zip(*pairs)) if pairs else {"slope": 1.0, "offset": 0.0}
