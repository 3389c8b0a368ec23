import { Best } from './best.ts';
import { Candidates } from './candidates.ts';
import type { ContentIndex } from './content-index.ts';
import type { Counts, Link } from './counts.ts';
import { LENDERS, lend } from './newcomers.ts';
import type { Seed } from './seeds.ts';
import { type Parts, type PartWeights, scoreOf } from './weights.ts';

/** What an answer is made of. */
export interface Evidence {
  /** What the answer starts from; none: only what is popular comes. */
  seeds: readonly Seed[];
  /** By seed, what goes with it, each once. */
  links: readonly (readonly Link[])[];
  /** Of the seeds, then of what `links` name besides, each once, in the order in which it is named first. */
  counts: readonly Counts[];
  /** Of what `counts` has not, as far as they are known, by the number in `content`. */
  others: Pick<ReadonlyMap<number, Counts>, 'get'>;
  /** The most popular, the most first. */
  popular: readonly Counts[];
  content: ContentIndex;
  /** Items of the index with hardly an event of their own; what `counts` says of them is newer and stands. */
  newcomers: ReadonlySet<string>;
  /** Further candidates. */
  besides?: readonly string[];
}

/** A product that is proposed: `item` is its number in the index. */
export interface Proposal {
  id: string;
  item: number;
  score: number;
  parts: Parts;
  /** Of all that are proposed together. */
  grounds: Grounds;
}

/** Seeds that a product goes with by the counts, what weighs most first, and whether anybody has bought it with one of them. */
export interface Linked {
  seeds: string[];
  boughtTogether: boolean;
}

/** What products are proposed for, each by its number: told of the few that are shown. */
export interface Grounds {
  linkedTo(items: readonly number[]): Linked[];
  /** Where it is new and lent something: what lends it most. */
  lenderOf(item: number): string | null;
}

/** How many links of a seed are looked at, the heaviest first. */
export const MOST_LINKS = 100;

/** How many candidates content alone brings. */
const MOST_LIKE = 50;

/** The sum that makes half of the greatest part. */
const HALF = 0.75;

/** How much the popular and the much linked are damped; both chosen as the weights are. */
const POPULARITY_DAMPING = 0.1;
const SEED_DAMPING = 0.4;

/**
 * Proposes at most `limit` products for a history, best first, none of `without`. Links of the seeds, newcomers that are like those, what is like the seeds and what is
 * popular are the candidates; every part of every candidate is told.
 *
 * sequence(j) = s / (s + ¾), s = Σ_i w_i · after_ij / (1 + weight_i)^0.4 / (1 + events_j)^0.1 over seeds i of weight w_i; co_visit the same of
 * `before`; lent(j) is what `lend` gives; content(j) the mean cosine of features with the seeds; popularity = ln(1 + p_j) / ln(1 + most).
 */
export function propose(
  evidence: Evidence,
  weights: PartWeights,
  without: ReadonlySet<string>,
  limit: number,
): Proposal[] {
  const { seeds, content, popular, others, newcomers, besides = [] } = evidence;
  const { numbers } = content;
  const found = CANDIDATES;
  addLinked(evidence, found);
  const countsOf = (place: number): Counts | undefined =>
    (found.counts[place] ??= others.get(found.items[place] as number));

  const lenders = new Best<number>(LENDERS);
  if (newcomers.size > 0) {
    let { bar } = lenders;
    for (let i = 0; i < found.length; i++) {
      const sum = (found.after[i] as number) + (found.before[i] as number);
      if (sum <= bar) continue;
      lenders.add(found.items[i] as number, sum);
      bar = lenders.bar;
    }
  }
  const eventsOf = (item: number): number => {
    const place = found.find(item);
    return (place < 0 ? others.get(item) : countsOf(place))?.events ?? 0;
  };
  const lending = lenders.list.map(({ id, value }) => ({ item: id, value: saturated(value) }));
  const lent = lend(lending, newcomers, content, eventsOf);
  for (const { item, value } of lent.parts) found.lent[found.place(item)] = value;
  const like = content.like(seeds);
  const likest = like.top(MOST_LIKE);
  for (const item of likest) found.content[found.place(item)] = like.of(item);
  // Nothing else is more alike than the last of them.
  const [last] = likest.slice(MOST_LIKE - 1);
  const alikeAtMost = last === undefined ? 0 : like.of(last);
  const items = numbers.all(popular);
  for (let i = 0; i < items.length; i++) found.counts[found.place(items[i] as number)] = popular[i];
  for (const id of besides) found.place(numbers.of(id));

  const most = Math.log1p(popular[0]?.popularity ?? 0);
  /** Puts the parts in the place of the sums that they come of. */
  const settle = (place: number): void => {
    const own = countsOf(place);
    const damping = dampingOf(own?.events ?? 0);
    found.after[place] = saturated((found.after[place] as number) / damping);
    found.before[place] = saturated((found.before[place] as number) / damping);
    found.popularity[place] = most === 0 ? 0 : Math.min(1, Math.log1p(own?.popularity ?? 0) / most);
  };
  const partsAt = (place: number, parts: Parts): Parts => {
    parts.sequence = found.after[place] as number;
    parts.co_visit = found.before[place] as number;
    parts.lent = found.lent[place] as number;
    parts.content = found.content[place] as number;
    parts.popularity = found.popularity[place] as number;
    return parts;
  };
  const excluded = new Set<number>();
  for (const id of without) excluded.add(found.find(numbers.find(id)));
  const best = new Best<number>(limit);
  const parts = { ...NO_PARTS };
  let { bar } = best;
  for (let i = 0; i < found.length; i++) {
    // Many could not be among the best if they were as popular, and as alike, as can be: no more is worked out of them.
    const linked =
      Math.max(0, weights.sequence) * saturated(found.after[i] as number) +
      Math.max(0, weights.co_visit) * saturated(found.before[i] as number) +
      Math.max(0, weights.lent) * (found.lent[i] as number) +
      Math.max(0, weights.popularity) +
      ROUNDING;
    const weight = Math.max(0, weights.content);
    const known = found.content[i] as number;
    if (linked + weight * (known < 0 ? alikeAtMost : known) <= bar || excluded.has(i)) continue;
    const alike = known < 0 ? like.of(found.items[i] as number) : known;
    if (linked + weight * alike <= bar) continue;
    found.content[i] = alike;
    settle(i);
    best.add(i, scoreOf(partsAt(i, parts), weights));
    bar = best.bar;
  }
  const grounds: Grounds = { linkedTo: (of) => linkedTo(of, evidence), lenderOf: lent.lenderOf };
  return best.list.map(({ id: place, value }): Proposal => {
    const item = found.items[place] as number;
    return { id: numbers.id(item), item, score: value, parts: partsAt(place, { ...NO_PARTS }), grounds };
  });
}

