import { sumOf } from './least-squares.ts';
import { complement, type Mask, only, type ValueOf, whole } from './mask.ts';

/** Shares of the words that are taken away or kept, as ERASER takes them. */
const BINS = [0.01, 0.05, 0.1, 0.2, 0.5];

/** How well weights tell what the value rests on. */
export interface Faithfulness {
  /** What the value loses without the words of most weight, averaged over the bins: more is better. */
  comprehensiveness: number;
  /** What it loses where only they are there: less is better. */
  sufficiency: number;
}

/** The masks of one order of the words, and the figures once they are scored. */
export interface FaithfulnessTest {
  masks: readonly Mask[];
  figures(valueOf: ValueOf): Faithfulness;
}

/**
 * Takes the first 1, 5, 10, 20 and 50 % of the words of an order (one at least) away, and keeps nothing but them.
 * Source: DeYoung et al. 2020, "ERASER", arXiv:1911.03429, § 4: comprehensiveness and sufficiency, mean over the bins (AOPC).
 */
export function faithfulnessOf(order: readonly number[]): FaithfulnessTest {
  const count = order.length;
  const kept = BINS.map((bin) => only(count, order.slice(0, Math.max(1, Math.ceil(bin * count)))));
  const all = whole(count);
  return {
    masks: [all, ...kept, ...kept.map(complement)],
    figures: (valueOf) => {
      const loss = (mask: Mask): number => valueOf(all) - valueOf(mask);
      return { comprehensiveness: mean(kept.map((mask) => loss(complement(mask)))), sufficiency: mean(kept.map(loss)) };
    },
  };
}

/** The words by their weights, the most first; of equal ones the earlier. */
export function byWeight(weights: readonly number[]): number[] {
  return [...weights.keys()].toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
}

function mean(values: readonly number[]): number {
  return sumOf(values) / values.length;
}
