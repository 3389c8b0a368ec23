import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../../../../src/state/migrations.ts';
import { createDoclists } from '../../../../../src/state/catalog/retrieval/doclists.ts';
import { MIGRATIONS } from '../../../../../src/state/catalog/retrieval/schema.ts';
import { openDatabase } from '../../../../support/open-retrieval.ts';

const PHRASES = ['red', 'dress', 'red dress', '连衣', '10.5'];

const word = fc.constantFrom('red', 'dress', '连衣', '10.5');
const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), position: fc.nat(20), title: text, body: text }),
  fc.record({ kind: fc.constant('remove' as const), position: fc.nat(20) }),
  fc.record({
    kind: fc.constant('read' as const),
    phrase: fc.constantFrom(...PHRASES),
  }),
);

test('kept lists are what a fresh reading gives, whatever was written between', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const sql = openDatabase();
      migrate(sql, 'retrieval', MIGRATIONS);
      const doclists = createDoclists(sql);
      for (const one of steps) {
        if (one.kind === 'read') doclists.of(one.phrase);
        else if (one.kind === 'remove') sql.run('DELETE FROM search_words WHERE rowid = ?', one.position + 1);
        else {
          sql.run(
            'INSERT OR REPLACE INTO search_words (rowid, title, fields, body) VALUES (?, ?, ?, ?)',
            one.position + 1,
            one.title,
            '',
            one.body,
          );
        }
        if (one.kind !== 'read') doclists.changed(one.position);
      }
      for (const phrase of PHRASES) expect(doclists.of(phrase)).toStrictEqual(createDoclists(sql).of(phrase));
    }),
    { numRuns: 40 },
  );
});

test('a phrase is found in its order and in one column', () => {
  const sql = openDatabase();
  migrate(sql, 'retrieval', MIGRATIONS);
  const write = 'INSERT INTO search_words (rowid, title, fields, body) VALUES (?, ?, ?, ?)';
  sql.run(write, 1, 'red dress', 'red', '');
  sql.run(write, 2, 'dress red', '', 'red dress');
  sql.run(write, 3, 'red', 'dress', '');
  const doclists = createDoclists(sql);
  expect(doclists.of('red dress')).toStrictEqual({ positions: Uint32Array.of(0, 1), columns: Uint8Array.of(1, 4) });
  expect(doclists.of('red').columns).toStrictEqual(Uint8Array.of(3, 5, 1));
});
