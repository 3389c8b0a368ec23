"""One-parameter and two-parameter calibration, fitted on dev splits."""

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy


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
