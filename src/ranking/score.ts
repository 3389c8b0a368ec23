import type { Product } from '../core/product.ts';

/** What a product is scored by. Each part is 0–1; `boost` is what merchandising rules add, with its sign. */
export interface Evidence {
  relevance: number;
  /** Whether the relevance is the match model's; else it is estimated. */
  judged: boolean;
  /** The fused score of the retrieval. */
  fused: number;
  /** null: nothing is known of the shopper. */
  personal: number | null;
  popularity: number;
  soldOut: boolean;
  boost: number;
}

/** One part of a score. */
export interface Contribution {
  signal: string;
  value: number;
  weight: number;
  contribution: number;
}

/**
 * How much each part counts. Match and retrieval: chosen on match-en (docs/decisions/0006-search-ranking.md), where both together are better
 * than either alone. Popularity decides between equals; what is sold out stands behind what is like it and can be bought.
 */
export const SCORE_WEIGHTS = { match: 0.5, retrieval: 0.5, personal: 0.1, popularity: 0.03, sold_out: -0.15 } as const;

/** The parts of a score. The score is the sum of their contributions; `personal` is the caller's weight, at most 10 times ours. */
export function contributions(evidence: Evidence, personal: number): Contribution[] {
  const { relevance, judged, fused, soldOut, boost } = evidence;
  const part = (signal: string, value: number, weight: number): Contribution => ({
    signal,
    value,
    weight,
    contribution: value * weight,
  });
  return [
    part(judged ? 'match' : 'estimate', relevance, SCORE_WEIGHTS.match),
    part('retrieval', fused, SCORE_WEIGHTS.retrieval),
    part('personal', evidence.personal ?? 0, SCORE_WEIGHTS.personal * personal),
    part('popularity', evidence.popularity, SCORE_WEIGHTS.popularity),
    part('sold_out', soldOut ? 1 : 0, SCORE_WEIGHTS.sold_out),
    part('rules', boost, 1),
  ];
}

/** The sum of the contributions. */
export function score(evidence: Evidence, personal: number): number {
  return contributions(evidence, personal).reduce((sum, { contribution }) => sum + contribution, 0);
}

/** The score without what some signal contributes; `match` stands for the estimate too. */
export function scoreWithout(signal: string, evidence: Evidence, personal: number): number {
  return contributions(evidence, personal)
    .filter((part) => part.signal !== signal && !(signal === 'match' && part.signal === 'estimate'))
    .reduce((sum, { contribution }) => sum + contribution, 0);
}

/** A rating of 5 at most, drawn to the middle as if by this many ratings of 2.5: one of five stars proves little. */
const PRIOR = 5;

/** How well a product is liked, 0–1: its rating over 5, shrunk towards .5 where few have rated it. Without a rating .5. */
export function popularity({ rating }: Product): number {
  if (rating === undefined) return 0.5;
  const count = Math.max(0, rating.count ?? 1);
  const value = Math.min(1, Math.max(0, rating.value / 5));
  return (value * count + 0.5 * PRIOR) / (count + PRIOR);
}

/** Whether the shop says that none is left. */
export function isSoldOut({ stock }: Product): boolean {
  return stock !== undefined && stock <= 0;
}
