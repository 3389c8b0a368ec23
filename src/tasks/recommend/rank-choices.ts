import type { Recommended, RecommendRequest } from '../../contract/recommend.ts';
import { detectLanguage } from '../../core/language.ts';
import { type Attributed, fieldValues } from '../../ranking/field-values.ts';
import { holds, holdsAny } from '../../ranking/holds.ts';
import { type Belief, suits } from '../../ranking/profile.ts';
import { Best } from '../../ranking/recommend/best.ts';
import type { ContentIndex } from '../../ranking/recommend/content-index.ts';
import type { Counts, Link } from '../../ranking/recommend/counts.ts';
import { weightsWith } from '../../ranking/recommend/kinds.ts';
import { countsNamed, type Grounds, MOST_LINKS, type Proposal, propose } from '../../ranking/recommend/recommend.ts';
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
import { ALIKE, reasonsOf } from './reasons.ts';

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

/** Why a product that could come may not: none is left, a filter, no link with what it is to go with, nobody asks for it, of the type itself. */
export type Refusal = 'sold_out' | 'filtered' | 'not_linked' | 'not_popular' | 'same_type';

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

/** What may be recommended, best first, before any of it is drawn. */
export interface RankedChoices {
  kept: RankedChoice[];
  seeds: readonly Seed[];
  weights: PartWeights;
  /** Nothing is known to go by: the score is the rating. */
  isBare: boolean;
  warnings: string[];
  /** The items of an answer. */
  itemsOf(chosen: readonly RankedChoice[], language: RecommendRequest['language']): Promise<Recommended[]>;
  /** A product as it would be ranked, wherever it stands and whether it may come or not; null: the catalogue has none. */
  look(id: string): Promise<{ choice: RankedChoice; refusal: Refusal | null } | null>;
}

const POPULAR = 200;

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
  await content.learn([seeds, ...near.neighbours, popular], usesContent ? lookedUp : [], context, now);

  const weights = weightsWith(kind, parameters);
  /** By id, those that reasons name. */
  const found = new Map<string, Found>(
    seedProducts.flatMap((one) => (one === null ? [] : [[one.product.id, one] as const])),
  );
  const seeded = [...found.values()];
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
  const proposals = (others: readonly string[]): Proposal[] =>
    propose(
      { ...evidence, besides: others },
      weights,
      new Set([...without, ...seedIds]),
      limit * (isNarrow ? 5 : 3) + 50 + others.length,
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
  let proposed: Proposal[] = [];
  let products: (Found | null)[] = [];
  const choicesOf = async (others: readonly string[]): Promise<RankedChoice[]> => {
    proposed = proposals(others);
    products = await catalog.get(proposed.map(({ id }) => id));
    const choices: RankedChoice[] = [];
    for (let i = 0; i < proposed.length; i++) {
      const proposal = proposed[i] as Proposal;
      const one = products[i] ?? null;
      if (one !== null && refusalOf(one, proposal.parts) === null) choices.push(choiceOf(one, proposal));
    }
    return choices;
  };
  let kept = await choicesOf([]);
  if (kept.length < limit && (kind === 'for_you' || isBare || (isNarrow && !isShelf))) {
    const like = usesContent ? seeded.slice(0, LOOKED_UP) : [];
    kept = await choicesOf(await content.holding(filters, like, context));
  }
  const updated = (one: RankedChoice): number => Date.parse(one.product.updated_at ?? '') || 0;
  kept.sort((a, b) => b.score - a.score || updated(b) - updated(a));

  const itemsOf: RankedChoices['itemsOf'] = async (chosen, asked) => {
    const lenders = chosen.map(({ item, grounds, signals }) => (signals.lent > 0 ? grounds.lenderOf(item) : null));
    const missing: string[] = [];
    for (const id of new Set(lenders)) {
      if (id === null || found.has(id)) continue;
      const one = products[proposed.findIndex((each) => each.id === id)] ?? null;
      if (one === null) missing.push(id);
      else found.set(id, one);
    }
    const others = missing.length === 0 ? [] : await catalog.get(missing);
    for (const one of others) if (one !== null) found.set(one.product.id, one);
    const titled = (ids: readonly string[]): { id: string; title: string }[] =>
      ids.flatMap((one) => {
        const product = found.get(one)?.product;
        return product === undefined ? [] : [{ id: one, title: product.title }];
      });
    const language = asked ?? detectLanguage((seeded[0] ?? chosen[0])?.product.title ?? '');
    return chosen.map(({ id, item, product, attributes, score, signals, grounds, drawn }, i): Recommended => {
      const linked = isLinked(signals) ? grounds.linkedTo(item) : UNLINKED;
      const lender = lenders[i] ?? null;
      const reasons = reasonsOf(
        {
          signals,
          because: titled(linked.seeds),
          like: signals.content < ALIKE ? null : (titled(likest(id, seeds, content))[0] ?? null),
          lender: lender === null ? null : (titled([lender])[0] ?? null),
          boughtTogether: linked.boughtTogether,
          drawn: drawn === null ? null : asWritten(drawn, { product, attributes }),
        },
        language,
      );
      return { id, product: product as Recommended['product'], score, signals, reasons };
    });
  };
  const look: RankedChoices['look'] = async (id) => {
    const [one = null] = await catalog.get([id]);
    const all = propose({ ...evidence, besides: [id] }, weights, new Set(), Infinity);
    const proposal = all.find((each) => each.id === id);
    if (one === null || proposal === undefined) return null;
    return { choice: choiceOf(one, proposal), refusal: refusalOf(one, proposal.parts) };
  };
  return { kept, seeds, weights, isBare, warnings, itemsOf, look };
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

/** A belief with its value as the product writes it. */
function asWritten({ name, value }: Belief, one: Attributed): Pick<Belief, 'name' | 'value'> {
  const words =
    name === 'category'
      ? [...fieldValues(one, 'category'), ...fieldValues(one, 'product_type')]
      : fieldValues(one, name);
  return { name, value: words.find((word) => word.toLowerCase() === value) ?? value };
}

/** Whether others have had it with what an answer starts from. */
export const isLinked = ({ sequence, co_visit: coVisit }: Parts): boolean => sequence + coVisit > 0;

const UNLINKED: ReturnType<Grounds['linkedTo']> = { seeds: [], boughtTogether: false };

/** The seed that a product is most like, if any. */
function likest(id: string, seeds: readonly Seed[], { index }: KnownContent): string[] {
  const best = new Best<string>(1);
  for (const seed of seeds) best.add(seed.id, index.likeness(id, seed.id));
  return best.list.flatMap((one) => (one.value > 0 ? [one.id] : []));
}
