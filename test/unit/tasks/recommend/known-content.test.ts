import { expect, test } from 'vitest';
import { KnownContents } from '../../../../src/tasks/recommend/known-content.ts';
import type { Behaviour } from '../../../../src/state/behaviour/port.ts';
import type { Catalog } from '../../../../src/state/catalog/port.ts';
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
const deferred: Promise<unknown>[] = [];
const shop = { catalog, behaviour, defer: (work: Promise<unknown>) => void deferred.push(work) };
const settled = (): Promise<unknown> => Promise.all(deferred.splice(0));

test('a shop’s products are learnt with what is like them, and who hardly anybody has had is told', async () => {
  const content = new KnownContents().of('shop');
  await content.learn([[{ id: 'a' }]], [], shop, { now: 0, isUnlinked: false });
  expect(content.index.size).toBe(1);
  // One that is known is looked up beside the answer.
  await content.learn([[{ id: 'a' }]], ['a', 'gone'], shop, { now: 0, isUnlinked: false });
  await settled();
  expect(content.index.size).toBe(4);
  expect([...content.newcomers].toSorted()).toEqual(['b', 'c', 'd']);
  expect(content.counts[content.index.numbers.of('a')]).toMatchObject({ events: 9 });
  expect(await content.holding({ fields: { brand: ['acme'] }, not: {} }, [], shop)).toEqual(['c', 'd']);
  events['b'] = 9;
  await content.learn([[{ id: 'b' }]], [], shop, { now: 600_001, isUnlinked: false });
  await settled();
  expect([...content.newcomers].toSorted()).toEqual(['b', 'c', 'd']);
  await content.learn([[{ id: 'b' }]], [], shop, { now: 600_002, isUnlinked: false });
  expect([...content.newcomers].toSorted()).toEqual(['c', 'd']);
  expect(content.index.size).toBe(4);
});

test('what is like a product that is new to a shop is there for its first answer; others are looked up at a pace', async () => {
  const content = new KnownContents().of('shop');
  await content.learn([], ['a'], shop, { now: 0, isUnlinked: false });
  expect(content.index.size).toBe(4);
  expect(await settled()).toEqual([]);
  let searches = 0;
  const counting = {
    ...shop,
    catalog: { ...catalog, search: (request) => ((searches += 1), catalog.search(request)) } satisfies Catalog,
  };
  for (const now of [1_000, 1_100, 1_200, 1_250]) {
    await content.learn([], ['a', 'b', 'c', 'd'], counting, { now, isUnlinked: false });
  }
  await settled();
  expect(searches).toBe(2);
});

test('where nothing is linked to a product, what is like it is there for the answer, whether it was known or not', async () => {
  const content = new KnownContents().of('shop');
  await content.learn([[{ id: 'a' }]], [], shop, { now: 0, isUnlinked: true });
  expect(content.index.size).toBe(1);
  await content.learn([[{ id: 'a' }]], ['a'], shop, { now: 0, isUnlinked: true });
  expect(content.index.size).toBe(4);
  expect(await settled()).toEqual([]);
});

test('past so many products the shop not asked for the longest time is forgotten', async () => {
  const contents = new KnownContents(10);
  const of = async (account: string): Promise<number> => {
    const content = contents.of(account);
    const { size } = content.index;
    await content.learn([['a', 'b', 'c', 'd'].map((id) => ({ id }))], [], shop, { now: 0, isUnlinked: false });
    return size;
  };
  expect([await of('one'), await of('two'), await of('one'), await of('two')]).toEqual([0, 0, 4, 4]);
  // `one` goes for it.
  expect([await of('three'), await of('two')]).toEqual([0, 4]);
  expect([await of('one'), await of('two')]).toEqual([0, 4]);
});
