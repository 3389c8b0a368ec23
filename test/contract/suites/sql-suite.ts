import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/state/migrations.ts';
import type { Sql } from '../../../src/state/sql.ts';

/** Runs work on an empty database, where such a database may be touched. */
export type Within = (work: (sql: Sql) => void) => Promise<void>;

/** What every database promises. */
export function sqlSuite(name: string, within: Within): void {
  describe(`sql: ${name}`, () => {
    test('gives back every kind of value', () =>
      within((sql) => {
        sql.run('CREATE TABLE kinds (a, b, c, d, e)');
        const blob = Uint8Array.from([0, 1, 255]);
        sql.run('INSERT INTO kinds VALUES (?, ?, ?, ?, ?)', '红色 \u0000 👗', -1.5, 2 ** 40, null, blob.subarray(1));
        const [row] = sql.all('SELECT * FROM kinds');
        expect({ ...row }).toEqual({ a: '红色 \u0000 👗', b: -1.5, c: 2 ** 40, d: null, e: Uint8Array.from([1, 255]) });
        expect(row?.['e']).toBeInstanceOf(Uint8Array);
        expect(sql.all('SELECT * FROM kinds WHERE a = ?', 'none')).toEqual([]);
      }));

    test('counts the rows changed, whatever its indexes', () =>
      within((sql) => {
        sql.run('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)');
        sql.run('CREATE INDEX things_by_name ON things (name)');
        expect(sql.run("INSERT INTO things (name) VALUES ('a'), ('b'), ('c')")).toBe(3);
        expect(sql.run('UPDATE things SET name = ? WHERE name <> ?', 'z', 'a')).toBe(2);
        expect(sql.run('DELETE FROM things WHERE name = ?', 'none')).toBe(0);
      }));

    test('takes a blob of a megabyte, and counts its bytes', () =>
      within((sql) => {
        sql.run('CREATE TABLE large (value BLOB)');
        const before = sql.size();
        const value = new Uint8Array(1_500_000).fill(7);
        sql.run('INSERT INTO large VALUES (?)', value);
        expect(sql.all('SELECT value FROM large')[0]?.['value']).toEqual(value);
        expect(sql.size() - before).toBeGreaterThan(1_400_000);
      }));

    test('has FTS5 and JSON', () =>
      within((sql) => {
        sql.run("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter')");
        sql.run('INSERT INTO words (rowid, text) VALUES (7, ?)', 'running shoes');
        expect(sql.all('SELECT rowid FROM words WHERE words MATCH ?', 'run').map((row) => row['rowid'])).toEqual([7]);
        expect(sql.all("SELECT value FROM json_each('[1,2]')").map((row) => row['value'])).toEqual([1, 2]);
      }));

    test.each([false, true])('a transaction is all or nothing, and gives its result; it has time: %s', (hasTime) =>
      within((sql) => {
        sql.run('CREATE TABLE counts (n INTEGER)');
        const result = sql.transaction(() => {
          sql.run('INSERT INTO counts VALUES (1)');
          return sql.all('SELECT n FROM counts').length;
        }, hasTime);
        expect(result).toBe(1);
        const broken = (): void =>
          sql.transaction(() => {
            sql.run('INSERT INTO counts VALUES (2)');
            throw new Error('broken off');
          }, hasTime);
        expect(broken).toThrow('broken off');
        expect(sql.all('SELECT n FROM counts').map((row) => row['n'])).toEqual([1]);
        // It can go on.
        sql.transaction(() => sql.run('INSERT INTO counts VALUES (3)'));
        expect(sql.all('SELECT n FROM counts').map((row) => row['n'])).toEqual([1, 3]);
      }),
    );

    test('a statement that is none throws, and breaks nothing', () =>
      within((sql) => {
        expect(() => sql.run('SELEKT 1')).toThrow('syntax error');
        expect(sql.all('SELECT 1 AS one')[0]?.['one']).toBe(1);
      }));

    describe('migrations', () => {
      test('each once, in order', () =>
        within((sql) => {
          const first = ['CREATE TABLE a (x)', 'INSERT INTO a VALUES (1)'];
          migrate(sql, 'a', [first]);
          migrate(sql, 'a', [first]);
          migrate(sql, 'a', [first, ['INSERT INTO a VALUES (2)']]);
          migrate(sql, 'b', [['CREATE TABLE b (x)']]);
          expect(sql.all('SELECT x FROM a').map((row) => row['x'])).toEqual([1, 2]);
        }));

      test('one that fails leaves the version before it', () =>
        within((sql) => {
          const good = ['CREATE TABLE a (x)'];
          expect(() => migrate(sql, 'a', [good, ['INSERT INTO a VALUES (1)', 'INSERT INTO none VALUES (1)']])).toThrow(
            'no such table',
          );
          expect(sql.all('SELECT x FROM a')).toEqual([]);
          migrate(sql, 'a', [good, ['INSERT INTO a VALUES (3)']]);
          expect(sql.all('SELECT x FROM a').map((row) => row['x'])).toEqual([3]);
        }));

      test('a database of a newer release is refused', () =>
        within((sql) => {
          migrate(sql, 'a', [[], []]);
          expect(() => migrate(sql, 'a', [[]])).toThrow('version 2 of a, and this release knows 1');
        }));
    });
  });
}
