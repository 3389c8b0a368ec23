import type { Recommended, RecommendRequest, RecommendResponse } from '../contract/recommend.ts';
import { detectLanguage } from '../core/language.ts';
import { traitsOf } from '../core/product-traits.ts';
import { fieldValues } from '../ranking/field-values.ts';
import { holds, holdsAny } from '../ranking/holds.ts';
import { diversify } from '../ranking/recommend/diversify.ts';
import { type Counts, type Link, MOST_LINKS, propose } from '../ranking/recommend/recommend.ts';
import { type Seed, seedsOf } from '../ranking/recommend/seeds.ts';
import { PART_WEIGHTS, type PartWeights, scoreOf } from '../ranking/recommend/weights.ts';
import { isSoldOut, popularity } from '../ranking/score.ts';
import type { Affinity, Shopper } from '../state/behaviour/port.ts';
import type { KnownContent } from './recommend/known-content.ts';
import { reasonsOf } from './recommend/reasons.ts';
import { catalogFilters } from './search/candidates.ts';
import type { ShopperContext } from './shop-context.ts';

/** What the task works on. */
export interface RecommendContext extends Pick<ShopperContext, 'catalog' | 'behaviour'> {
  content: KnownContent;
  /** Milliseconds since the epoch. */
  now: number;
  newId(): string;
  /** 0–1, drawn anew each time. */
  random(): number;
  /** Work for after the answer. */
  defer(work: Promise<unknown>): void;
}

type Kind = RecommendResponse['kind'];

/** How the parts count for each kind, beside what is shipped. */
const KIND_WEIGHTS: Record<Kind, Partial<PartWeights>> = {
  for_you: {},
  similar: { sequence: 0.2, co_visit: 0.2, content: 1 },
  complements: { content: 0 },
  bought_together: { content: 0, popularity: 0 },
  trending: { popularity: 1 },
};

const POPULAR = 200;

/** So many seeds have what is like them by words looked up. */
const LOOKED_UP = 3;

/** One item of an answer of so many is drawn among those without events. */
const EXPLORED_FROM = 5;

/** Names the way an answer is made, for what is learnt of it. */
const POLICY = 'recommend-1';

/** Recommends products from what is known of the shopper, from products, or from both; tells of each why. */
export async function recommendTask(request: RecommendRequest, context: RecommendContext): Promise<RecommendResponse> {
  const { catalog, behaviour, content, now } = context;
  const { kind = 'for_you', limit = 10, diversity = 0.3 } = request;
  const id = request.shopper_id ?? request.session_id;
  const shopper = id === undefined ? null : await behaviour.shopper(id);
  const { history, without } = historyOf(request, shopper);
  const seeds = kind === 'trending' ? [] : seedsOf(history);
  const seedIds = seeds.map((seed) => seed.id);
  const [near, popular] = await Promise.all([
    behaviour.neighbours(seedIds, MOST_LINKS),
    kind === 'bought_together' || kind === 'complements' ? [] : behaviour.popular(POPULAR),
  ]);
  const links = near.neighbours.map((own): readonly Link[] =>
    kind === 'bought_together'
      ? own.flatMap((link) => (link.boughtTogether === 0 ? [] : [{ ...link, after: 0, before: 0 }]))
      : own,
  );
  const usesContent = kind === 'for_you' || kind === 'similar';
  const counts = new Map([...near.counts, ...popular].map((one): [string, Counts] => [one.id, one]));
  const isBare = popular.length === 0 && seeds.length === 0;
  const starters = isBare ? await content.starters(catalog) : [];
  await content.learn([...counts.keys(), ...starters], usesContent ? seedIds.slice(0, LOOKED_UP) : [], catalog, now);

  const weights = { ...PART_WEIGHTS, ...KIND_WEIGHTS[kind] };
  const proposed = propose(
    { seeds, links, counts, popular, content: content.index, newcomers: [] },
    weights,
    new Set([...without, ...seedIds]),
    limit * 5 + 50,
  );
  const candidates = usesContent || kind === 'trending' ? proposed : proposed.filter(({ parts }) => isLinked(parts));
  if (isBare || (kind === 'for_you' && candidates.length < limit)) {
    const known = new Set([...candidates.map((one) => one.id), ...without, ...seedIds]);
    const others = (isBare ? starters : await content.starters(catalog)).filter((one) => !known.has(one));
    candidates.push(...others.map((one) => ({ id: one, score: 0, parts: nothing(), because: [] })));
  }
  const found = await catalog.get([...candidates.map((one) => one.id), ...seedIds]);
  const bySeed = new Map(
    found.slice(candidates.length).flatMap((one) => (one === null ? [] : [[one.product.id, one]])),
  );
  const types = new Set([...bySeed.values()].flatMap((one) => typesOf(one)));
  const { fields, not } = catalogFilters(request.filters);
  const affinities = shopper?.preferences.personalise === true ? believed(shopper) : [];

  const kept = candidates.flatMap(({ id: own, parts, because }, i) => {
    const one = found[i];
    if (one === null || one === undefined || without.has(own) || isSoldOut(one.product)) return [];
    if (!holds(one, fields) || holdsAny(one, not)) return [];
    if (kind === 'complements' && typesOf(one).some((type) => types.has(type))) return [];
    const traits = traitsOf(one.product, one.attributes);
    const drawn = affinities.filter(({ name, value }) => name !== 'price_band' && traits[name] === value);
    const profile = Math.max(
      -1,
      Math.min(
        1,
        drawn.reduce((sum, { weight }) => sum + weight, 0),
      ),
    );
    const signals = { ...parts, profile };
    // With nothing to go by, the better rated, then the newer.
    const score = isBare ? popularity(one.product) : scoreOf(signals, weights);
    const best = drawn.find(({ weight }) => weight > 0) ?? null;
    return [
      { ...one, id: own, signals, because, score, drawn: best, brand: traits.brand ?? null, features: featuresOf(one) },
    ];
  });
  const updated = (one: (typeof kept)[number]): number => Date.parse(one.product.updated_at ?? '') || 0;
  kept.sort((a, b) => b.score - a.score || updated(b) - updated(a));
  const chosen = diversify(kept, kind === 'similar' ? 0 : diversity, limit);
  const propensity = usesContent && limit >= EXPLORED_FROM ? explore(kept, chosen, limit, context.random) : null;

  const titled = (ids: readonly string[]): { id: string; title: string }[] =>
    ids.flatMap((one) => {
      const product = bySeed.get(one)?.product;
      return product === undefined ? [] : [{ id: one, title: product.title }];
    });
  const [firstSeed] = bySeed.values();
  const language = request.language ?? detectLanguage((firstSeed ?? chosen[0])?.product.title ?? '');
  const items = chosen.map(({ id: own, product, score, signals, because, drawn }): Recommended => {
    const grounds = { signals, because: titled(because), like: likest(own, seeds, content, titled), drawn };
    const boughtTogether = links.some((list) => list.some((link) => link.id === own && link.boughtTogether > 0));
    return {
      id: own,
      product: product as Recommended['product'],
      score,
      signals,
      reasons: reasonsOf({ ...grounds, boughtTogether }, language),
    };
  });
  const recommendationId = context.newId();
  context.defer(
    behaviour.shown({
      answerId: recommendationId,
      shopper: shopper?.preferences.personalise === false ? null : (id ?? null),
      kind: 'recommend',
      policy: POLICY,
      at: now,
      items: items.map(({ id: own, signals }, i) => ({
        id: own,
        position: i + 1,
        propensity: signals.exploration > 0 && propensity !== null ? propensity : 1,
        signals,
      })),
    }),
  );
  const isFallback = seeds.length === 0 && kind !== 'trending';
  return {
    recommendation_id: recommendationId,
    kind,
    items,
    basis: { events_used: seeds.length, fallback: isBare ? 'new' : isFallback ? 'popular' : null },
  };
}

