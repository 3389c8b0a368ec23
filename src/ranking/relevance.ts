import { argmax, softmax } from '../core/math.ts';
import { OTHER_TYPE } from './conflicts.ts';
import { type Calibration, calibrated } from './learning/calibration.ts';
import { GAINS, type Relation, RELATIONS } from '../core/relation.ts';

/** Probabilities of the four relations; they sum to 1. */
export type RelationDistribution = Record<Relation, number>;

/** A product judged for a query. `relevance` is the expected gain, 0–1. */
export interface Judgement {
  relation: Relation;
  relevance: number;
  distribution: RelationDistribution;
}

/** How much of `exact` is left where the product contradicts what the query demands. */
const KEPT_ON_CONFLICT = 0.02;

/**
 * Four logits (order of RELATIONS) → a judgement: softmax at the pack's temperature, and the expected gain Σ p(r) · gain(r)
 * with ESCI's gains. `learnt` is what the shop's feedback has taught, on top of it. With `conflicts`, nearly all of `exact` goes to `substitute`, since
 * what violates a hard constraint is never exact; or to all others as they were, where the product is of another kind.
 */
export function judge(
  logits: readonly number[],
  temperature: number,
  conflicts: readonly string[],
  learnt: Calibration | null = null,
): Judgement {
  const raw = softmax(logits, temperature);
  const p = learnt === null ? raw : calibrated(raw, learnt);
  if (conflicts.length > 0) {
    const moved = (p[0] ?? 0) * (1 - KEPT_ON_CONFLICT);
    // Not 1 less p[0]: of a sure model that is nothing but rounding.
    const others = (p[1] ?? 0) + (p[2] ?? 0) + (p[3] ?? 0);
    p[0] = (p[0] ?? 0) - moved;
    if (!conflicts.some((one) => one.startsWith(OTHER_TYPE))) p[1] = (p[1] ?? 0) + moved;
    else if (others > 0) for (const i of [1, 2, 3]) p[i] = ((p[i] ?? 0) / others) * (others + moved);
    else p[3] = moved;
  }
  const [exact = 0, substitute = 0, complement = 0, irrelevant = 0] = p;
  return {
    relation: RELATIONS[argmax(p)] ?? 'irrelevant',
    relevance: RELATIONS.reduce((sum, relation, i) => sum + GAINS[relation] * (p[i] ?? 0), 0),
    distribution: { exact, substitute, complement, irrelevant },
  };
}
