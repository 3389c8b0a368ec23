import { Best } from './best.ts';
import type { ContentIndex } from './content-index.ts';

/** What newcomers are lent, each in the unit of the sums of links, and by whom; items by their numbers. */
export interface Lent {
  sums: ReadonlyMap<number, number>;
  /** Of those that lend, the one that a newcomer is most like; null for what is lent nothing. */
  lenderOf(item: number): string | null;
}

/** An item with fewer events than this is a newcomer; it is lent the less, the more of its own it has. */
export const FEW_EVENTS = 3;

/** So many of the best linked lend to newcomers, and how much of it. */
export const LENDERS = 20;
const LENT = 0.5;

/** To so many newcomers at most, those that are most like the lenders. */
const MOST_LENT = 200;

/**
 * What newcomers are lent: of the greatest sum of the best linked, ½ by their mean likeness to the best linked (by their sums), and of that
 * 1 / (1 + own events)². `lenders` are the best linked, the best first, with their sums, and `eventsOf` tells the events that are known of an
 * item now. Empty where nothing is linked.
 */
export function lend(
  lenders: readonly { id: number; value: number }[],
  newcomers: ReadonlySet<string>,
  content: ContentIndex,
  eventsOf: (item: number) => number,
): Lent {
  const [first] = lenders;
  if (first === undefined) return { sums: new Map(), lenderOf: () => null };
  const { numbers } = content;
  const named = lenders.map(({ id, value }) => ({ id: numbers.id(id), weight: value }));
  const like = content.like(named);
  const sums = new Map<number, number>();
  for (const { item, value } of like.topOf(newcomers, MOST_LENT)) {
    const events = eventsOf(item);
    if (events < FEW_EVENTS) sums.set(item, (value * first.value * LENT) / (1 + events) ** 2);
  }
  return {
    sums,
    lenderOf(item) {
      if (!sums.has(item)) return null;
      const nearest = new Best<string>(1);
      for (const { id } of named) nearest.add(id, content.likeness(numbers.id(item), id));
      return nearest.list[0]?.id ?? numbers.id(first.id);
    },
  };
}
