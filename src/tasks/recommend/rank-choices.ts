import type { Recommended, RecommendRequest } from '../../contract/recommend.ts';
import { holds, holdsAny } from '../../ranking/holds.ts';
import { type Belief, suits } from '../../ranking/profile.ts';
import { Best } from '../../ranking/recommend/best.ts';
import type { ContentIndex } from '../../ranking/recommend/content-index.ts';
import type { Counts, Link } from '../../ranking/recommend/counts.ts';
import { weightsWith } from '../../ranking/recommend/kinds.ts';
import {
  countsNamed,
  type Grounds,
  type Linked,
  MOST_LINKS,
  type Proposal,
  propose,
} from '../../ranking/recommend/recommend.ts';
import { type Seed, seedsOf } from '../../ranking/recommend/seeds.ts';
import { type Parts, type PartWeights, scoreOf } from '../../ranking/recommend/weights.ts';
import { isSoldOut, popularity } from '../../ranking/score.ts';
import type { Shopper } from '../../state/behaviour/port.ts';
import type { CatalogProduct, ReadAttribute } from '../../state/catalog/port.ts';
import { catalogFilters } from '../search/candidates.ts';
import type { ShopperContext } from '../shop-context.ts';
import { beliefsOf } from '../shoppers/beliefs.ts';
import { described } from './described.ts';
import { historyOf } from './history.ts';
import type { KnownContent } from './known-content.ts';
import type { Weights } from './live-weights.ts';
import { ALIKE } from './reasons.ts';

/** What a ranking is made over. */
export type RankContext = Pick<ShopperContext, 'catalog' | 'behaviour'> & {
  content: KnownContent;
  /** Milliseconds since the epoch. */
  now: number;
  /** Work for after the answer. */
  defer(work: Promise<unknown>): void;
};

/** A product with what was read of it. */
type Found = { product: CatalogProduct; attributes: readonly ReadAttribute[] };

/**
 * Why a product that could come may not: none is left, a filter, no link with what it is to go with, nobody asks for it, of the type itself, disliked
 * where there is enough else.
 */
export type Refusal = 'sold_out' | 'filtered' | 'not_linked' | 'not_popular' | 'same_type' | 'disliked';

/** A product that may be chosen, with all that speaks for it. */
export interface RankedChoice extends Found {
  id: string;
  signals: Parts;
  score: number;
  /** Its number, by which `grounds` tells why it was proposed. */
  item: number;
  grounds: Grounds;
  /** What the shopper is drawn to most of what it has. */
  drawn: Belief | null;
  brand: string | null;
  features: readonly string[];
}

/** A product that was chosen, and why, by ids. */
export interface Grounded extends Pick<Recommended, 'id' | 'score' | 'signals'> {
  grounds: {
    /** Products that it goes with by the counts, what weighs most first, and whether anybody has bought it with one of them. */
    because: string[];
    boughtTogether: boolean;
    /** The product of the history that it is most like, if it is much alike. */
    like: string | null;
    /** Where it is new: what followed, and is most like it. */
    lender: string | null;
    /** What the shopper is drawn to most of what it has. */
    drawn: Belief | null;
  };
}

/** What may be recommended, best first, before any of it is drawn. */
export interface RankedChoices {
  kept: RankedChoice[];
  seeds: readonly Seed[];
  weights: PartWeights;
  /** Nothing is known to go by: the score is the rating. */
  isBare: boolean;
  warnings: string[];
  /** Of the newest product that the answer starts from; null where the catalogue has none of those. */
  title: string | null;
  /** Why each of them was chosen. */
  groundsOf(chosen: readonly RankedChoice[]): Grounded[];
  /** A product as it would be ranked, wherever it stands and whether it may come or not; null: the catalogue has none. */
  look(id: string): Promise<{ choice: RankedChoice; refusal: Refusal | null } | null>;
}

const POPULAR = 200;

/** So many more are proposed than may be refused. */
const MORE = 30;

/** So many seeds, and so many of what goes with each of them best, have what is like them by words looked up. */
const LOOKED_UP = 3;
const LOOKED_UP_LINKS = 2;