const NO_PARTS: Parts = { sequence: 0, co_visit: 0, lent: 0, content: 0, popularity: 0, exploration: 0, profile: 0 };

/** More than sums are rounded by. */
const ROUNDING = 1e-9;

/** One for all answers: each is made in one go. */
const CANDIDATES = new Candidates<Counts>();

/** The counts of seeds and of what goes with them, as `Evidence` has them. */
export function countsNamed(seeds: readonly Seed[], links: Evidence['links'], of: (id: string) => Counts): Counts[] {
  return [...new Set([...seeds, ...links.flat()].map(({ id }) => id))].map(of);
}

function addLinked({ seeds, links, counts, content: { numbers } }: Evidence, found: Candidates<Counts>): void {
  const seedItems = seeds.map(({ id }) => numbers.of(id));
  found.clear();
  let next = seeds.length;
  for (const [i, { weight }] of seeds.entries()) {
    const share = weight / (1 + (counts[i]?.weight ?? 0)) ** SEED_DAMPING;
    const own = links[i] ?? [];
    const items = numbers.all(own);
    const sums = sumsOf(own);
    for (let at = 0; at < items.length; at++) {
      const item = items[at] as number;
      const { length } = found;
      const place = found.place(item);
      if (place === length) {
        const seed = seedItems.indexOf(item);
        found.counts[place] = seed < 0 ? counts[next++] : counts[seed];
      }
      found.after[place] = (found.after[place] as number) + share * (sums[2 * at] as number);
      found.before[place] = (found.before[place] as number) + share * (sums[2 * at + 1] as number);
    }
  }
}

/** By list, of each of its links the sum after and the sum before: quicker to go through, and the same list comes again and again. */
const SUMS = new WeakMap<readonly Link[], Float64Array>();

function sumsOf(list: readonly Link[]): Float64Array {
  const known = SUMS.get(list);
  if (known !== undefined) return known;
  const sums = new Float64Array(2 * list.length);
  for (const [at, { after, before, boughtTogether }] of list.entries()) {
    sums[2 * at] = after;
    sums[2 * at + 1] = before + boughtTogether;
  }
  SUMS.set(list, sums);
  return sums;
}

/** By item, 1 and its place among those that are told of, else 0. */
let told = new Int32Array(0);

function linkedTo(items: readonly number[], { seeds, links, content: { numbers } }: Evidence): Linked[] {
  if (told.length < numbers.size) told = new Int32Array(2 * numbers.size);
  for (const [i, item] of items.entries()) told[item] = i + 1;
  const linked = items.map(() => ({ gains: [] as { seed: string; gain: number }[], boughtTogether: false }));
  for (const [i, { id: seed, weight }] of seeds.entries()) {
    const own = links[i] ?? [];
    const linkedItems = numbers.all(own);
    for (let at = 0; at < linkedItems.length; at++) {
      const place = (told[linkedItems[at] as number] as number) - 1;
      if (place < 0) continue;
      const one = linked[place] as (typeof linked)[number];
      const { after, before, boughtTogether } = own[at] as Link;
      one.gains.push({ seed, gain: weight * (after + before + boughtTogether) });
      one.boughtTogether ||= boughtTogether > 0;
    }
  }
  for (const item of items) told[item] = 0;
  return linked.map(({ gains, boughtTogether }) => ({
    seeds: gains.toSorted((a, b) => b.gain - a.gain).map(({ seed }) => seed),
    boughtTogether,
  }));
}

/** By events of a product, as far as they were asked for and few. */
const DAMPINGS: number[] = [];

function dampingOf(events: number): number {
  if (events >= 1_000) return (1 + events) ** POPULARITY_DAMPING;
  for (let i = DAMPINGS.length; i <= events; i++) DAMPINGS.push((1 + i) ** POPULARITY_DAMPING);
  return DAMPINGS[events] as number;
}

const saturated = (sum: number): number => sum / (sum + HALF);
