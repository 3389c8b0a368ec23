import { priceBand } from '../../core/price-band.ts';
import type { Affinity, EventType, KeptAffinities, KeptAffinity, ProductTraits } from './port.ts';

/** After so many milliseconds an event says half as much of a shopper's taste: 30 days. */
export const AFFINITY_HALF_LIFE = 30 * 24 * 60 * 60 * 1_000;

/** What an event says of each trait of its product. A search says nothing of a product. */
const STRENGTH: Readonly<Record<EventType, number>> = {
  view: 1,
  click: 1,
  add_to_cart: 3,
  purchase: 5,
  dismiss: -4,
  search: 0,
};

/** A score of so much is a weight of ½: one purchase is .63, one look .25, one dismissal −.57. */
const HALF_DRAWN = 3;

/** Who dismisses the like again so soon means it twice as much: 10 minutes. */
const AGAIN = 10 * 60 * 1_000;

/** What a purchase leaves of the wish for more of its category: the need is met. Brand, colour, price and size are confirmed. */
const NEED_LEFT = 0.3;

/** The most values of a name: the weakest go. */
const MOST_VALUES = 40;

/** Learns of an event, in whatever order events come. Changes `affinities`. */
export function learn(
  affinities: KeptAffinities,
  { type, at }: { type: EventType; at: number },
  product: ProductTraits,
): void {
  if (STRENGTH[type] === 0) return;
  for (const [name, value] of valuesOf(product)) {
    const values = affinities[name] ?? [];
    const kept = values.find(([known]) => known === value) ?? [value, 0, at, 0, 0];
    const [, , since, events, dismissed] = kept;
    const newest = Math.max(since, at);
    const former = scoreAt(kept, newest);
    const isAgain = type === 'dismiss' && dismissed > 0 && Math.abs(at - dismissed) < AGAIN;
    const strength = STRENGTH[type] * (isAgain ? 2 : 1) * decay(newest - at);
    const isMet = type === 'purchase' && name === 'category';
    const score = isMet ? (former > 0 ? former * NEED_LEFT : former) : former + strength;
    const next: KeptAffinity = [
      value,
      score,
      newest,
      events + 1,
      type === 'dismiss' ? Math.max(dismissed, at) : dismissed,
    ];
    affinities[name] = strongest([next, ...values.filter((one) => one !== kept)], newest);
  }
}

/** What a shopper is drawn to as of `now`, strongest of each name first. */
export function affinitiesAt(affinities: KeptAffinities, now: number): Affinity[] {
  return entriesOf(affinities).flatMap(([name, values]) =>
    values
      .map((kept): Affinity => {
        const score = scoreAt(kept, now);
        return { name, value: kept[0], weight: score / (Math.abs(score) + HALF_DRAWN), events: kept[3] };
      })
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.value < b.value ? -1 : 1)),
  );
}

/** The affinities of two who are one. */
export function joined(one: KeptAffinities, other: KeptAffinities): KeptAffinities {
  const all: KeptAffinities = { ...one };
  for (const [name, values] of entriesOf(other)) {
    const own = new Map(all[name]?.map((kept) => [kept[0], kept]));
    for (const kept of values) {
      const [value, , since, events, dismissed] = kept;
      const known = own.get(value) ?? [value, 0, since, 0, 0];
      const at = Math.max(known[2], since);
      const score = scoreAt(kept, at) + scoreAt(known, at);
      own.set(value, [value, score, at, events + known[3], Math.max(dismissed, known[4])]);
    }
    all[name] = strongest([...own.values()], Math.max(...[...own.values()].map(([, , at]) => at)));
  }
  return all;
}

function valuesOf(product: ProductTraits): [Affinity['name'], string][] {
  const { brand, category, color, size, price, currency } = product;
  const named = { brand, category, color, price_band: priceBand(price, currency), size };
  return Object.entries(named).flatMap(([name, value]): [Affinity['name'], string][] =>
    value === undefined || value === null ? [] : [[name as Affinity['name'], value]],
  );
}

function entriesOf(affinities: KeptAffinities): [Affinity['name'], KeptAffinity[]][] {
  return Object.entries(affinities) as [Affinity['name'], KeptAffinity[]][];
}

function strongest(values: KeptAffinity[], now: number): KeptAffinity[] {
  if (values.length <= MOST_VALUES) return values;
  return values.toSorted((a, b) => Math.abs(scoreAt(b, now)) - Math.abs(scoreAt(a, now))).slice(0, MOST_VALUES);
}

function scoreAt([, score, at]: KeptAffinity, now: number): number {
  return score * decay(Math.max(0, now - at));
}

function decay(milliseconds: number): number {
  return 2 ** (-milliseconds / AFFINITY_HALF_LIFE);
}
