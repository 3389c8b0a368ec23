import type { Linear } from '../pack.ts';

/** One layer on one vector: `W · x + b`. `at` is where the vector begins in a longer buffer. */
export function applyLinear(layer: Linear, vectors: Float32Array, at = 0): Float32Array {
  const { weight, bias, inputs, outputs } = layer;
  const out = new Float32Array(outputs);
  for (let row = 0; row < outputs; row++) {
    let sum = 0;
    const base = row * inputs;
    for (let i = 0; i < inputs; i++) sum += (weight[base + i] as number) * (vectors[at + i] as number);
    out[row] = sum + (bias[row] as number);
  }
  return out;
}