/** What the answer starts from, oldest first, and what must not come. */
function historyOf(request: RecommendRequest, shopper: Shopper | null): { history: string[]; without: Set<string> } {
  const isKnown = shopper?.preferences.personalise === true;
  const steps = [
    ...(isKnown ? shopper.history : []),
    ...(request.history ?? []).map(({ product_id, type = 'view' as const }) => ({ productId: product_id, type })),
  ];
  const without = new Set(shopper?.preferences.hidden);
  for (const { productId, type } of steps) if (type === 'dismiss' || type === 'purchase') without.add(productId);
  const dismissed = new Set(steps.flatMap(({ productId, type }) => (type === 'dismiss' ? [productId] : [])));
  const own = steps.flatMap(({ productId }) => (dismissed.has(productId) ? [] : [productId]));
  const asked = request.product_ids ?? [];
  // Products of the page are all that its shelves are about.
  return {
    history: asked.length > 0 && request.kind !== 'for_you' && request.kind !== undefined ? asked : [...own, ...asked],
    without,
  };
}

/** Affinities with what was said in their place: it beats what was learnt. */
function believed({ affinities, preferences: { likes, dislikes } }: Shopper): Affinity[] {
  const said = [
    ...likes.map((one) => ({ ...one, weight: 1, events: 0 })),
    ...dislikes.map((one) => ({ ...one, weight: -1, events: 0 })),
  ].map((one) => ({ ...one, value: one.value.toLowerCase() }));
  return [
    ...said,
    ...affinities.filter(({ name, value }) => !said.some((one) => one.name === name && one.value === value)),
  ];
}

type Found = Parameters<typeof fieldValues>[0];

const typesOf = (one: Found): string[] =>
  [...fieldValues(one, 'product_type'), ...fieldValues(one, 'category')].map((value) => value.toLowerCase());

const featuresOf = (one: Found): string[] => [
  ...typesOf(one),
  ...['brand', 'color'].flatMap((name) => fieldValues(one, name).map((value) => `${name}:${value.toLowerCase()}`)),
];

const isLinked = ({ sequence, co_visit: coVisit }: Recommended['signals']): boolean => sequence + coVisit > 0;

const nothing = (): Recommended['signals'] => ({
  sequence: 0,
  co_visit: 0,
  content: 0,
  popularity: 0,
  exploration: 0,
  profile: 0,
});

/** The seed that a product is most like. */
function likest(
  id: string,
  seeds: readonly Seed[],
  content: KnownContent,
  titled: (ids: readonly string[]) => { id: string; title: string }[],
): { id: string; title: string } | null {
  let best: string | null = null;
  let most = 0;
  for (const seed of seeds) {
    const likeness = content.index.like([seed]).of(id);
    if (likeness > most) [best, most] = [seed.id, likeness];
  }
  return best === null ? null : (titled([best])[0] ?? null);
}

/** Puts one of those that nobody has looked at yet in the last place, each as likely, and gives its chance; null where there is none. */
function explore<T extends { id: string; signals: Recommended['signals'] }>(
  kept: readonly T[],
  chosen: T[],
  limit: number,
  random: () => number,
): number | null {
  const shown = new Set(chosen.map(({ id }) => id));
  const unseen = kept.filter(({ id, signals }) => !shown.has(id) && signals.popularity === 0 && signals.content > 0);
  const drawn = unseen[Math.floor(random() * unseen.length)];
  if (drawn === undefined) return null;
  if (chosen.length === limit) chosen.pop();
  chosen.push({ ...drawn, signals: { ...drawn.signals, exploration: 1 } });
  return 1 / unseen.length;
}
