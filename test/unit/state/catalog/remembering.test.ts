import { expect, test } from 'vitest';
import type { Catalog } from '../../../../src/state/catalog/port.ts';
import { ProductMemory } from '../../../../src/state/catalog/remembering.ts';
import { memoryCatalog } from '../../../support/memory-catalog.ts';

const product = (id: string, title: string) => ({ id, title });

/** A catalogue that tells which products were asked of it. */
function watched(...titles: string[]) {
  const asked: string[][] = [];
  const inner = memoryCatalog(titles.map((title, i) => product(`p${i}`, title)));
  const told: Catalog = {
    ...inner,
    get: (ids) => {
      asked.push([...ids]);
      return inner.get(ids);
    },
  };
  return { asked, inner, told };
}

const titlesOf = (found: Awaited<ReturnType<Catalog['get']>>): (string | undefined)[] =>
  found.map((one) => one?.product.title);

test('a product is asked for once, what is not there each time', async () => {
  const { asked, told } = watched('red shoes', '蓝色裙子');
  const catalog = new ProductMemory(1e6).over('shop', told);
  expect(titlesOf(await catalog.get(['p0', 'none', 'p1']))).toEqual(['red shoes', undefined, '蓝色裙子']);
  expect(titlesOf(await catalog.get(['p1', 'none', 'p0']))).toEqual(['蓝色裙子', undefined, 'red shoes']);
  expect(asked).toEqual([['p0', 'none', 'p1'], ['none']]);
});

test('what is written or removed is asked for anew, of its own shop only', async () => {
  const { asked, told } = watched('red shoes', 'blue dress');
  const other = watched('green hat');
  const memory = new ProductMemory(1e6);
  const [catalog, another] = [memory.over('shop', told), memory.over('other', other.told)];
  await Promise.all([catalog.get(['p0', 'p1']), another.get(['p0'])]);
  await catalog.upsert([product('p0', 'red boots')]);
  await catalog.remove(['p1']);
  expect(titlesOf(await memory.over('shop', told).get(['p0', 'p1']))).toEqual(['red boots', undefined]);
  expect(asked).toHaveLength(2);
  expect(titlesOf(await another.get(['p0']))).toEqual(['green hat']);
  expect(other.asked).toHaveLength(1);
});

test('an answer that a change overtook is not kept', async () => {
  const { inner } = watched('red shoes');
  let release = (): void => undefined;
  const slow: Catalog = {
    ...inner,
    async get(ids) {
      const found = await inner.get(ids);
      await new Promise<void>((resolve) => (release = resolve));
      return found;
    },
  };
  const memory = new ProductMemory(1e6);
  const asking = memory.over('shop', slow).get(['p0']);
  await Promise.resolve();
  await memory.over('shop', inner).upsert([product('p0', 'red boots')]);
  release();
  expect(titlesOf(await asking)).toEqual(['red shoes']);
  expect(titlesOf(await memory.over('shop', inner).get(['p0']))).toEqual(['red boots']);
});

test('it takes no more than it may', async () => {
  const titles = Array.from({ length: 20 }, (_, i) => `shoes ${i}`);
  const { asked, told } = watched(...titles);
  const catalog = new ProductMemory(6_000).over('shop', told);
  for (const [i] of titles.entries()) await catalog.get([`p${i}`]);
  await catalog.get(['p19']);
  expect(asked).toHaveLength(20);
  await catalog.get(['p0']);
  expect(asked).toHaveLength(21);
});