/** Ranks what may be recommended by a shopper's history and the request. */
export async function rankChoices(
  request: RecommendRequest,
  shopper: Shopper | null,
  { parameters }: Weights,
  context: RankContext,
): Promise<RankedChoices> {
  const { catalog, behaviour, content, now } = context;
  const { kind = 'for_you', limit = 10 } = request;
  const usesContent = kind === 'for_you' || kind === 'similar';
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
  const isBare = popular.length === 0 && seeds.length === 0 && !isShelf;
  const besides = links.flatMap((own) => own.slice(0, LOOKED_UP_LINKS).map((link) => link.id));
  const lookedUp = [...seedIds.slice(0, LOOKED_UP), ...besides.slice(0, LOOKED_UP * LOOKED_UP_LINKS)];
  /** Nothing that the answer does not start from itself goes with it: it has only what is like it. */
  const isUnlinked = links.every((own) => own.every((link) => seedIds.includes(link.id)));
  await content.learn([seeds, ...near.neighbours, popular], usesContent ? lookedUp : [], context, { now, isUnlinked });

  const missing = seedIds.filter((_, i) => seedProducts[i] === null);
  warnings.push(...notThere('product_ids', request.product_ids, missing));
  warnings.push(
    ...notThere(
      'history',
      request.history?.map((step) => step.product_id),
      missing,
    ),
  );
  const weights = weightsWith(kind, parameters);
  const seeded = seedProducts.filter((one) => one !== null);
  const types = new Set(seeded.flatMap((one) => described(one).types));
  const filters = catalogFilters(request.filters);
  const isNarrow = Object.keys(filters.fields).length + Object.keys(filters.not).length > 0;
  const beliefs = beliefsOf(shopper);
  const known = byItem(popular, content.index);
  const evidence = {
    seeds,
    links,
    counts: kind === 'bought_together' ? countsLeft(seeds, links, near.counts) : near.counts,
    others: { get: (item: number) => known.get(item) ?? content.counts[item] },
    popular,
    content: content.index,
    newcomers: content.newcomers,
  };
  // So many of what is proposed may be refused, or stand behind for diversity.
  const times = isNarrow ? 5 : isShelf ? 3 : 2;
  const proposals = (others: readonly string[]): Proposal[] =>
    propose(
      { ...evidence, besides: others },
      weights,
      new Set([...without, ...seedIds]),
      limit * times + MORE + others.length,
    );
  /** Why a product may not come; null: it may. */
  const refusalOf = (one: Found, parts: Parts): Refusal | null => {
    if (isSoldOut(one.product)) return 'sold_out';
    if (isNarrow && (!holds(one, filters.fields) || holdsAny(one, filters.not))) return 'filtered';
    if (isShelf && !isLinked(parts)) return 'not_linked';
    if (kind === 'trending' && !isBare && parts.popularity === 0) return 'not_popular';
    return kind === 'complements' && described(one).types.some((type) => types.has(type)) ? 'same_type' : null;
  };
  const choiceOf = (one: Found, { id, item, parts: signals, grounds }: Proposal): RankedChoice => {
    const { owned, features } = described(one);
    const suit = suits(beliefs, owned);
    signals.profile = suit.value;
    // With nothing to go by, the better rated, then the newer.
    const score = isBare ? popularity(one.product) : scoreOf(signals, weights);
    const drawn = suit.value > 0 ? suit.belief : null;
    const { product, attributes } = one;
    return { product, attributes, id, signals, score, item, grounds, drawn, brand: owned.brand, features };
  };
  const choicesOf = async (others: readonly string[]): Promise<RankedChoice[]> => {
    const proposed = proposals(others);
    const products = await catalog.get(proposed.map(({ id }) => id));
    const choices: RankedChoice[] = [];
    for (let i = 0; i < proposed.length; i++) {
      const proposal = proposed[i] as Proposal;
      const one = products[i] ?? null;
      if (one !== null && refusalOf(one, proposal.parts) === null) choices.push(choiceOf(one, proposal));
    }
    return choices;
  };
  let kept = await choicesOf([]);
  let liked = notDisliked(kept);
  if (liked.length < limit && (kind === 'for_you' || isBare || (isNarrow && !isShelf))) {
    const like = usesContent ? seeded.slice(0, LOOKED_UP) : [];
    kept = await choicesOf(await content.holding(filters, like, context));
    liked = notDisliked(kept);
  }
  if (liked.length >= limit) kept = liked;
  const updated = (one: RankedChoice): number => Date.parse(one.product.updated_at ?? '') || 0;
  kept.sort((a, b) => b.score - a.score || updated(b) - updated(a));

  const groundsOf: RankedChoices['groundsOf'] = (chosen) => {
    const linked = chosen[0]?.grounds.linkedTo(chosen.map(({ item }) => item)) ?? [];
    return chosen.map(({ id, item, score, signals, grounds, drawn }, i) => {
      const { seeds: because, boughtTogether } = (isLinked(signals) && linked[i]) || UNLINKED;
      return {
        id,
        score,
        signals,
        grounds: {
          because,
          boughtTogether,
          like: signals.content < ALIKE ? null : likest(item, seeds, content),
          lender: signals.lent > 0 ? grounds.lenderOf(item) : null,
          drawn,
        },
      };
    });
  };
  const look: RankedChoices['look'] = async (id) => {
    const [one = null] = await catalog.get([id]);
    const all = propose({ ...evidence, besides: [id] }, weights, new Set(), Infinity);
    const proposal = all.find((each) => each.id === id);
    if (one === null || proposal === undefined) return null;
    const choice = choiceOf(one, proposal);
    const isPassedOver = notDisliked([choice]).length === 0 && !kept.some((each) => each.id === id);
    return { choice, refusal: refusalOf(one, proposal.parts) ?? (isPassedOver ? 'disliked' : null) };
  };
  return { kept, seeds, weights, isBare, warnings, title: seeded[0]?.product.title ?? null, groundsOf, look };
}

