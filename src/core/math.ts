/**
 * Softmax of logits at a temperature: p_i = exp(x_i / T) / Σ exp(x_j / T). Shape kept; sums to 1.
 * T calibrates confidence without changing the order (Guo et al. 2017, "On Calibration of Modern Neural Networks").
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) max = Math.max(max, logits[i] ?? -Infinity);
  const out: number[] = [];
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const e = Math.exp(((logits[i] ?? 0) - max) / temperature);
    out.push(e);
    sum += e;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / sum;
  return out;
}

/** Index of the largest value; 0 for an empty list. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** Platt scaling of a probability: σ(slope · logit(p) + offset) (Platt 1999). Clamped away from 0 and 1 by 1e-6. */
export function platt(probability: number, slope: number, offset: number): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return 1 / (1 + Math.exp(-(slope * Math.log(p / (1 - p)) + offset)));
}

/** The vector divided by its Euclidean length; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const x of vector) sum += x * x;
  return sum === 0 ? vector : vector.map((x) => x / Math.sqrt(sum));
}

/** The probability that `platt` turns into the given one: its inverse. */
export function inversePlatt(probability: number, slope: number, offset: number): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return 1 / (1 + Math.exp(-(Math.log(p / (1 - p)) - offset) / slope));
}
