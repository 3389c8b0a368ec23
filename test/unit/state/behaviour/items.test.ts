import { expect, test } from 'vitest';
import { type GraphStep, ItemGraph } from '../../../../src/state/behaviour/item-graph.ts';
import { Items } from '../../../../src/state/behaviour/items.ts';
import type { Neighbour } from '../../../../src/state/behaviour/port.ts';
import { BEHAVIOUR_SCHEMA } from '../../../../src/state/behaviour/schema.ts';
import { nodeSqlite } from '../../../../src/state/drivers/node-sqlite.ts';
import { migrate } from '../../../../src/state/migrations.ts';
import type { Sql } from '../../../../src/state/sql.ts';
import { dice } from '../../../support/dice.ts';

const HOLDS = 1_000_000;

function open(schema = BEHAVIOUR_SCHEMA): Sql {
  const sql = nodeSqlite(':memory:');
  migrate(sql, 'behaviour', schema);
  return sql;
}

const step = (id: string, before: string[]): GraphStep => ({ id, before, length: before.length });

function count(items: Items, ...steps: GraphStep[]): void {
  for (const one of steps) items.graph.add(one);
  items.keep();
}

/** An item's neighbours by id. */
const told = (graph: ItemGraph, id: string): Neighbour[] =>
  graph.neighbours(id, 300).toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** The same, but for what is rounded at each of some writes. */
const nearly = (all: Neighbour[]) =>
  all.map((each) => ({
    ...each,
    after: expect.closeTo(each.after, 4) as number,
    before: expect.closeTo(each.before, 4) as number,
  }));

const again = (sql: Sql): ItemGraph => new Items(sql, HOLDS).graph;

const columnOf = (sql: Sql, id: string) => ({
  ...sql.all('SELECT typeof(links) AS type, length(links) AS length FROM items WHERE id = ?', id)[0],
});

test.each([HOLDS, 300])(
  'the table has what is in memory, whatever is counted and taken back; memory holds %i',
  (holds) => {
    const sql = open();
    const items = new Items(sql, holds);
    const whole = new ItemGraph();
    const roll = dice(11);
    const counted: GraphStep[] = [];
    for (let i = 0; i < 1_500; i++) {
      const before = [...new Set(Array.from({ length: roll.below(5) }, () => `p${roll.below(400)}`))];
      const one = { ...step(i % 3 === 0 ? 'hot' : `q${roll.below(40)}`, before), bought: before.slice(0, 1) };
      counted.push(one);
      for (const graph of [items.graph, whole]) graph.add(one);
      if (i % 4 === 0) {
        const [gone] = counted.splice(roll.below(counted.length), 1) as [GraphStep];
        for (const graph of [items.graph, whole]) graph.remove(gone);
      }
      if (i % 5 === 0) items.keep();
    }
    items.keep();
    const kept = again(sql);
    const ids = Array.from({ length: 400 }, (_, i) => (i < 40 ? `q${i}` : `p${i}`));
    // Which of equals are let go may differ where an item had too many.
    for (const id of ids) expect(told(kept, id)).toEqual(nearly(told(whole, id)));
    expect(told(kept, 'hot')).toEqual(nearly(told(items.graph, 'hot')));
    expect(told(kept, 'hot').length).toBeGreaterThan(150);
    for (const one of counted) items.graph.remove(one);
    items.keep();
    for (const id of ids) expect(again(sql).counts(id, 0).events).toBe(0);
  },
);

test('a link takes 16 bytes, however heavy it is', () => {
  const sql = open();
  const items = new Items(sql, HOLDS);
  count(items, step('b', ['a']), { ...step('c', ['a']), bought: ['a'] });
  expect(columnOf(sql, 'a')).toEqual({ type: 'blob', length: 32 });
  const more = new Items(sql, HOLDS);
  for (let i = 0; i < 70_000; i++) more.graph.add({ id: 'b', before: ['a'], length: 0, bought: ['a'] });
  more.keep();
  const [link] = again(sql).neighbours('b', 5);
  // Over 2^32 millionths; what was bought together ends at 65,535.
  expect(link).toEqual({
    id: 'a',
    after: 0,
    before: expect.closeTo(70_000 + 1 / (1 + 0.3 * Math.log(2)), 3),
    boughtTogether: 65_535,
  });
  expect(columnOf(sql, 'a')).toEqual({ type: 'blob', length: 32 });
});

