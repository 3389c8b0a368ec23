import { expect, test } from 'vitest';
import { Items } from '../../../../src/state/behaviour/items.ts';
import { BEHAVIOUR_SCHEMA } from '../../../../src/state/behaviour/schema.ts';
import { type KnownShopper, Shoppers } from '../../../../src/state/behaviour/shoppers.ts';
import { nodeSqlite } from '../../../../src/state/drivers/node-sqlite.ts';
import { migrate } from '../../../../src/state/migrations.ts';

/** Shoppers `a`, `b`… with so many steps each, and what tells whether one was read again. */
function shoppersOf(holds: number, ...steps: number[]) {
  const sql = nodeSqlite(':memory:');
  migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
  const shoppers = new Shoppers(sql, new Items(sql, 1_000).graph, holds);
  const known = steps.map((count, number) => {
    const of = () => shoppers.of(String.fromCodePoint(97 + number), { guest: false, at: 0 });
    const one = of();
    for (let i = 0; i < count; i++) {
      shoppers.add(of(), { key: `${number}-${i}`, type: 'view', productId: `p${i}`, at: i, more: null });
    }
    shoppers.keep();
    return one;
  });
  const isHeld = (one: KnownShopper): boolean => shoppers.find(one.id) === one;
  return { shoppers, known, isHeld };
}

test('shoppers stay in memory by how many steps they have; the first asked for go first', () => {
  const { known, isHeld } = shoppersOf(200, 10, 10, 10);
  expect(known.map(isHeld)).toEqual([true, true, true]);
  // 30 each, and 120 for the last: the first goes.
  const { shoppers, known: more } = shoppersOf(200, 10, 10, 10, 100);
  for (const one of more.toReversed().slice(0, 3)) expect(shoppers.find(one.id)).toBe(one);
  const first = shoppers.find('a');
  expect(first).not.toBe(more[0]);
  expect(first?.sequence.steps).toEqual(more[0]?.sequence.steps);
});

test('one that has changed stays until it is kept', () => {
  const { shoppers } = shoppersOf(45, 10);
  const changed = shoppers.of('a', { guest: false, at: 0 });
  changed.events = 7;
  expect(shoppers.of('b', { guest: false, at: 0 }).events).toBe(0);
  expect(shoppers.find('a')).toBe(changed);
  shoppers.keep();
  shoppers.find('b');
  expect(shoppers.find('a')).not.toBe(changed);
  expect(shoppers.find('a')?.events).toBe(7);
});
