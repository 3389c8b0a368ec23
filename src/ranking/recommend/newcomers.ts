import { Best } from './best.ts';
import type { ContentIndex } from './content-index.ts';
import type { Alike } from './likeness.ts';

/** What newcomers are lent, each 0–1, and by whom; items by their numbers. */
export interface Lent {
  parts: readonly Alike[];
  /** Of those that lend, the one that a newcomer is most like; null for what is lent nothing. */
  lenderOf(item: number): string | null;
}

/** An item with fewer events than this is a newcomer; it is lent the less, the more of its own it has. */
export const FEW_EVENTS = 3;

/** So many of the best linked lend to newcomers. */
export const LENDERS = 20;

/** To so many newcomers at most, those that most may be expected of. */
const MOST_LENT = 100;

/** What is left of what an item lends itself. */
const ROUNDING = 1e-9;

/** What is expected of a newcomer that is lent half of what the best linked has, as a share of that. */
const HALF_LENT = 0.08;

/**
 * What newcomers are lent: p · u / (u + .08 · p) / (1 + own events)², p being the part of the best linked, 0–1, and u what may be expected of the newcomer
 * by its features where the other lenders have their parts and all other items nothing. `lenders` are the best linked, the best first, with their parts, and
 * `eventsOf` tells the events that are known of an item now. Empty where nothing is linked.
 */
export function lend(
  lenders: readonly Alike[],
  newcomers: ReadonlySet<string>,
  content: ContentIndex,
  eventsOf: (item: number) => number,
): Lent {
  const parts: Alike[] = [];
  const most = lenders[0]?.value ?? 0;
  for (const { item, value } of content.expected(lenders, newcomers, MOST_LENT)) {
    const events = eventsOf(item);
    if (events >= FEW_EVENTS || value < ROUNDING) continue;
    parts.push({ item, value: (most * value) / (value + HALF_LENT * most) / (1 + events) ** 2 });
  }
  return {
    parts,
    lenderOf(newcomer) {
      if (!parts.some(({ item }) => item === newcomer)) return null;
      const nearest = new Best<number>(1);
      for (const { item } of lenders) if (item !== newcomer) nearest.add(item, content.likeness(newcomer, item));
      const [first] = nearest.list;
      return first === undefined ? null : content.numbers.id(first.id);
    },
  };
}
