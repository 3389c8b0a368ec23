import type { Heads } from '../pack.ts';
import type { IntentLogits } from '../port.ts';
import { applyLinear } from './apply-linear.ts';

/** Intent logits of a query: the two heads on the mean of the tasks body's token vectors, special tokens included (length: the pack's hidden size). */
export function intentHead(mean: Float32Array, heads: Heads): IntentLogits {
  return {
    intent: Array.from(applyLinear(heads.intent, mean)),
    subIntent: Array.from(applyLinear(heads.subIntent, mean)),
  };
}

/** The mean of `count` vectors of `size` numbers that lie one after the other from `at` on. */
export function meanVector(vectors: Float32Array, size: number, count = vectors.length / size, at = 0): Float32Array {
  const sum = new Float64Array(size);
  for (let i = 0; i < count * size; i++) sum[i % size] = (sum[i % size] ?? 0) + (vectors[at + i] ?? 0);
  return Float32Array.from(sum, (x) => x / Math.max(1, count));
}
