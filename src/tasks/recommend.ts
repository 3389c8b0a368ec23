import type { RecommendRequest, RecommendResponse } from '../contract/recommend.ts';
import type { Account } from '../state/account/port.ts';
import type { Catalog } from '../state/catalog/port.ts';
import { recommendDecision } from './decisions.ts';
import type { Weights } from './recommend/live-weights.ts';
import type { Recommender } from './recommend/recommender.ts';
import { worded } from './recommend/worded.ts';

/** What the task works on. */
export interface RecommendContext {
  recommender: Pick<Recommender, 'draw'>;
  catalog: Pick<Catalog, 'get'>;
  /** The weights that are in use. */
  weights: Weights;
  /** Milliseconds since the epoch. */
  now: number;
  /** Where decisions are kept that a request asks to keep; absent: nowhere. */
  decisions?: Pick<Account, 'keepDecision'>;
  /** Work for after the answer. */
  defer(work: Promise<unknown>): void;
}

/** Recommends products from what is known of the shopper, from products, or from both; tells of each why. */
export async function recommendTask(request: RecommendRequest, context: RecommendContext): Promise<RecommendResponse> {
  const { recommender, catalog, weights, now, decisions, defer } = context;
  const { recommendation_id, items, language, ...drawn } = await recommender.draw(request, { weights, now });
  const isKept = request.record !== undefined && decisions !== undefined;
  const { kind, ...rest } = drawn;
  const answer: RecommendResponse = {
    recommendation_id,
    ...(isKept ? { decision_id: recommendation_id } : {}),
    kind,
    items: await worded(items, language, catalog),
    ...rest,
  };
  if (isKept) {
    defer(decisions.keepDecision(recommendation_id, JSON.stringify(recommendDecision(request, answer, now))));
  }
  return answer;
}
