import type { MatchRequest, MatchResult } from '../contract/match.ts';
import type { Product } from '../core/product.ts';
import { provenance, type Provenance } from '../models/context.ts';
import type { Scored } from '../models/port.ts';
import { productText } from '../models/prompts.ts';
import { findConflicts, hardConstraints } from '../ranking/conflicts.ts';
import type { LiveCalibration } from '../ranking/learning/calibration.ts';
import type { Judgement } from '../ranking/relevance.ts';
import { judgeScored } from './match/judge-scored.ts';
import type { MatchContext } from './shop-context.ts';

/** A query and a product. */
export interface Pair {
  query: string;
  product: Product;
}

/** A pair judged: `conflicts` are the hard constraints of the query that the product contradicts. */
export type JudgedPair = Judgement & { conflicts: string[] };

/** h(q, d) = argmax P(r | M(q, d)) for each pair, in the order sent. A product that contradicts the query is never `exact`. */
export async function matchTask(
  request: MatchRequest,
  context: MatchContext,
): Promise<Provenance & { results: MatchResult[] }> {
  const { query, products } = request;
  const pairs = request.pairs ?? (products ?? []).map((product) => ({ id: product.id, query: query ?? '', product }));
  const { judged, scored, learnt } = await judgePairs(pairs, context);
  const results = pairs.map((pair, i): MatchResult => {
    const id = pair.id ?? pair.product.id;
    const { conflicts, ...judgement } = judged[i] as JudgedPair;
    return {
      ...(id === undefined ? {} : { id }),
      ...judgement,
      ...(conflicts.length === 0 ? {} : { conflicts }),
    };
  });
  return { results, ...provenance(scored, context.pack, learnt) };
}

/**
 * Judges pairs, one answer each in their order: by the match model as the account's feedback calibrates it, and by what can be told without
 * one.
 */
export async function judgePairs(
  pairs: readonly Pair[],
  { models, pack, call, calibration }: MatchContext,
): Promise<{ judged: JudgedPair[]; scored: Scored<'match'>[]; learnt: LiveCalibration | null }> {
  const constraints = pairs.map((pair) => hardConstraints(pair.query));
  const [scored, learnt = null] = await Promise.all([
    models.match.run(
      pairs.map((pair, i) => ({ query: constraints[i]?.wanted ?? pair.query, text: productText(pair.product) })),
      call,
    ),
    calibration?.(),
  ]);
  const judged = pairs.map((pair, i): JudgedPair => {
    const item = scored[i];
    const constraint = constraints[i];
    if (item === undefined || constraint === undefined) {
      throw new Error('a model answered fewer items than it was asked');
    }
    const conflicts = findConflicts(constraint, pair.product);
    return { ...judgeScored(item, pack, conflicts, learnt), conflicts };
  });
  return { judged, scored, learnt };
}
