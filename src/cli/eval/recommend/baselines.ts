import { Best } from '../../../ranking/recommend/best.ts';
import { type Recommender, DEEPEST } from './measure.ts';
import type { Sequence } from './read-sequences.ts';

/** Sums by two items. */
class Pairs {
  readonly #rows = new Map<string, Map<string, number>>();

  add(a: string, b: string, value: number): void {
    const row = this.#rows.get(a) ?? new Map<string, number>();
    this.#rows.set(a, row.set(b, (row.get(b) ?? 0) + value));
  }

  of(id: string): ReadonlyMap<string, number> {
    return this.#rows.get(id) ?? new Map<string, number>();
  }
}

const WINDOW = 10;

/** The usual ways that need no training, over the same sequences without their last `hold` items, and without items of `unseen`. */
export function baselinesOver(
  all: readonly Sequence[],
  hold: number,
  unseen: ReadonlySet<string> = new Set(),
): Record<'popularity' | 'plain_counts' | 'item_knn', Recommender> {
  const sequences = all.map(({ items }) =>
    items.slice(0, Math.max(0, items.length - hold)).filter((id) => !unseen.has(id)),
  );
  const events = new Map<string, number>();
  for (const id of sequences.flat()) events.set(id, (events.get(id) ?? 0) + 1);
  const eventsOf = (id: string): number => events.get(id) ?? 0;
  const popular = [...events.keys()].toSorted((a, b) => eventsOf(b) - eventsOf(a));
  const near = new Pairs();
  const both = new Pairs();
  for (const items of sequences) {
    for (const [i, id] of items.entries()) {
      for (const [j, other] of items.slice(0, i).entries()) {
        both.add(id, other, 1);
        both.add(other, id, 1);
        const gap = i - j;
        if (gap > WINDOW) continue;
        near.add(other, id, 1 / gap);
        near.add(id, other, 1 / gap);
      }
    }
  }
  return {
    popularity: (history) => {
      const had = new Set(history);
      return popular.slice(0, DEEPEST + had.size).filter((id) => !had.has(id));
    },
    plain_counts: (history) =>
      summed(
        history.slice(-WINDOW).toReversed(),
        (id, i) => ({ row: near.of(id), share: 1 / (i + 1) }),
        history,
        (id) => Math.sqrt(1 + eventsOf(id)),
      ),
    item_knn: (history) =>
      summed(
        history,
        (id) => ({ row: both.of(id), share: 1 / Math.sqrt(1 + eventsOf(id)) }),
        history,
        (id) => Math.sqrt(1 + eventsOf(id)),
      ),
  };
}

function summed(
  seeds: readonly string[],
  rowOf: (id: string, place: number) => { row: ReadonlyMap<string, number>; share: number },
  history: readonly string[],
  damping: (id: string) => number,
): string[] {
  const sums = new Map<string, number>();
  for (const [i, seed] of seeds.entries()) {
    const { row, share } = rowOf(seed, i);
    for (const [id, value] of row) sums.set(id, (sums.get(id) ?? 0) + share * value);
  }
  for (const id of history) sums.delete(id);
  const best = new Best<string>(DEEPEST);
  for (const [id, sum] of sums) best.add(id, sum / damping(id));
  return best.list.map(({ id }) => id);
}
