import { isBandOf, priceBand } from '../core/price-band.ts';
import type { Traits } from '../core/product-traits.ts';

/** The names of what a shopper may be drawn to. */
export type TraitName = 'brand' | 'category' | 'color' | 'price_band' | 'size';

/** What is believed of a shopper: how much they are drawn to a value (in lower case but for a currency), −1 to 1. */
export interface Belief {
  name: TraitName;
  value: string;
  weight: number;
  /** Whether they, or the shop for them, said so; else it was learnt. */
  said: boolean;
}

/** How a product suits a shopper. */
export interface Suit {
  /** −1 to 1; 0 where nothing is believed of what it has. */
  value: number;
  /** What drew or put them off most: the strongest belief with the sign of `value`; null where that is 0. */
  belief: Belief | null;
}

/** What a product has of each name, as beliefs are compared with it. */
export type Owned = Readonly<Record<TraitName, string | null>>;

/** What a product has by its traits. */
export function ownedBy({ brand, category, color, size, price, currency }: Traits): Owned {
  return {
    brand: brand ?? null,
    category: category ?? null,
    color: color ?? null,
    price_band: priceBand(price, currency),
    size: size ?? null,
  };
}

/** Whether a belief is about the value that a product has. A price band said without a currency is that of every currency. */
export function isAbout({ name, value, said }: Belief, own: string | null): boolean {
  return own === value || (said && name === 'price_band' && own !== null && isBandOf(own, value));
}

/**
 * How a product suits what is believed of a shopper: s / √(1 + s²) for the sum s of the weights of what it has, so that it is bounded and each further
 * agreement adds less. A value that they said they dislike outweighs whatever else there is: −1.
 */
export function suits(beliefs: readonly Belief[], traits: Traits | Owned): Suit {
  const owned = 'price_band' in traits ? traits : ownedBy(traits);
  let sum = 0;
  let drawn: Belief | null = null;
  let putOff: Belief | null = null;
  for (const belief of beliefs) {
    const { name, weight, said } = belief;
    if (!isAbout(belief, owned[name])) continue;
    if (said && weight < 0) return { value: -1, belief };
    sum += weight;
    if (weight > (drawn?.weight ?? 0)) drawn = belief;
    if (weight < (putOff?.weight ?? 0)) putOff = belief;
  }
  return { value: sum / Math.sqrt(1 + sum ** 2), belief: sum === 0 ? null : sum > 0 ? drawn : putOff };
}

/** What is learnt and so large a share of products have says nothing of which of them suits. */
const COMMON = 0.9;

/** What tells products apart: without what was learnt and nearly all of them have, such as the category that was searched. */
export function telling(beliefs: readonly Belief[], products: readonly Traits[]): Belief[] {
  const counts = new Map<Belief, number>();
  for (const owned of products.map(ownedBy)) {
    for (const one of beliefs) if (isAbout(one, owned[one.name])) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return beliefs.filter((one) => one.said || (counts.get(one) ?? 0) < COMMON * products.length);
}
