import type { ShopperEvent } from '../../src/state/behaviour/port.ts';

/** Events of a batch: more than one part of it, since a batch may be cut between its parts. */
const EVENTS = 130;
const START = Date.UTC(2026, 0);

/** The events of a numbered batch, the same each time: ten shoppers of its own, twenty products of all. */
export function eventsOf(number: number): ShopperEvent[] {
  return Array.from({ length: EVENTS }, (_, i) => ({
    id: `${number}-${i}`,
    type: i % 5 === 0 ? 'purchase' : 'click',
    shopper: `${number}-${i % 10}`,
    guest: false,
    productId: `p${(number + i * i) % 20}`,
    at: START + number * 3_600_000 + i * 10_000,
  }));
}