test('rows from before, as JSON, are read, and are bytes when they change', () => {
  const sql = open(BEHAVIOUR_SCHEMA.slice(0, 2));
  const insert = (id: string, links: unknown): unknown =>
    sql.run('INSERT INTO items VALUES (?, 3, 1400.5, 0.75, ?)', id, JSON.stringify(links));
  insert('a', [
    ['b', 0.5, 0.25, 1],
    ['gone', 1, 0, 0],
  ]);
  insert('b', [['a', 0.25, 0.5, 1]]);
  migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
  const items = new Items(sql, HOLDS);
  expect(items.graph.neighbours('a', 5)).toEqual([{ id: 'b', after: 0.5, before: 0.25, boughtTogether: 1 }]);
  expect(items.graph.counts('a', 0)).toMatchObject({ events: 3, weight: 0.75 });
  count(items, step('c', ['a']));
  expect(columnOf(sql, 'a')).toEqual({ type: 'blob', length: 32 });
  expect(columnOf(sql, 'b')).toMatchObject({ type: 'text' });
  expect(again(sql).neighbours('a', 5)).toEqual([
    { id: 'c', after: expect.closeTo(1 / (1 + 0.3 * Math.log(2)), 6), before: 0, boughtTogether: 0 },
    { id: 'b', after: 0.5, before: 0.25, boughtTogether: 1 },
  ]);
  expect(again(sql).neighbours('b', 5)).toEqual([{ id: 'a', after: 0.25, before: 0.5, boughtTogether: 1 }]);
});

test('an item that is gone leaves no number, is no neighbour, and may come again', () => {
  const sql = open();
  const items = new Items(sql, HOLDS);
  count(items, step('b', ['a']), step('c', ['b']));
  items.graph.remove(step('c', ['b']));
  items.keep();
  expect(sql.all('SELECT id FROM item_numbers ORDER BY id').map(({ id }) => id)).toEqual(['a', 'b']);
  count(items, step('c', ['b']), step('d', ['c']));
  for (const id of ['a', 'b', 'c', 'd']) expect(told(again(sql), id)).toEqual(nearly(told(items.graph, id)));
  sql.run("DELETE FROM item_numbers WHERE id = 'c'");
  expect(
    again(sql)
      .neighbours('b', 5)
      .map(({ id }) => id),
  ).toEqual(['a']);
});

test('a batch that was broken off leaves no numbers in memory', () => {
  const sql = open();
  const items = new Items(sql, HOLDS);
  const broken = (): void =>
    sql.transaction(() => {
      count(items, step('b', ['a']));
      again(sql).neighbours('a', 5);
      throw new Error('broken off');
    });
  expect(broken).toThrow('broken off');
  items.forget();
  count(items, step('d', ['c']), step('e', ['d']));
  for (const id of ['c', 'd', 'e']) expect(told(again(sql), id)).toEqual(nearly(told(items.graph, id)));
  expect(items.graph.neighbours('a', 5)).toEqual([]);
});

test('a product of many neighbours that nothing is in memory of is read in two statements', () => {
  const sql = open();
  count(new Items(sql, HOLDS), ...Array.from({ length: 240 }, (_, i) => step(`p${i}`, ['hot'])));
  let statements = 0;
  const counting: Sql = {
    ...sql,
    all: (...call) => {
      statements += 1;
      return sql.all(...call);
    },
  };
  expect(again(counting).neighbours('hot', 300)).toHaveLength(240);
  expect(statements).toBe(2);
});
