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

/** A product that is proposed. */
export interface Proposal {
  id: string;
  score: number;
  parts: Parts;
  /** Seeds that it goes with by the counts, what weighs most first. */
  because(): string[];
  /** Whether anybody has bought it with a seed. */
  boughtTogether(): boolean;
  /** Where it is new and lent something: what lends it most. */
  lender(): string | null;
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
 * `before`; lent(j) of what `lend` gives; content(j) the mean cosine of features with the seeds; popularity = ln(1 + p_j) / ln(1 + most).
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
    for (let i = 0; i < found.length; i++) {
      lenders.add(found.items[i] as number, (found.after[i] as number) + (found.before[i] as number));
    }
  }
  const eventsOf = (item: number): number => {
    const place = found.find(item);
    return (place < 0 ? others.get(item) : countsOf(place))?.events ?? 0;
  };
  const lent = lend(lenders.list, newcomers, content, eventsOf);
  for (const [item, sum] of lent.sums) found.lent[found.place(item)] = sum;
  const like = content.like(seeds);
  for (const item of like.top(MOST_LIKE)) found.place(item);
  for (const [i, item] of numbers.all(popular).entries()) found.counts[found.place(item)] = popular[i];
  for (const id of besides) found.place(numbers.of(id));

  const most = Math.log1p(popular[0]?.popularity ?? 0);
  const partsOf = (place: number): Parts => {
    const own = countsOf(place);
    const damping = dampingOf(own?.events ?? 0);
    return {
      sequence: saturated((found.after[place] as number) / damping),
      co_visit: saturated((found.before[place] as number) / damping),
      lent: saturated(found.lent[place] as number),
      content: like.of(found.items[place] as number),
      popularity: most === 0 ? 0 : Math.min(1, Math.log1p(own?.popularity ?? 0) / most),
      exploration: 0,
      profile: 0,
    };
  };
  const excluded = new Set<number>();
  for (const id of without) excluded.add(found.find(numbers.find(id)));
  const best = new Best<number>(limit);
  // What content and popularity may add at most: most candidates need no more than their links looked at.
  const besidesLinks = Math.max(0, weights.content) + Math.max(0, weights.popularity) + ROUNDING;
  for (let i = 0; i < found.length; i++) {
    const linked =
      Math.max(0, weights.sequence) * saturated(found.after[i] as number) +
      Math.max(0, weights.co_visit) * saturated(found.before[i] as number) +
      Math.max(0, weights.lent) * saturated(found.lent[i] as number);
    if (best.takes(linked + besidesLinks) && !excluded.has(i)) best.add(i, scoreOf(partsOf(i), weights));
  }
  return best.list.map(({ id: place, value }) => {
    const item = found.items[place] as number;
    return {
      id: numbers.id(item),
      score: value,
      parts: partsOf(place),
      because: () => linksTo(item, evidence).map(({ seed }) => seed),
      boughtTogether: () => linksTo(item, evidence).some(({ link }) => link.boughtTogether > 0),
      lender: () => lent.lenderOf(item),
    };
  });
}

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
  const lists = links.map((list) => numbers.all(list));
  found.clear();
  let told = seeds.length;
  for (const [i, { weight }] of seeds.entries()) {
    const share = weight / (1 + (counts[i]?.weight ?? 0)) ** SEED_DAMPING;
    const [own, items] = [links[i] ?? [], lists[i]];
    for (let at = 0; at < own.length; at++) {
      const { after, before, boughtTogether } = own[at] as Link;
      const item = (items as Int32Array)[at] as number;
      const { length } = found;
      const place = found.place(item);
      if (place === length) {
        const seed = seedItems.indexOf(item);
        found.counts[place] = seed < 0 ? counts[told++] : counts[seed];
      }
      found.after[place] = (found.after[place] as number) + share * after;
      found.before[place] = (found.before[place] as number) + share * (before + boughtTogether);
    }
  }
}

/** The links of a product with the seeds, what weighs most first. */
function linksTo(item: number, { seeds, links, content: { numbers } }: Evidence): { seed: string; link: Link }[] {
  return seeds
    .flatMap(({ id: seed, weight }, i) => {
      const own = links[i] ?? [];
      const link = own[numbers.all(own).indexOf(item)];
      if (link === undefined) return [];
      return [{ seed, link, gain: weight * (link.after + link.before + link.boughtTogether) }];
    })
    .toSorted((a, b) => b.gain - a.gain);
}

/** By events of a product, as far as they were asked for and few. */
const DAMPINGS: number[] = [];

function dampingOf(events: number): number {
  if (events >= 1_000) return (1 + events) ** POPULARITY_DAMPING;
  for (let i = DAMPINGS.length; i <= events; i++) DAMPINGS.push((1 + i) ** POPULARITY_DAMPING);
  return DAMPINGS[events] as number;
}

const saturated = (sum: number): number => sum / (sum + HALF);
