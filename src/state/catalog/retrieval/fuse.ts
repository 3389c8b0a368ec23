import type { Weights } from '../port.ts';
import { type Bitmap, has } from './bitmap.ts';
import { NO_SCORE } from './vector-scan.ts';
import type { WordScores } from './word-scores.ts';

/** What is fused, all by position. */
export interface Evidence {
  /** Null: words don't count. */
  keyword: WordScores | null;
  /** Cosines, NO_SCORE where there is none. Null: meaning doesn't count. */
  semantic: Float32Array | null;
  /** Null: every product may be found. */
  eligible: Bitmap | null;
  weights: Weights;
  /** Positions whose code is the query: they come first. */
  codes: readonly number[];
  capacity: number;
}

/** Between the best cosine and what counts nothing; where all are as near there is no more to tell. */
const LEAST_SPREAD = 0.02;
/** What the cosine itself counts, so that those below the mean have an order too. */
const TAIL = 1e-4;

/**
 * The convex combination of both scores, each scaled to 0–1 (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid
 * Retrieval"), 0 for what may not be found: words by what a title with all of them has, cosines from the mean of all to the best. Both scores are there for
 * every product, so that nothing is lost at a depth.
 */
export function fuse({ keyword, semantic, eligible, weights, codes, capacity }: Evidence): {
  fused: Float32Array;
  keywordMost: number;
} {
  const fused = new Float32Array(capacity);
  const words = keyword?.scores ?? new Float32Array(capacity);
  const cosines = semantic ?? new Float32Array(capacity).fill(NO_SCORE);
  let keywordMost = keyword?.full ?? 0;
  let [sum, number, most] = [0, 0, -1];
  for (let i = 0; i < capacity; i++) {
    if (eligible !== null && !has(eligible, i)) continue;
    const word = words[i] as number;
    if (word > keywordMost) keywordMost = word;
    const cosine = cosines[i] as number;
    if (cosine === NO_SCORE) continue;
    sum += cosine;
    number++;
    if (cosine > most) most = cosine;
  }
  const floor = number === 0 ? 0 : Math.min(sum / number, most - LEAST_SPREAD);
  const total = (keyword === null ? 0 : weights.keyword) + (semantic === null ? 0 : weights.semantic);
  const byWord = keywordMost === 0 ? 0 : weights.keyword / total / keywordMost;
  const byMeaning = number === 0 ? 0 : weights.semantic / total;
  const bySpread = ((1 - 2 * TAIL) * byMeaning) / (most - floor);
  for (let i = 0; i < capacity; i++) {
    if (eligible !== null && !has(eligible, i)) continue;
    let score = (words[i] as number) * byWord;
    const cosine = cosines[i] as number;
    if (cosine !== NO_SCORE) score += TAIL * byMeaning * (cosine + 1);
    if (cosine > floor) score += (cosine - floor) * bySpread;
    fused[i] = score > 1 ? 1 : score;
  }
  if (codes.length > 0) {
    for (let i = 0; i < capacity; i++) fused[i] = (fused[i] ?? 0) * 0.9;
    for (const position of codes) fused[position] = 1;
  }
  return { fused, keywordMost };
}
