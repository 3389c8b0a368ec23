import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitsSet,
  closest,
  editDistance,
  letterBits,
} from '../../../../../src/state/catalog/retrieval/edit-distance.ts';

test.each([
  ['shoes', 'shoes', 0],
  ['sheos', 'shoes', 1],
  ['shoe', 'shoes', 1],
  ['shoos', 'shoes', 1],
  ['sweetner', 'sweetener', 1],
  ['vinpositine', 'vinpocetine', 2],
  ['', 'ab', 2],
  ['lamp', 'table', 3],
])('%j to %j takes %i edits', (one, other, edits) => {
  expect(editDistance(one, other, 2)).toBe(edits);
  expect(editDistance(other, one, 2)).toBe(edits);
});

test('a word after so many edits is never left out by its letters', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'abcdeé') });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const edits = editDistance(one, other, 3);
      expect(bitsSet(letterBits(one) ^ letterBits(other))).toBeLessThanOrEqual(edits > 3 ? 32 : 2 * edits);
    }),
  );
});

test('the nearest names come first', () => {
  expect(closest('colour', ['price', 'color', 'colors', 'brand'], 3)).toStrictEqual(['color', 'colors']);
  expect(closest('zzz', ['price', 'brand'], 3)).toStrictEqual([]);
});
