import type { Heads } from '../pack.ts';
import type { IntentLogits } from '../port.ts';
import { applyLinear } from './apply-linear.ts';

/** What the two intent layers read: a query's unit vector (length: the pack's hidden size), through the hidden layer when there is one. */
export function intentFeatures(vector: Float32Array, { intentHidden }: Heads): Float32Array | Float64Array {
  return intentHidden === null ? vector : applyLinear(intentHidden, vector).map((x) => Math.max(0, x));
}

/** Intent logits of a query's unit vector. */
export function intentHead(vector: Float32Array, heads: Heads): IntentLogits {
  const features = intentFeatures(vector, heads);
  return {
    intent: Array.from(applyLinear(heads.intent, features)),
    subIntent: Array.from(applyLinear(heads.subIntent, features)),
  };
}
