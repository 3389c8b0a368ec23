import { describe, expect, test } from 'vitest';
import { Items } from '../../../../src/state/behaviour/items.ts';
import { type EventType, EVENT_TYPES } from '../../../../src/state/behaviour/port.ts';
import { BEHAVIOUR_SCHEMA } from '../../../../src/state/behaviour/schema.ts';
import { Sequence } from '../../../../src/state/behaviour/sequence.ts';
import { Shoppers } from '../../../../src/state/behaviour/shoppers.ts';
import { nodeSqlite } from '../../../../src/state/drivers/node-sqlite.ts';
import { migrate } from '../../../../src/state/migrations.ts';
import { dice } from '../../../support/dice.ts';

const MINUTE = 60_000;

/** Places steps in the order given, and tells of each whether it counts for its product. */
function counted(...steps: [product: string, type: EventType, minute: number][]): boolean[] {
  const sequence = new Sequence();
  return steps.map(([productId, type, minute], i) => {
    return sequence.place({ productId, type, at: minute * MINUTE }, i).step !== null;
  });
}

describe('a step that says again what was said of its product', () => {
  test('counts for nothing, whatever lies between; one that says more counts', () => {
    expect(counted(['红', 'view', 0], ['红', 'view', 1], ['b', 'view', 2], ['红', 'view', 3])).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(counted(['a', 'view', 0], ['a', 'click', 0], ['a', 'add_to_cart', 0], ['a', 'purchase', 0])).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(counted(['a', 'purchase', 0], ['a', 'click', 1], ['a', 'purchase', 2])).toEqual([true, false, false]);
    expect(counted(['a', 'dismiss', 0], ['a', 'view', 1])).toEqual([false, true]);
  });

  test('counts again 30 minutes after the last of them', () => {
    expect(counted(['a', 'view', 0], ['a', 'view', 30], ['a', 'view', 60], ['a', 'view', 90.01])).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('that comes late counts for nothing either, and what came before a greater one counts', () => {
    expect(counted(['a', 'view', 20], ['a', 'view', 10], ['a', 'view', -21])).toEqual([true, false, true]);
    expect(counted(['a', 'purchase', 20], ['a', 'click', 15], ['a', 'view', 10], ['a', 'view', 5])).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(counted(['a', 'click', 20], ['b', 'view', 25], ['a', 'view', 22])).toEqual([true, true, false]);
  });
});

test.each([1, 2, 3, 4])('what shoppers repeat, late or not, read again or merged, is taken back; dice %i', (seed) => {
  const sql = nodeSqlite(':memory:');
  migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
  const { graph } = new Items(sql, 1_000_000);
  // One shopper stays in memory at most: the others are read again.
  const shoppers = new Shoppers(sql, graph, 100);
  const roll = dice(seed);
  const ids = Array.from({ length: 12 }, (_, i) => `p${i}`);
  const told = () =>
    ids.map((id) => {
      const { events, popularity, weight } = graph.counts(id, 0);
      return { events, popularity, weight, neighbours: graph.neighbours(id, 99).map(({ id: other }) => other) };
    });
  const did = (shopper: string, count: number): void => {
    let at = 0;
    for (let i = 0; i < count; i++) {
      at += roll.below(12) * MINUTE;
      const late = roll.chance(0.3) ? roll.below(90) * MINUTE : 0;
      const event = { type: roll.pick(EVENT_TYPES), productId: roll.pick(ids), at: at - late, more: null };
      shoppers.add(shoppers.of(shopper, { guest: false, at: 0 }), { ...event, key: `${shopper}-${i}` });
      if (roll.chance(0.2)) shoppers.keep();
    }
    shoppers.keep();
  };
  did('stays', 60);
  const before = told();
  did('a', 400);
  did('b', 90);
  did('guest', 150);
  expect(told()).not.toEqual(before);
  const guest = shoppers.of('guest', { guest: true, at: 0 });
  const { events } = shoppers.pack(guest);
  shoppers.remove(guest);
  for (const event of events) shoppers.add(shoppers.of('a', { guest: false, at: 0 }), event);
  for (const shopper of ['a', 'b']) shoppers.remove(shoppers.of(shopper, { guest: false, at: 0 }));
  shoppers.keep();
  for (const [i, { events: n, popularity, weight, neighbours }] of told().entries()) {
    expect(n).toBe(before[i]?.events);
    expect(popularity).toBeCloseTo(before[i]?.popularity ?? 0, 5);
    expect(weight).toBeCloseTo(before[i]?.weight ?? 0, 3);
    expect(neighbours.toSorted()).toEqual(before[i]?.neighbours.toSorted());
  }
});
