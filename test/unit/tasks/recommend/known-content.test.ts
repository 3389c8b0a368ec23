import { expect, test } from 'vitest';
import { KnownContents } from '../../../../src/tasks/recommend/known-content.ts';
import type { Behaviour } from '../../../../src/state/behaviour/port.ts';
import { memoryCatalog } from '../../../support/memory-catalog.ts';

const catalog = memoryCatalog(
  ['a', 'b', 'c', 'd'].map((id) => ({ id, title: `Red dress ${id}`, brand: id < 'c' ? 'Zest' : 'Acme' })),
);
const events: Record<string, number> = { a: 9 };
const behaviour = {
  neighbours: async (ids: readonly string[]) => ({
    neighbours: ids.map(() => []),
    counts: ids.map((id) => ({ id, popularity: events[id] ?? 0, events: events[id] ?? 0, weight: 0 })),
  }),
} satisfies Partial<Behaviour> as unknown as Behaviour;
const shop = { catalog, behaviour };

test('a shop’s products are learnt with what is like them, and who hardly anybody has had is told', async () => {
  const content = new KnownContents().of('shop');
  await content.learn(['a'], [], shop, 0);
  expect(content.index.size).toBe(1);
  await content.learn(['a'], ['a', 'gone'], shop, 0);
  expect(content.index.size).toBe(4);
  expect([...content.newcomers].toSorted()).toEqual(['b', 'c', 'd']);
  expect(content.counts.get('a')).toMatchObject({ events: 9 });
  expect(await content.holding({ fields: { brand: ['acme'] }, not: {} }, [], shop)).toEqual(['c', 'd']);
  events['b'] = 9;
  await content.learn(['b'], [], shop, 600_001);
  expect([content.index.size, content.newcomers.size]).toEqual([1, 0]);
});

test('past so many products the shop not asked for the longest time is forgotten', async () => {
  const contents = new KnownContents(10);
  const of = async (account: string): Promise<number> => {
    const content = contents.of(account);
    const { size } = content.index;
    await content.learn(['a', 'b', 'c', 'd'], [], shop, 0);
    return size;
  };
  expect([await of('one'), await of('two'), await of('one'), await of('two')]).toEqual([0, 0, 4, 4]);
  // `one` goes for it.
  expect([await of('three'), await of('two')]).toEqual([0, 4]);
  expect([await of('one'), await of('two')]).toEqual([0, 4]);
});
