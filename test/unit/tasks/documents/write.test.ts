import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { CatalogActor } from '../../../../src/state/catalog/actor.ts';
import { catalogOf } from '../../../../src/state/catalog/catalog.ts';
import type { Catalog } from '../../../../src/state/catalog/port.ts';
import { createRetrieval } from '../../../../src/state/catalog/retrieval/retrieval.ts';
import { putDocumentsTask } from '../../../../src/tasks/documents.ts';
import { openDatabase } from '../../../support/open-retrieval.ts';

/** A catalogue whose calls take a while before and after, each another one. */
function slowCatalog(seed: number): Catalog {
  const sql = openDatabase();
  const inner = catalogOf(new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan: null }) }), turn);
  const random = randomOf(seed);
  const wait = async (): Promise<void> => {
    for (let turns = Math.floor(8 * random()); turns > 0; turns--) await turn();
  };
  const slow =
    <Values extends unknown[], Result>(call: (...values: Values) => Promise<Result>) =>
    async (...values: Values): Promise<Result> => {
      await wait();
      const result = await call(...values);
      await wait();
      return result;
    };
  return { ...inner, upsert: slow(inner.upsert), page: slow(inner.page), remove: slow(inner.remove) };
}

const version = (name: string, passages: number) => ({
  document: {
    id: 'returns',
    title: '退货',
    text: Array.from({ length: passages }, (_, i) => `# ${i}\n\n${name}`).join('\n\n'),
  },
});

test('of versions that are written at the same time one is left, whole', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const catalog = slowCatalog(seed);
    const sizes = [3, 40, 12, 25];
    await Promise.all(sizes.map((size) => putDocumentsTask([version(`v${size}`, size)], catalog)));
    const found = await catalog.page(null, 500);
    const names = new Set(found.map(({ description }) => description));
    expect([...names]).toEqual([`v${found.length}`]);
  }
});

test('a document that gets shorter loses its end, and is then the same', async () => {
  const catalog = slowCatalog(0);
  const put = async (passages: number) => (await putDocumentsTask([version('30 天', passages)], catalog))[0]?.status;
  expect([await put(700), await put(2), await put(2), await put(3)]).toEqual([
    'created',
    'updated',
    'unchanged',
    'updated',
  ]);
  expect(await catalog.page(null, 500)).toHaveLength(3);
});
