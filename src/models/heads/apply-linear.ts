import type { Linear } from '../pack.ts';

/**
 * One layer on one vector: `W · x + b`. `at` is where the vector begins in a longer buffer. In doubles, so that no finite 32-bit vector
 * of an endpoint, however large, becomes a logit that is no number.
 */
export function applyLinear(layer: Linear, vectors: Float32Array | Float64Array, at = 0): Float64Array {
  const { weight, bias, inputs, outputs } = layer;
  const out = new Float64Array(outputs);
  for (let row = 0; row < outputs; row++) {
    let sum = 0;
    const base = row * inputs;
    for (let i = 0; i < inputs; i++) sum += (weight[base + i] as number) * (vectors[at + i] as number);
    out[row] = sum + (bias[row] as number);
  }
  return out;
}
