import { Best } from './best.ts';
import type { ContentIndex } from './content-index.ts';

/** What newcomers are lent, each in the unit of the sums of links, and by whom. */
export interface Lent {
  sums: ReadonlyMap<string, number>;
  /** Of those that lend, the one that a newcomer is most like; null for what is lent nothing. */
  lenderOf(id: string): string | null;
}

/** An item with fewer events than this is a newcomer; it is lent the less, the more of its own it has. */
export const FEW_EVENTS = 3;

/** So many of the best linked lend to newcomers, and how much of it. */
const LENDERS = 20;
const LENT = 0.5;

/** To so many newcomers at most, those that are most like the lenders. */
const MOST_LENT = 200;

/**
 * What newcomers are lent: of the greatest sum of the best linked, ½ by their mean likeness to the best linked (by their sums), and of that
 * 1 / (1 + own events)².
 * `eventsOf` tells the events that are known of an item now. Empty where nothing is linked.
 */
export function lend(
  linked: Iterable<{ id: string; after: number; before: number }>,
  newcomers: ReadonlySet<string>,
  content: ContentIndex,
  eventsOf: (id: string) => number,
): Lent {
  const lenders = new Best<string>(LENDERS);
  if (newcomers.size > 0) for (const { id, after, before } of linked) lenders.add(id, after + before);
  const [first] = lenders.list;
  if (first === undefined) return { sums: new Map(), lenderOf: () => null };
  const like = content.like(lenders.list.map(({ id, value }) => ({ id, weight: value })));
  const sums = new Map<string, number>();
  for (const id of like.topOf(newcomers, MOST_LENT)) {
    const events = eventsOf(id);
    if (events < FEW_EVENTS) sums.set(id, (like.of(id) * first.value * LENT) / (1 + events) ** 2);
  }
  return {
    sums,
    lenderOf(id) {
      if (!sums.has(id)) return null;
      const nearest = new Best<string>(1);
      for (const lender of lenders.list) nearest.add(lender.id, content.likeness(id, lender.id));
      return nearest.list[0]?.id ?? first.id;
    },
  };
}
