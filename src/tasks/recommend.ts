import type { Recommended, RecommendRequest, RecommendResponse } from '../contract/recommend.ts';
import { detectLanguage } from '../core/language.ts';
import { type Attributed, fieldValues } from '../ranking/field-values.ts';
import { holds, holdsAny } from '../ranking/holds.ts';
import { type Belief, suits } from '../ranking/profile.ts';
import { Best } from '../ranking/recommend/best.ts';
import { type Kind, weightsWith } from '../ranking/recommend/kinds.ts';
import { type Counts, type Link, MOST_LINKS, type Proposal, propose } from '../ranking/recommend/recommend.ts';
import { type Seed, seedsOf } from '../ranking/recommend/seeds.ts';
import { scoreOf } from '../ranking/recommend/weights.ts';
import { isSoldOut, popularity } from '../ranking/score.ts';
import { beliefsOf } from './shoppers/beliefs.ts';
import { choose } from './recommend/choose.ts';
import { described } from './recommend/described.ts';
import { historyOf } from './recommend/history.ts';
import type { KnownContent } from './recommend/known-content.ts';
import { SHIPPED, type Weights } from './recommend/live-weights.ts';
import { reasonsOf } from './recommend/reasons.ts';
import { catalogFilters } from './search/candidates.ts';
import type { ShopperContext } from './shop-context.ts';

/** What the task works on. */
export interface RecommendContext extends Pick<ShopperContext, 'catalog' | 'behaviour'> {
  content: KnownContent;
  /** The weights that are in use. */
  weights(): Promise<Weights>;
  /** Milliseconds since the epoch. */
  now: number;
  newId(): string;
  /** 0–1, drawn anew each time. */
  random(): number;
  /** Work for after the answer. */
  defer(work: Promise<unknown>): void;
}

const POPULAR = 200;

/** So many seeds, and so many of what goes with each of them best, have what is like them by words looked up. */
const LOOKED_UP = 3;
const LOOKED_UP_LINKS = 2;

/** Names the way an answer is made, for what is learnt of it. */
const POLICY = 'recommend-2';

