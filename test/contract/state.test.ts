import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { checkpointThread } from '../../src/platform/node/checkpoint-thread.ts';
import { accountsOnDisk, nodeState } from '../../src/platform/node/state.ts';
import { stateThread } from '../../src/platform/node/state-thread.ts';
import { AccountActor } from '../../src/state/account/actor.ts';
import { checkpoint, type NodeSqlite, nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';
import { accountSuite } from './suites/account-suite.ts';
import { catalogSuite } from './suites/catalog-suite.ts';
import { feedbackSuite } from './suites/feedback-suite.ts';
import { impressionsSuite } from './suites/impressions-suite.ts';
import { sqlSuite } from './suites/sql-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-state-'));
const one = nodeState({ directory: join(folder, 'one'), shards: 1 });
const three = nodeState({ directory: join(folder, 'three'), shards: 3 });
const apart = stateThread({ directory: join(folder, 'apart'), shards: 1 });
const opened: NodeSqlite[] = [];
const newFile = (): NodeSqlite => {
  const sql = nodeSqlite(join(folder, `${randomUUID()}.sqlite`));
  opened.push(sql);
  return sql;
};
afterAll(async () => {
  await apart.close();
  one.close();
  three.close();
  for (const sql of opened) sql.close();
  rmSync(folder, { recursive: true });
});

sqlSuite('a file', async (work) => work(newFile()));
impressionsSuite('a file', async (work) => work(newFile()));
catalogSuite('a file', 1, () => one.catalog(randomUUID()));
catalogSuite('three files', 3, () => three.catalog(randomUUID()));
catalogSuite('a file, in a thread of its own', 1, () => apart.catalog(randomUUID()));
accountSuite('a file', () => one.account(randomUUID()));
accountSuite('a file, in a thread of its own', () => apart.account(randomUUID()));
feedbackSuite('a file', () => one.account(randomUUID()));
feedbackSuite('a file, in a thread of its own', () => apart.account(randomUUID()));

describe('the file of a database', () => {
  test('belongs to one process, and to the next one when it is closed', () => {
    const file = join(folder, 'owned.sqlite');
    const first = nodeSqlite(file);
    first.run('CREATE TABLE a (x)');
    expect(() => nodeSqlite(file)).toThrow(expect.objectContaining({ code: 'storage_unavailable' }));
    first.close();
    const second = nodeSqlite(file);
    expect(second.all('SELECT x FROM a')).toEqual([]);
    second.close();
  });

  test('gets what is in its log from others too, while its owner goes on, and the log begins anew', () => {
    const file = join(folder, 'logged.sqlite');
    const sql = nodeSqlite(file);
    opened.push(sql);
    const sizes = (): number[] => [file, `${file}-wal`].map((name) => statSync(name).size);
    const fill = (rows: number): void =>
      sql.transaction(() => {
        for (let i = 0; i < rows; i++) sql.run('INSERT INTO a VALUES (randomblob(3000))');
      });
    sql.run('CREATE TABLE a (x)');
    fill(100);
    checkpoint(file);
    expect(sizes()[0]).toBeLessThan(100_000);
    fill(2_000);
    const [, log] = sizes();
    checkpoint(file);
    expect(sizes()[0]).toBeGreaterThan(6_000_000);
    fill(1_000);
    expect(sizes()[1]).toBe(log);
    expect(sql.all('SELECT count(*) AS n, min(length(x)) AS least FROM a')).toEqual([{ n: 3_100, least: 3_000 }]);
  });

  test('is not made by writing its log', () => {
    const file = join(folder, 'none.sqlite');
    expect(() => checkpoint(file)).toThrow('unable to open');
    expect(existsSync(file)).toBe(false);
  });

  test('waits for the disk again after what has time', async () => {
    const sql = newFile();
    await sql.synced();
    const [full] = sql.all('PRAGMA synchronous');
    sql.run('CREATE TABLE a (x)');
    const during = sql.transaction(() => sql.all('PRAGMA synchronous'), true);
    expect(during).not.toEqual([full]);
    expect(() => sql.transaction(() => sql.run('INSERT INTO none VALUES (1)'), true)).toThrow('no such table');
    expect(sql.all('PRAGMA synchronous')).toEqual([full]);
  });

  test('that is full says so, keeps what it has, and takes more when there is room', () => {
    const sql = newFile();
    sql.run('CREATE TABLE a (x)');
    sql.run('INSERT INTO a VALUES (1)');
    sql.all('PRAGMA max_page_count = 20');
    const fill = (): unknown =>
      sql.transaction(() => {
        sql.run('INSERT INTO a VALUES (2)');
        sql.run('INSERT INTO a VALUES (zeroblob(1000000))');
      });
    expect(fill).toThrow(expect.objectContaining({ code: 'storage_full', status: 507 }));
    expect(sql.all('SELECT x FROM a').map((row) => row['x'])).toEqual([1]);
    sql.all('PRAGMA max_page_count = 10000');
    fill();
    expect(sql.all('SELECT count(*) AS n FROM a')[0]?.['n']).toBe(3);
  });
});

