import { argmax, softmax } from '../core/math.ts';
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
 * with ESCI's gains. `learnt` is what the shop's feedback has taught, on top of it. With `conflict`, nearly all of `exact` goes to `substitute`: what violates a hard constraint is never exact.
 */
export function judge(
  logits: readonly number[],
  temperature: number,
  conflict: boolean,
  learnt: Calibration | null = null,
): Judgement {
  const raw = softmax(logits, temperature);
  const p = learnt === null ? raw : calibrated(raw, learnt);
  if (conflict) {
    const moved = (p[0] ?? 0) * (1 - KEPT_ON_CONFLICT);
    p[0] = (p[0] ?? 0) - moved;
    p[1] = (p[1] ?? 0) + moved;
  }
  const [exact = 0, substitute = 0, complement = 0, irrelevant = 0] = p;
  return {
    relation: RELATIONS[argmax(p)] ?? 'irrelevant',
    relevance: RELATIONS.reduce((sum, relation, i) => sum + GAINS[relation] * (p[i] ?? 0), 0),
    distribution: { exact, substitute, complement, irrelevant },
  };
}