/** What shoppers said they dislike comes only where there is not enough else: no other signal outweighs it. */
const notDisliked = (choices: readonly RankedChoice[]): RankedChoice[] =>
  choices.filter(({ signals }) => signals.profile > -1);

/** A warning of the products that a field of the request names and the catalogue has not got; none where it has all. */
function notThere(field: string, ids: readonly string[] | undefined, missing: readonly string[]): string[] {
  const places = (ids ?? []).flatMap((id, i) => (missing.includes(id) ? [`${field}[${i}]`] : []));
  return places.length === 0 ? [] : [`${places.join(', ')}: not in the catalogue, so nothing starts from it`];
}

/** By list, and the index whose numbers they go by, its counts: the most popular are the same for many answers. */
const listed = new WeakMap<readonly Counts[], { index: ContentIndex; counts: ReadonlyMap<number, Counts> }>();

function byItem(list: readonly Counts[], index: ContentIndex): ReadonlyMap<number, Counts> {
  const known = listed.get(list);
  if (known?.index === index) return known.counts;
  const items = index.numbers.all(list);
  const counts = new Map(list.map((one, i) => [items[i] as number, one]));
  listed.set(list, { index, counts });
  return counts;
}

/** The counts of what is left of the links. */
function countsLeft(seeds: readonly Seed[], links: readonly (readonly Link[])[], all: readonly Counts[]): Counts[] {
  const known = new Map(all.map((one) => [one.id, one]));
  return countsNamed(seeds, links, (id) => known.get(id) as Counts);
}

/** Whether others have had it with what an answer starts from. */
export const isLinked = ({ sequence, co_visit: coVisit }: Parts): boolean => sequence + coVisit > 0;

const UNLINKED: Linked = { seeds: [], boughtTogether: false };

/** The seed that a product is most like; null where it is like none. */
function likest(item: number, seeds: readonly Seed[], { index }: KnownContent): string | null {
  const best = new Best<string>(1);
  for (const { id } of seeds) best.add(id, index.likeness(item, index.numbers.find(id)));
  const [first] = best.list;
  return first === undefined || first.value === 0 ? null : first.id;
}