/** Recommends products from what is known of the shopper, from products, or from both; tells of each why. */
export async function recommendTask(request: RecommendRequest, context: RecommendContext): Promise<RecommendResponse> {
  const { catalog, behaviour, content, now } = context;
  const { kind = 'for_you', limit = 10, diversity = 0.3 } = request;
  const id = request.shopper_id ?? request.session_id;
  const usesContent = kind === 'for_you' || kind === 'similar';
  const [shopper, live] = await Promise.all([
    id === undefined ? null : behaviour.shopper(id),
    usesContent ? context.weights() : SHIPPED,
  ]);
  const { products: history, without, warnings } = historyOf(request, shopper, now);
  const seeds = kind === 'trending' ? [] : seedsOf(history);
  const seedIds = seeds.map((seed) => seed.id);
  const isShelf = kind === 'bought_together' || kind === 'complements';
  const [near, popular, seedProducts] = await Promise.all([
    behaviour.neighbours(seedIds, MOST_LINKS),
    isShelf ? [] : behaviour.popular(POPULAR),
    catalog.get(seedIds),
  ]);
  const links = near.neighbours.map((own): readonly Link[] =>
    kind === 'bought_together'
      ? own.flatMap((link) => (link.boughtTogether === 0 ? [] : [{ ...link, after: 0, before: 0 }]))
      : own,
  );
  const counts = new Map<string, Counts>();
  for (const one of near.counts) counts.set(one.id, one);
  for (const one of popular) counts.set(one.id, one);
  const isBare = popular.length === 0 && seeds.length === 0 && !isShelf;
  const besides = links.flatMap((own) => own.slice(0, LOOKED_UP_LINKS).map((link) => link.id));
  const lookedUp = [...seedIds.slice(0, LOOKED_UP), ...besides.slice(0, LOOKED_UP * LOOKED_UP_LINKS)];
  await content.learn(counts.keys(), usesContent ? lookedUp : [], context, now);

  const weights = weightsWith(kind, live.parameters);
  const found = new Map(seedProducts.flatMap((one) => (one === null ? [] : [[one.product.id, one] as const])));
  const seeded = [...found.values()];
  const types = new Set(seeded.flatMap((one) => described(one).types));
  const filters = catalogFilters(request.filters);
  const isNarrow = Object.keys(filters.fields).length + Object.keys(filters.not).length > 0;
  const beliefs = beliefsOf(shopper);
  const counted = { get: (one: string) => counts.get(one) ?? content.counts.get(one) };

  const proposals = (others: readonly string[]): Proposal[] =>
    propose(
      { seeds, links, counts: counted, popular, content: content.index, newcomers: content.newcomers, others },
      weights,
      new Set([...without, ...seedIds]),
      limit * (isNarrow ? 5 : 3) + 50 + others.length,
    );
  const fetched = async (ids: readonly string[]): Promise<void> => {
    const missing = ids.filter((one) => !found.has(one));
    for (const one of await catalog.get(missing)) if (one !== null) found.set(one.product.id, one);
  };
  const choicesOf = (proposed: readonly Proposal[]) =>
    proposed.flatMap(({ id: own, parts, because, lender }) => {
      const one = found.get(own);
      if (one === undefined || isSoldOut(one.product)) return [];
      if (isNarrow && (!holds(one, filters.fields) || holdsAny(one, filters.not))) return [];
      if (isShelf && !isLinked(parts)) return [];
      if (kind === 'trending' && !isBare && parts.popularity === 0) return [];
      const { traits, features, types: ownTypes } = described(one);
      if (kind === 'complements' && ownTypes.some((type) => types.has(type))) return [];
      const suit = suits(beliefs, traits);
      const signals = { ...parts, profile: suit.value };
      // With nothing to go by, the better rated, then the newer.
      const score = isBare ? popularity(one.product) : scoreOf(signals, weights);
      const drawn = suit.value > 0 ? suit.belief : null;
      return [{ ...one, id: own, signals, because, lender, score, drawn, brand: traits.brand ?? null, features }];
    });
  const proposed = proposals([]);
  await fetched(proposed.map((one) => one.id));
  let kept = choicesOf(proposed);
  if (kept.length < limit && (kind === 'for_you' || isBare || (isNarrow && !isShelf))) {
    const like = usesContent ? seeded.slice(0, LOOKED_UP) : [];
    const others = proposals(await content.holding(filters, like, context));
    await fetched(others.map((one) => one.id));
    kept = choicesOf(others);
  }
  const updated = (one: (typeof kept)[number]): number => Date.parse(one.product.updated_at ?? '') || 0;
  kept.sort((a, b) => b.score - a.score || updated(b) - updated(a));
  const { list: chosen, ...drawing } = choose(kept, {
    kind,
    isDrawn: usesContent && !isBare,
    version: live.version,
    diversity,
    limit,
    random: context.random,
  });

  await fetched(chosen.flatMap(({ lender }) => lender() ?? []));
  const titled = (ids: readonly string[]): { id: string; title: string }[] =>
    ids.flatMap((one) => {
      const product = found.get(one)?.product;
      return product === undefined ? [] : [{ id: one, title: product.title }];
    });
  const language = request.language ?? detectLanguage((seeded[0] ?? chosen[0])?.product.title ?? '');
  const items = chosen.map(({ id: own, product, attributes, score, signals, because, lender, drawn }): Recommended => {
    const boughtTogether = links.some((list) => list.some((link) => link.id === own && link.boughtTogether > 0));
    const grounds = {
      signals,
      because: titled(because()),
      like: titled(likest(own, seeds, content))[0] ?? null,
      lender: titled([lender() ?? []].flat())[0] ?? null,
      boughtTogether,
      drawn: drawn === null ? null : asWritten(drawn, { product, attributes }),
    };
    return {
      id: own,
      product: product as Recommended['product'],
      score,
      signals,
      reasons: reasonsOf(grounds, language),
    };
  });
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
    basis: { events_used: fallback === null ? seeds.length : 0, fallback },
    policy: POLICY,
    weights_version: live.version,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** What stands in where none of the answer comes of what it was to start from. */
function fallbackOf(kind: Kind, items: readonly Recommended[]): RecommendResponse['basis']['fallback'] {
  const isStarted = items.some(({ signals }) => isLinked(signals) || signals.lent + signals.content > 0);
  if (isStarted || items.length === 0) return null;
  const isPopular = items.some(({ signals }) => signals.popularity > 0);
  if (!isPopular) return 'new';
  return kind === 'trending' ? null : 'popular';
}

/** A belief with its value as the product writes it. */
function asWritten({ name, value }: Belief, one: Attributed): Pick<Belief, 'name' | 'value'> {
  const words =
    name === 'category'
      ? [...fieldValues(one, 'category'), ...fieldValues(one, 'product_type')]
      : fieldValues(one, name);
  return { name, value: words.find((word) => word.toLowerCase() === value) ?? value };
}

const isLinked = ({ sequence, co_visit: coVisit }: Recommended['signals']): boolean => sequence + coVisit > 0;

/** The seed that a product is most like, if any. */
function likest(id: string, seeds: readonly Seed[], { index }: KnownContent): string[] {
  const best = new Best<string>(1);
  for (const seed of seeds) best.add(seed.id, index.likeness(id, seed.id));
  return best.list.flatMap((one) => (one.value > 0 ? [one.id] : []));
}
