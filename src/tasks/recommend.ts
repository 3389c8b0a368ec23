import type { Recommended, RecommendRequest, RecommendResponse } from '../contract/recommend.ts';
import type { Kind } from '../ranking/recommend/kinds.ts';
import type { Account } from '../state/account/port.ts';
import { recommendDecision } from './decisions.ts';
import { choose } from './recommend/choose.ts';
import { SHIPPED, type Weights } from './recommend/live-weights.ts';
import { isLinked, type RankContext, rankChoices } from './recommend/rank-choices.ts';

/** What the task works on. */
export interface RecommendContext extends RankContext {
  /** The weights that are in use. */
  weights: Weights;
  /** Where decisions are kept that a request asks to keep; absent: nowhere. */
  decisions?: Pick<Account, 'keepDecision'>;
  newId(): string;
  /** 0–1, drawn anew each time. */
  random(): number;
}

/** Names the way an answer is made, for what is learnt of it. */
const POLICY = 'recommend-3';

/** Recommends products from what is known of the shopper, from products, or from both; tells of each why. */
export async function recommendTask(request: RecommendRequest, context: RecommendContext): Promise<RecommendResponse> {
  const { behaviour, now } = context;
  const { kind = 'for_you', limit = 10, diversity = 0.3 } = request;
  const id = request.shopper_id ?? request.session_id;
  const usesContent = kind === 'for_you' || kind === 'similar';
  const live = usesContent ? context.weights : SHIPPED;
  const shopper = id === undefined ? null : await behaviour.shopper(id);
  const ranked = await rankChoices(request, shopper, live, context);
  const { list: chosen, ...drawing } = choose(ranked.kept, {
    kind,
    isDrawn: usesContent && !ranked.isBare,
    version: live.version,
    diversity,
    limit,
    random: context.random,
  });

  const items = (await ranked.itemsOf(chosen, request.language)).map(rounded);
  const recommendationId = context.newId();
  const hasOptedOut = shopper?.preferences.personalise === false;
  context.defer(
    behaviour.shown({
      answerId: recommendationId,
      shopper: hasOptedOut ? null : (id ?? null),
      kind: 'recommend',
      policy: POLICY,
      at: now,
      items: items.map(({ id: own, signals }, i) => ({
        id: own,
        position: i + 1,
        propensity: drawing.propensities[i] ?? 1,
        signals,
      })),
      // Nothing is learnt of those who have opted out.
      ...(drawing.draws === null || hasOptedOut ? {} : { draws: drawing.draws }),
    }),
  );
  const fallback = fallbackOf(kind, items);
  const { decisions } = context;
  const isKept = request.record !== undefined && decisions !== undefined;
  const answer: RecommendResponse = {
    recommendation_id: recommendationId,
    ...(isKept ? { decision_id: recommendationId } : {}),
    kind,
    items,
    basis: { events_used: fallback === null ? ranked.seeds.length : 0, fallback },
    policy: POLICY,
    weights_version: live.version,
    ...(ranked.warnings.length === 0 ? {} : { warnings: ranked.warnings }),
  };
  if (isKept) {
    const decision = JSON.stringify(recommendDecision(request, answer, now));
    context.defer(decisions.keepDecision(recommendationId, decision));
  }
  return answer;
}

/** With six decimals: more of them would be half of what an answer weighs without its products. */
function rounded({ id, product, score, signals, reasons }: Recommended): Recommended {
  const short = { ...signals };
  for (const part of Object.keys(short) as (keyof typeof short)[]) short[part] = millionths(short[part]);
  return { id, product, score: millionths(score), signals: short, reasons };
}

const millionths = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What stands in where none of the answer comes of what it was to start from. */
function fallbackOf(kind: Kind, items: readonly Recommended[]): RecommendResponse['basis']['fallback'] {
  const isStarted = items.some(({ signals }) => isLinked(signals) || signals.lent + signals.content > 0);
  if (isStarted || items.length === 0) return null;
  const isPopular = items.some(({ signals }) => signals.popularity > 0);
  if (!isPopular) return 'new';
  return kind === 'trending' ? null : 'popular';
}
