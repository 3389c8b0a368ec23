import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeState } from '../../src/platform/node/state.ts';
import { CatalogActor } from '../../src/state/catalog/actor.ts';
import { catalogOf } from '../../src/state/catalog/catalog.ts';
import { createRetrieval } from '../../src/state/catalog/retrieval/retrieval.ts';
import { nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';
import { dice } from '../support/dice.ts';
import { lastToldBy } from '../support/killed-child.ts';
import { batchOf } from '../support/numbered-batch.ts';
import { search } from './suites/catalog-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-state-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KILLS = 12;

test(
  `a process killed ${KILLS} times while it writes has lost nothing that it told of`,
  { timeout: 300_000 },
  async () => {
    const directory = join(folder, 'killed');
    const roll = dice(6);
    let next = 0;
    let told = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await lastToldBy('./writing-child.ts', directory, next, roll.below(400));
      expect(last).toBeGreaterThanOrEqual(next);
      told += last + 1 - next;
      const state = nodeState({ directory, shards: 1 });
      const catalog = state.catalog('shop');
      for (let number = next; number <= last; number++) {
        const batch = batchOf(number).slice(1);
        const kept = await catalog.get(batch.map(({ id }) => id));
        expect(kept.map((one) => one?.product)).toEqual(batch);
      }
      // Words, products and counts are of one state.
      const answer = await catalog.search(search(`number${last} piece3`));
      expect(answer.candidates[0]?.product.id).toBe(`${last}-3`);
      const [newest] = await catalog.get(['last']);
      expect(newest?.product.stock).toBeGreaterThanOrEqual(last);
      const status = await catalog.status();
      expect(status.products).toBe(answer.matching);
      expect(status.pending).toBe(2 * status.products);
      state.close();
      next = Number(newest?.product.stock) + 1;
    }
    expect(told).toBeGreaterThan(KILLS);
  },
);

test('a full disk refuses a batch, keeps what is there, and takes more when there is room', async () => {
  const sql = nodeSqlite(join(folder, 'full.sqlite'));
  const open = () =>
    catalogOf(new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan: null }) }), async () => {});
  const catalog = open();
  await catalog.upsert(batchOf(1));
  const found = async (of = catalog) => (await of.search(search('batch piece7'))).candidates[0]?.product.id;
  const [pages] = sql.all<{ page_count: number }>('PRAGMA page_count');
  sql.all(`PRAGMA max_page_count = ${Number(pages?.page_count) + 40}`);
  let number = 2;
  const fill = async (): Promise<never> => {
    for (;;) {
      await catalog.upsert(batchOf(number));
      number += 1;
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'storage_full', status: 507 });
  const kept = await catalog.get(batchOf(1).map(({ id }) => id));
  expect(kept.slice(1).map((one) => one?.product)).toEqual(batchOf(1).slice(1));
  const { products } = await catalog.status();
  expect((await catalog.search(search('batch'))).matching).toBe(products);
  // What is in memory is what is in the tables.
  expect(await found()).toBe(await found(open()));
  expect(await catalog.upsert(batchOf(1).slice(1))).toEqual(Array.from({ length: 70 }, () => 'unchanged'));

  sql.all('PRAGMA max_page_count = 100000');
  await catalog.upsert(batchOf(number));
  expect((await catalog.search(search(`number${number} piece3`))).candidates[0]?.product.id).toBe(`${number}-3`);
  sql.close();
});
