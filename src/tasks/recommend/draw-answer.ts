import type { Recommended, RecommendRequest, RecommendResponse } from '../../contract/recommend.ts';
import { detectLanguage } from '../../core/language.ts';
import type { Kind } from '../../ranking/recommend/kinds.ts';
import { choose } from './choose.ts';
import { SHIPPED, type Weights } from './live-weights.ts';
import { type Grounded, isLinked, type RankContext, rankChoices } from './rank-choices.ts';

/** What an answer is drawn with. */
export interface DrawContext extends RankContext {
  /** The weights that are in use. */
  weights: Weights;
  newId(): string;
  /** 0–1, drawn anew each time. */
  random(): number;
}

/** An answer by ids: its products and sentences are still to come. */
export type DrawnAnswer = Omit<RecommendResponse, 'items' | 'decision_id'> & {
  items: Grounded[];
  /** What its sentences are to be in. */
  language: NonNullable<RecommendRequest['language']>;
};

/** Names the way an answer is made, for what is learnt of it. */
const POLICY = 'recommend-3';

/** Ranks and draws what a request asks for, and remembers it as shown. */
export async function drawAnswer(request: RecommendRequest, context: DrawContext): Promise<DrawnAnswer> {
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

  const items = ranked.groundsOf(chosen).map(rounded);
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
  return {
    recommendation_id: recommendationId,
    kind,
    items,
    basis: { events_used: fallback === null ? ranked.seeds.length : 0, fallback },
    policy: POLICY,
    weights_version: live.version,
    ...(ranked.warnings.length === 0 ? {} : { warnings: ranked.warnings }),
    language: request.language ?? detectLanguage(ranked.title ?? chosen[0]?.product.title ?? ''),
  };
}

/** With six decimals: more of them would be half of what an answer weighs without its products. */
function rounded({ id, score, signals, grounds }: Grounded): Grounded {
  const short = { ...signals };
  for (const part of Object.keys(short) as (keyof typeof short)[]) short[part] = millionths(short[part]);
  return { id, score: millionths(score), signals: short, grounds };
}

const millionths = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What stands in where none of the answer comes of what it was to start from. */
function fallbackOf(
  kind: Kind,
  items: readonly Pick<Recommended, 'signals'>[],
): RecommendResponse['basis']['fallback'] {
  const isStarted = items.some(({ signals }) => isLinked(signals) || signals.lent + signals.content > 0);
  if (isStarted || items.length === 0) return null;
  const isPopular = items.some(({ signals }) => signals.popularity > 0);
  if (!isPopular) return 'new';
  return kind === 'trending' ? null : 'popular';
}
