import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../../../../src/state/migrations.ts';
import { bitmap, count, has } from '../../../../../src/state/catalog/retrieval/bitmap.ts';
import { createPostings } from '../../../../../src/state/catalog/retrieval/postings.ts';
import { MIGRATIONS } from '../../../../../src/state/catalog/retrieval/schema.ts';
import { openDatabase } from '../../../../support/open-retrieval.ts';

const CAPACITY = 9_000;

test('postings are a set of positions a value, few or many, over segments', () => {
  const sql = openDatabase();
  migrate(sql, 'retrieval', MIGRATIONS);
  const postings = createPostings(sql);
  const change = fc.record({
    add: fc.boolean(),
    value: fc.constantFrom('red', '红色'),
    from: fc.nat(CAPACITY - 400),
    many: fc.constantFrom(1, 3, 300),
  });
  const held = { red: new Set<number>(), 红色: new Set<number>() };
  fc.assert(
    fc.property(change, ({ add, value, from, many }) => {
      const set = held[value];
      sql.transaction(() => {
        for (let position = from; position < from + many; position++) {
          postings[add ? 'add' : 'remove']('color', value, position);
          set[add ? 'add' : 'delete'](position);
        }
      });
      const found = postings.having('color', [value], CAPACITY);
      expect(count(found)).toBe(set.size);
      expect([...set].every((position) => has(found, position))).toBe(true);
    }),
    { numRuns: 40 },
  );
  const both = new Set([...held.red, ...held['红色']]);
  expect(count(postings.having('color', ['red', '红色'], CAPACITY))).toBe(both.size);
});

test('a value that nobody has any more leaves no row, and its field is unknown', () => {
  const sql = openDatabase();
  migrate(sql, 'retrieval', MIGRATIONS);
  const postings = createPostings(sql);
  postings.add('material', 'wool', 5_000);
  postings.add('brand', 'a', 1);
  expect(postings.fields(10)).toStrictEqual(['brand', 'material']);
  expect(postings.where('material', (value) => value === 'wool', 6_000)).not.toStrictEqual(bitmap(6_000));
  postings.remove('material', 'wool', 5_000);
  expect(postings.known('material')).toBe(false);
  expect(sql.all('SELECT * FROM search_postings')).toHaveLength(1);
});
