import type { ExplainRequest } from '../../contract/explain.ts';
import type { RecommendRequest } from '../../contract/recommend.ts';
import { timeOrderedId } from '../../core/time-ordered-id.ts';
import type { ExplainedRecommendation } from '../explain/explained.ts';
import { explainRecommend } from '../explain/recommend.ts';
import { drawAnswer, type DrawnAnswer } from './draw-answer.ts';
import type { Weights } from './live-weights.ts';
import type { RankContext } from './rank-choices.ts';

/**
 * Draws recommendations for the shoppers of one shop and explains them: where their counts are, which may be another thread. Whatever is asked and told
 * can be sent there. Rejects with AppError.
 */
export interface Recommender {
  /** `weights` are those in use, `now` is in milliseconds since the epoch. */
  draw(request: RecommendRequest, options: { weights: Weights; now: number }): Promise<DrawnAnswer>;
  /** `deadline` in milliseconds since the epoch. */
  explain(
    request: ExplainRequest & { product_id: string },
    options: { weights: Weights; deadline: number },
  ): Promise<ExplainedRecommendation>;
}

/** The recommender over what it works on. */
export function recommenderOf(context: Omit<RankContext, 'now'>): Recommender {
  return {
    draw: (request, { weights, now }) =>
      drawAnswer(request, {
        ...context,
        weights,
        now,
        newId: () => timeOrderedId(now),
        random: Math.random,
      }),
    explain: (request, { weights, deadline }) =>
      explainRecommend(request, { ...context, weights, deadline, now: () => Date.now() }),
  };
}
