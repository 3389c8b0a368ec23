import type { Heads } from '../pack.ts';
import type { IntentLogits } from '../port.ts';
import { applyLinear } from './apply-linear.ts';

/** Intent logits of a query's unit vector (length: the pack's hidden size). */
export function intentHead(vector: Float32Array, heads: Heads): IntentLogits {
  let features: Float32Array | Float64Array = vector;
  if (heads.intentHidden !== null) features = applyLinear(heads.intentHidden, vector).map((x) => Math.max(0, x));
  return {
    intent: Array.from(applyLinear(heads.intent, features)),
    subIntent: Array.from(applyLinear(heads.subIntent, features)),
  };
}