test.each([1, 3])('the accounts that have a catalogue of %i shards on disk are told', async (shards) => {
  const files = { directory: join(folder, `told-${shards}`), shards };
  const state = nodeState(files);
  expect(accountsOnDisk(files)).toEqual([]);
  await state.catalog('shop-1').upsert([{ id: 'a', title: 'dress' }]);
  await state.catalog('a.b_C').status();
  expect(accountsOnDisk(files).toSorted()).toEqual(['a.b_C', 'shop-1']);
  expect(accountsOnDisk({ ...files, shards: 2 })).toEqual([]);
  state.close();
  const again = nodeState(files);
  expect((await again.catalog('shop-1').status()).products).toBe(1);
  again.close();
});

describe('the thread of the databases', () => {
  const files = { directory: join(folder, 'thread'), shards: 1 };

  test('answers what it was asked before it ends, and nothing after', async () => {
    const thread = stateThread(files);
    const catalog = thread.catalog('shop');
    const written = catalog.upsert(Array.from({ length: 200 }, (_, i) => ({ id: `p${i}`, title: 'dress' })));
    await thread.close();
    expect(await written).toHaveLength(200);
    await expect(catalog.status()).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  test('an error is the AppError that it was, and a defect is none', async () => {
    const thread = stateThread(files);
    const other = nodeSqlite(join(folder, 'thread/catalogs/taken.sqlite'));
    await expect(thread.catalog('taken').status()).rejects.toMatchObject({
      name: 'AppError',
      code: 'storage_unavailable',
      detail: expect.stringContaining('taken.sqlite'),
    });
    other.close();
    expect(await thread.catalog('taken').status()).toMatchObject({ products: 0 });
    const broken = thread.catalog('taken').upsert([{ id: null as never, title: 'x' }]);
    await expect(broken).rejects.toThrow('NOT NULL');
    await expect(broken).rejects.not.toMatchObject({ name: 'AppError' });
    await thread.close();
  });
});

test('the thread that writes logs finds those of a folder', async () => {
  const file = join(folder, 'checkpoints/shop/a.sqlite');
  const sql = nodeSqlite(file);
  opened.push(sql);
  const thread = checkpointThread(join(folder, 'checkpoints'));
  thread.start();
  sql.run('CREATE TABLE a (x)');
  sql.transaction(() => {
    for (let i = 0; i < 2_000; i++) sql.run('INSERT INTO a VALUES (randomblob(3000))');
  });
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(6_000_000), { timeout: 10_000 });
  await thread.close();
  expect(sql.all('SELECT count(*) AS n FROM a')).toEqual([{ n: 2_000 }]);
});

test('an answer is kept for 24 hours', () => {
  let time = 1_000;
  const account = new AccountActor({ sql: newFile(), now: () => time });
  const answer = { status: 200, contentType: 'text/plain', body: 'x' };
  account.begin('k', 'r', 60_000);
  account.finish('k', answer);
  time += 24 * 60 * 60 * 1_000 - 1;
  expect(account.begin('k', 'r', 60_000)).toEqual({ state: 'done', answer });
  time += 1;
  expect(account.begin('k', 'r', 60_000)).toEqual({ state: 'new' });
});
