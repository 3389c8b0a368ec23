import { Best } from './best.ts';
import type { ContentIndex } from './content-index.ts';
import { lend } from './newcomers.ts';
import type { Seed } from './seeds.ts';
import { type Parts, type PartWeights, scoreOf } from './weights.ts';

/** What goes with a product: the weights of "came after it" and "came before it", and how many shoppers bought both. */
export interface Link {
  id: string;
  after: number;
  before: number;
  boughtTogether: number;
}

/** A product's own counts. */
export interface Counts {
  id: string;
  /** Events that speak for it now. */
  popularity: number;
  /** All of its events. */
  events: number;
  /** The sum of the weights of its links. */
  weight: number;
}

/** What an answer is made of. */
export interface Evidence {
  /** What the answer starts from; none: only what is popular comes. */
  seeds: readonly Seed[];
  /** By seed, what goes with it. */
  links: readonly (readonly Link[])[];
  /** Of all that `seeds`, `links` and `popular` name, at least. */
  counts: Pick<ReadonlyMap<string, Counts>, 'get'>;
  /** The most popular, the most first. */
  popular: readonly Counts[];
  content: ContentIndex;
  /** Items of the index with hardly an event of their own; what `counts` says of them is newer and stands. */
  newcomers: ReadonlySet<string>;
  /** Further candidates. */
  others?: readonly string[];
}

/** A product that is proposed. */
export interface Proposal {
  id: string;
  score: number;
  parts: Parts;
  /** Seeds that it goes with by the counts, what weighs most first. */
  because(): string[];
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
  const { seeds, content, popular, counts, newcomers, others = [] } = evidence;
  const candidates = linkedTo(evidence);
  const lent = lend(candidates.values(), newcomers, content, (id) => counts.get(id)?.events ?? 0);
  for (const [id, sum] of lent.sums) candidateOf(id, candidates).lent = sum;
  const like = content.like(seeds);
  for (const id of like.top(MOST_LIKE)) candidateOf(id, candidates);
  for (const { id } of popular) candidateOf(id, candidates);
  for (const id of others) candidateOf(id, candidates);
  const most = Math.log1p(popular[0]?.popularity ?? 0);
  const partsOf = ({ id, after, before, lent: sum }: Candidate): Parts => {
    const own = counts.get(id);
    const damping = (1 + (own?.events ?? 0)) ** POPULARITY_DAMPING;
    return {
      sequence: saturated(after / damping),
      co_visit: saturated(before / damping),
      lent: saturated(sum),
      content: like.of(id),
      popularity: most === 0 ? 0 : Math.min(1, Math.log1p(own?.popularity ?? 0) / most),
      exploration: 0,
      profile: 0,
    };
  };
  const best = new Best<{ id: string; parts: Parts }>(limit);
  for (const candidate of candidates.values()) {
    const { id } = candidate;
    if (without.has(id)) continue;
    const parts = partsOf(candidate);
    best.add({ id, parts }, scoreOf(parts, weights));
  }
  return best.list.map(({ id: { id, parts }, value }) => ({
    id,
    score: value,
    parts,
    because: () => because(id, evidence),
    lender: () => lent.lenderOf(id),
  }));
}

/** What speaks for a candidate: the sums of its links, damped by the seeds, and what it is lent. */
interface Candidate {
  id: string;
  after: number;
  before: number;
  lent: number;
}

function candidateOf(id: string, candidates: Map<string, Candidate>): Candidate {
  const known = candidates.get(id);
  if (known !== undefined) return known;
  const made = { id, after: 0, before: 0, lent: 0 };
  candidates.set(id, made);
  return made;
}

function linkedTo({ seeds, links, counts }: Evidence): Map<string, Candidate> {
  const linked = new Map<string, Candidate>();
  for (const [i, { id: seed, weight }] of seeds.entries()) {
    const share = weight / (1 + (counts.get(seed)?.weight ?? 0)) ** SEED_DAMPING;
    for (const { id, after, before, boughtTogether } of links[i] ?? []) {
      const sums = candidateOf(id, linked);
      sums.after += share * after;
      sums.before += share * (before + boughtTogether);
    }
  }
  return linked;
}

/** The seeds that a product goes with by the counts, what weighs most first. */
function because(id: string, { seeds, links }: Evidence): string[] {
  return seeds
    .flatMap(({ id: seed, weight }, i) => {
      const link = links[i]?.find((one) => one.id === id);
      return link === undefined ? [] : [{ seed, gain: weight * (link.after + link.before + link.boughtTogether) }];
    })
    .toSorted((a, b) => b.gain - a.gain)
    .map(({ seed }) => seed);
}

const saturated = (sum: number): number => sum / (sum + HALF);
