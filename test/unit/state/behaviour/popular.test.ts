import { expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { migrate } from '../../../../src/state/migrations.ts';
import { POPULARITY_HALF_LIFE } from '../../../../src/state/behaviour/item-graph.ts';
import { Items } from '../../../../src/state/behaviour/items.ts';
import { BEHAVIOUR_SCHEMA } from '../../../../src/state/behaviour/schema.ts';
import { nodeSqlite } from '../../../../src/state/drivers/node-sqlite.ts';

const open = () => {
  const sql = nodeSqlite(':memory:');
  migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
  return sql;
};

test('the most popular in memory are those of the table, whatever happens', () => {
  const random = randomOf(7);
  const sql = open();
  const items = new Items(sql, 1_000_000);
  let now = POPULARITY_HALF_LIFE * 1_400;
  const counted: { id: string; at: number }[] = [];
  for (let round = 0; round < 300; round++) {
    for (let i = 0; i < 5; i++) {
      now += Math.floor(random() * 3_600_000);
      const step = { id: `p${Math.floor(900 * random() ** 3)}`, at: now };
      counted.push(step);
      items.graph.add({ ...step, before: [], length: 0 });
    }
    if (random() < 0.2) {
      const [gone] = counted.splice(Math.floor(random() * counted.length), 1);
      if (gone !== undefined) items.graph.remove({ ...gone, before: [], length: 0 });
    }
    items.keep();
    const told = items.popular(200, now);
    expect(told).toEqual(new Items(sql, 1_000_000).popular(200, now));
  }
  expect(items.popular(200, now)).toHaveLength(200);
  expect(items.popular(1_000, now).length).toBeGreaterThan(400);
});

test('popularity falls as time goes by', () => {
  const items = new Items(open(), 1_000);
  items.graph.add({ id: 'p', at: 0, before: [], length: 0 });
  items.keep();
  expect(items.popular(1, 0)).toMatchObject([{ id: 'p', popularity: 1, events: 1 }]);
  expect(items.popular(1, POPULARITY_HALF_LIFE)[0]?.popularity).toBeCloseTo(0.5, 9);
});
