import { ContentIndex } from '../../../ranking/recommend/content-index.ts';
import { FEW_EVENTS } from '../../../ranking/recommend/newcomers.ts';
import type { Counts } from '../../../ranking/recommend/counts.ts';
import { countsNamed, type Evidence, MOST_LINKS, propose } from '../../../ranking/recommend/recommend.ts';
import { seedsOf } from '../../../ranking/recommend/seeds.ts';
import { PART_WEIGHTS, type PartWeights } from '../../../ranking/recommend/weights.ts';
import { ItemGraph, WINDOW } from '../../../state/behaviour/item-graph.ts';
import type { Sequence } from './read-sequences.ts';

/** At which places it is looked whether the held out item is there. */
export const DEPTHS = [5, 10, 20] as const;
export const DEEPEST = 20;

/** Popular items that are candidates for everybody: more than a history and a page can hold together is of no use. */
const POPULAR = 100;

/** A shopper's history and the item that came next. */
export interface Question {
  history: readonly string[];
  next: string;
}

/** Gives items for a history, best first, at most `DEEPEST`, without those of the history. */
export type Recommender = (history: readonly string[]) => readonly string[];

/** HR@k (the share of questions whose item is among the first k) and nDCG@k (1 / log₂(1 + place), 0 past k), with `users` asked. */
export type Figures = { users: number } & Record<`${'hr' | 'ndcg'}@${(typeof DEPTHS)[number]}`, number>;

/** The last item but `hold` − 1 of every sequence long enough, asked of what came before it. */
export function questionsOf(sequences: readonly Sequence[], hold: number): Question[] {
  return sequences.flatMap(({ items }) => {
    const next = items.at(-hold);
    const history = items.slice(0, -hold);
    return next === undefined || history.length === 0 ? [] : [{ history, next }];
  });
}

/** Counts all sequences but their last `hold` items, event by event in one pass. Items of `unseen` are left out as if nobody had had them. */
export function countSequences(
  sequences: readonly Sequence[],
  hold: number,
  unseen: ReadonlySet<string> = new Set(),
): ItemGraph {
  const graph = new ItemGraph();
  for (const { items } of sequences) {
    const known = items.slice(0, Math.max(0, items.length - hold)).filter((id) => !unseen.has(id));
    for (const [i, id] of known.entries()) {
      graph.add({ id, before: known.slice(Math.max(0, i - WINDOW), i).toReversed(), length: i });
    }
  }
  return graph;
}

/** What each item is like. Items without attributes are like nothing. */
export function indexItems(items: Iterable<string>, attributes: ReadonlyMap<string, readonly string[]>): ContentIndex {
  const index = new ContentIndex();
  for (const id of items) index.add(id, attributes.get(id) ?? []);
  return index;
}

/** The recommender of the API over counts in memory. */
export function recommenderOver(
  graph: ItemGraph,
  content: ContentIndex,
  items: Iterable<string>,
  weights: PartWeights,
): Recommender {
  const counts = new Map<string, Counts>();
  const newcomers = new Set<string>();
  for (const id of items) {
    const own = graph.counts(id, 0);
    counts.set(id, own);
    if (own.events < FEW_EVENTS) newcomers.add(id);
  }
  const popular = popularOf(counts);
  const known = (id: string): Counts => counts.get(id) as Counts;
  const others = { get: (item: number) => counts.get(content.numbers.id(item)) };
  return (history) => {
    const seeds = seedsOf(history);
    const links = seeds.map(({ id }) => graph.neighbours(id, MOST_LINKS));
    const named = countsNamed(seeds, links, known);
    const evidence: Evidence = { seeds, links, counts: named, others, popular, content, newcomers };
    return propose(evidence, weights, new Set(history), DEEPEST).map(({ id }) => id);
  };
}

/** The recommender of a shop where nobody has done anything yet: it goes by what items are like. */
export function contentAlone(content: ContentIndex, items: Iterable<string>): Recommender {
  return recommenderOver(new ItemGraph(), content, items, PART_WEIGHTS);
}

/** The items with events, the most first; of equals the one that was counted first. */
export function popularOf(counts: ReadonlyMap<string, Counts>): Counts[] {
  const known = [...counts.values()].filter(({ popularity }) => popularity > 0);
  return known.toSorted((a, b) => b.popularity - a.popularity).slice(0, POPULAR);
}

/** Asks every question. */
export function measure(questions: readonly Question[], recommender: Recommender, signal: AbortSignal): Figures {
  const sums = new Map<string, number>();
  for (const { history, next } of questions) {
    signal.throwIfAborted();
    const place = recommender(history).indexOf(next);
    if (place < 0) continue;
    for (const depth of DEPTHS) {
      if (place >= depth) continue;
      sums.set(`hr@${depth}`, (sums.get(`hr@${depth}`) ?? 0) + 1);
      sums.set(`ndcg@${depth}`, (sums.get(`ndcg@${depth}`) ?? 0) + 1 / Math.log2(place + 2));
    }
  }
  const names = (['hr', 'ndcg'] as const).flatMap((kind) => DEPTHS.map((depth) => `${kind}@${depth}` as const));
  const shares = names.map((name) => [name, (sums.get(name) ?? 0) / (questions.length || 1)] as const);
  return { ...Object.fromEntries(shares), users: questions.length } as Figures;
}
