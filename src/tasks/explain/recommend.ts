import type { ExplainRequest } from '../../contract/explain.ts';
import type { RecommendPlace } from '../../contract/explain-recommend.ts';
import { AppError } from '../../core/error.ts';
import { detectLanguage } from '../../core/language.ts';
import { LEXICAL } from '../../models/context.ts';
import type { PartWeights } from '../../ranking/recommend/weights.ts';
import type { Shopper } from '../../state/behaviour/port.ts';
import { historyOf } from '../recommend/history.ts';
import { SHIPPED, type Weights } from '../recommend/live-weights.ts';
import { type RankContext, type RankedChoice, rankChoices } from '../recommend/rank-choices.ts';
import { worded } from '../recommend/worded.ts';
import type { ExplainedRecommendation } from './explained.ts';
import { recommendSentences } from './recommend-sentences.ts';

/** What a recommendation is explained with. */
export interface ExplainRecommendContext extends Omit<RankContext, 'now'> {
  /** The weights that are in use. */
  weights: Weights;
  /** Milliseconds since the epoch. */
  deadline: number;
  now(): number;
}

/** Hits of an answer, unless the request says. */
const LIMIT = 10;

/**
 * Explains where a product of the catalogue stands among what may be recommended, or why it may not come: the parts of its score, and what
 * would be without each of the products that the answer starts from, by the same ranking anew. What is believed of the shopper's taste stays.
 * Throws `not_found`, or `deadline_exceeded` where the deadline leaves no time for all of these rankings.
 */
export async function explainRecommend(
  request: ExplainRequest & { product_id: string },
  { weights, deadline, now, ...shop }: ExplainRecommendContext,
): Promise<ExplainedRecommendation> {
  const {
    product_id: id,
    shopper_id,
    session_id,
    product_ids,
    history,
    filters,
    kind = 'for_you',
    limit = LIMIT,
  } = request;
  const context = { ...shop, now: now() };
  const asked = { kind, shopper_id, session_id, product_ids, history, filters, limit };
  const name = shopper_id ?? session_id;
  const isLearnt = kind === 'for_you' || kind === 'similar';
  const live = isLearnt ? weights : SHIPPED;
  const shopper = name === undefined ? null : await shop.behaviour.shopper(name);
  const ranked = await rankChoices(asked, shopper, live, context);
  const own = await ranked.look(id);
  if (own === null) throw new AppError('not_found', { detail: 'The catalogue has no product of this `product_id`.' });
  const { choice, refusal } = own;
  const rankIn = (kept: readonly RankedChoice[]): number | null => {
    const at = kept.findIndex((one) => one.id === id);
    return at < 0 ? null : at + 1;
  };
  const rank = rankIn(ranked.kept);
  const seeds = ranked.seeds.filter((seed) => seed.id !== id);
  const overdue = (): void => {
    if (now() >= deadline) throw new AppError('deadline_exceeded');
  };
  const [named, ...events] = await Promise.all([
    shop.catalog.get(seeds.map((seed) => seed.id)),
    ...seeds.map(async (seed) => {
      const less = await rankChoices(
        {
          ...asked,
          product_ids: product_ids?.filter((one) => one !== seed.id),
          history: history?.filter((step) => step.product_id !== seed.id),
        },
        withoutProduct(shopper, seed.id),
        live,
        context,
      );
      overdue();
      const then = await less.look(id);
      return {
        product_id: seed.id,
        weight: seed.weight,
        score_without: then?.choice.score ?? 0,
        rank_without: rankIn(less.kept),
      };
    }),
  ]);
  const language = request.language ?? detectLanguage(choice.product.title);
  const [item] = await worded(ranked.groundsOf([choice]), language, shop.catalog);
  const told: Omit<RecommendPlace, 'text'> = {
    kind,
    found: rank !== null,
    rank,
    total: ranked.kept.length,
    score: choice.score,
    parts: ranked.isBare
      ? [{ part: 'rating', value: choice.score, weight: 1, contribution: choice.score }]
      : partsOf(choice, ranked.weights),
    events,
    reasons: item?.reasons ?? [],
    reason: {
      code:
        excluded(id, asked, shopper, context.now) ??
        (seeds.length < ranked.seeds.length ? 'in_history' : null) ??
        refusal ??
        (rank !== null && rank <= limit ? 'proposed' : 'below_cut'),
      limit,
      cut: ranked.kept[Math.min(limit, ranked.kept.length) - 1]?.score ?? null,
    },
  };
  const titles = new Map(named.flatMap((one) => (one === null ? [] : [[one.product.id, one.product.title] as const])));
  const text = recommendSentences(told, titles, language);
  // Counts and word lists alone: no model is asked.
  const served_by = { path: 'lexical' as const, degraded: false };
  return {
    target: 'recommend',
    product_id: id,
    recommend: { ...told, text },
    text,
    model: LEXICAL,
    served_by,
    cache: 'miss',
    judged: 0,
  };
}

function partsOf({ signals }: RankedChoice, weights: PartWeights): RecommendPlace['parts'] {
  return Object.entries(signals).map(([part, value]) => {
    const weight = weights[part as keyof PartWeights];
    return { part, value, weight, contribution: weight * value };
  });
}

/** A shopper who has done nothing with a product. */
function withoutProduct(shopper: Shopper | null, id: string): Shopper | null {
  if (shopper === null) return null;
  return { ...shopper, history: shopper.history.filter(({ productId }) => productId !== id) };
}

/** What the shopper did that keeps a product out; null: nothing. */
function excluded(
  id: string,
  { history }: Pick<ExplainRequest, 'history'>,
  shopper: Shopper | null,
  now: number,
): RecommendPlace['reason']['code'] | null {
  if (shopper?.preferences.hidden.includes(id) === true) return 'hidden';
  // Of what must not come, only what was dismissed is no part of the history.
  const { products, without } = historyOf({ history }, shopper, now);
  return without.has(id) ? (products.includes(id) ? 'bought' : 'dismissed') : null;
}
