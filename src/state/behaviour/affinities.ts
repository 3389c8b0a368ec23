import { priceBand } from '../../core/price-band.ts';
import type { Affinity, EventType, KeptAffinities, ProductTraits } from './port.ts';

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

type Kept = NonNullable<KeptAffinities[Affinity['name']]>[string];

/** Learns of an event, in whatever order events come. Changes `affinities`. */
export function learn(
  affinities: KeptAffinities,
  { type, at }: { type: EventType; at: number },
  product: ProductTraits,
): void {
  if (STRENGTH[type] === 0) return;
  for (const [name, value] of valuesOf(product)) {
    const values = (affinities[name] ??= {});
    const kept: Kept = values[value] ?? [0, at, 0, 0];
    const newest = Math.max(kept[1], at);
    const former = kept[0] * decay(newest - kept[1]);
    const isAgain = type === 'dismiss' && kept[3] > 0 && Math.abs(at - kept[3]) < AGAIN;
    const strength = STRENGTH[type] * (isAgain ? 2 : 1) * decay(newest - at);
    const isMet = type === 'purchase' && name === 'category';
    values[value] = [
      isMet ? (former > 0 ? former * NEED_LEFT : former) : former + strength,
      newest,
      kept[2] + 1,
      type === 'dismiss' ? Math.max(kept[3], at) : kept[3],
    ];
    affinities[name] = bounded(values, newest);
  }
}

/** What a shopper is drawn to as of `now`, strongest of each name first. */
export function affinitiesAt(affinities: KeptAffinities, now: number): Affinity[] {
  return entriesOf(affinities).flatMap(([name, values]) =>
    Object.entries(values)
      .map(([value, kept]): Affinity => {
        const score = scoreAt(kept, now);
        return { name, value, weight: score / (Math.abs(score) + HALF_DRAWN), events: kept[2] };
      })
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.value < b.value ? -1 : 1)),
  );
}

/** The affinities of two who are one. */
export function joined(one: KeptAffinities, other: KeptAffinities): KeptAffinities {
  const all: KeptAffinities = structuredClone(one);
  for (const [name, values] of entriesOf(other)) {
    const into = (all[name] ??= {});
    for (const [value, kept] of Object.entries(values)) {
      const known = into[value];
      const at = Math.max(known?.[1] ?? 0, kept[1]);
      into[value] = [
        scoreAt(kept, at) + (known === undefined ? 0 : scoreAt(known, at)),
        at,
        kept[2] + (known?.[2] ?? 0),
        Math.max(kept[3], known?.[3] ?? 0),
      ];
    }
    all[name] = bounded(into, Math.max(...Object.values(into).map(([, at]) => at)));
  }
  return all;
}

function valuesOf(product: ProductTraits): [Affinity['name'], string][] {
  const { brand, category, color, size } = product;
  const named = { brand, category, color, price_band: priceBand(product.price), size };
  return Object.entries(named).flatMap(([name, value]): [Affinity['name'], string][] =>
    value === undefined || value === null ? [] : [[name as Affinity['name'], value]],
  );
}

function entriesOf(affinities: KeptAffinities): [Affinity['name'], Record<string, Kept>][] {
  return Object.entries(affinities) as [Affinity['name'], Record<string, Kept>][];
}

function bounded(values: Record<string, Kept>, now: number): Record<string, Kept> {
  const all = Object.entries(values);
  if (all.length <= MOST_VALUES) return values;
  const strongest = all.toSorted(([, a], [, b]) => Math.abs(scoreAt(b, now)) - Math.abs(scoreAt(a, now)));
  return Object.fromEntries(strongest.slice(0, MOST_VALUES));
}

function scoreAt([score, at]: Kept, now: number): number {
  return score * decay(Math.max(0, now - at));
}

function decay(milliseconds: number): number {
  return 2 ** (-milliseconds / AFFINITY_HALF_LIFE);
}
