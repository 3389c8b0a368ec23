import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KVNamespace } from '@cloudflare/workers-types';
import { afterAll, describe, expect, test } from 'vitest';
import { getPlatformProxy } from 'wrangler';
import { kvStore } from '../../src/state/store/kv.ts';
import { memoryStore } from '../../src/state/store/memory.ts';
import { sqliteStore } from '../../src/state/store/sqlite.ts';
import { storeSuite } from './suites/store-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

function movableClock() {
  let time = Date.now();
  return {
    now: () => time,
    pass: (milliseconds: number): void => {
      time += milliseconds;
    },
  };
}

storeSuite('memory', () => {
  const { now, pass } = movableClock();
  return { store: memoryStore({ now }), pass };
});

storeSuite('sqlite', () => {
  const { now, pass } = movableClock();
  const store = sqliteStore(join(folder, 'suite/deep/scores.sqlite'), { now });
  return { store, pass, close: () => store.close() };
});

// The same KV that `wrangler dev` has, in workerd.
storeSuite('Workers KV', async () => {
  const proxy = await getPlatformProxy<{ SCORES: KVNamespace }>({
    configPath: fileURLToPath(new URL('../../wrangler.toml', import.meta.url)),
    persist: false,
  });
  return { store: kvStore(proxy.env.SCORES), close: () => proxy.dispose() };
});

describe('sqlite, the file', () => {
  test('is not written to before the turn of the event loop is over', async () => {
    const store = sqliteStore(join(folder, 'turn.sqlite'));
    const written = store.put('a', 'kept', 3_600);
    for (let i = 0; i < 10; i++) await Promise.resolve();
    expect(await store.get('a')).toBeNull();
    await written;
    expect(await store.get('a')).toBe('kept');
    store.close();
  });

  test('outlives the process that wrote it, and calls after the end reject', async () => {
    const file = join(folder, 'again.sqlite');
    const first = sqliteStore(file);
    await first.put('a', 'kept', 3_600);
    first.close();
    await expect(first.get('a')).rejects.toThrow(Error);
    const second = sqliteStore(file);
    expect(await second.get('a')).toBe('kept');
    second.close();
  });

  test('two at once on one file', async () => {
    const file = join(folder, 'shared.sqlite');
    const [one, two] = [sqliteStore(file), sqliteStore(file)];
    await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 ? one : two).put(`${i}`, `${i}`, 3_600)));
    expect(await two.get('1')).toBe('1');
    expect(await one.get('0')).toBe('0');
    one.close();
    two.close();
  });

  test.each([
    ['garbage', Buffer.from('this is no database, and long enough to have a header of a hundred bytes'.repeat(9))],
    ['a damaged database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080, 7)])],
  ])('%s is put aside and begun anew', async (name, bytes) => {
    const file = join(folder, `${name}.sqlite`);
    writeFileSync(file, bytes);
    const store = sqliteStore(file, { now: () => 7 });
    await store.put('a', 'b', 3_600);
    expect(await store.get('a')).toBe('b');
    store.close();
    expect(existsSync(`${file}.unusable-7`)).toBe(true);
  });

  test('a database of another kind is put aside too', async () => {
    const file = join(folder, 'other.sqlite');
    const { DatabaseSync } = await import('node:sqlite');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE entries (something TEXT)');
    other.close();
    const store = sqliteStore(file);
    await store.put('a', 'b', 3_600);
    store.close();
    expect(readdirSync(folder).some((one) => one.startsWith('other.sqlite.unusable-'))).toBe(true);
  });

  test('a place that cannot be written throws', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => sqliteStore(join(folder, 'file/scores.sqlite'))).toThrow(Error);
    expect(() => sqliteStore(folder)).toThrow('unable to open');
  });

  test('holds no more than its entries; the oldest go first, and what has expired', async () => {
    const { now, pass } = movableClock();
    const file = join(folder, 'bounded.sqlite');
    const store = sqliteStore(file, { maxEntries: 10, now });
    for (let i = 0; i < 25; i++) await store.put(`${i}`, 'x', i === 24 ? 1 : 3_600);
    await store.put('15', 'again', 3_600);
    await store.put('new', 'x', 3_600);
    const has = async (key: string): Promise<boolean> => (await store.get(key)) !== null;
    expect(await Promise.all(['14', '16', '15', '24', 'new'].map(has))).toEqual([false, false, true, true, true]);
    store.close();
    pass(1_000);
    sqliteStore(file, { now }).close();
    const { DatabaseSync } = await import('node:sqlite');
    const rows = new DatabaseSync(file).prepare('SELECT key FROM entries ORDER BY id').all();
    expect(rows.map((row) => row['key'])).toEqual(['17', '18', '19', '20', '21', '22', '23', '15', 'new']);
  });
});
