import { expect, test } from 'vitest';
import { settleNames } from '../../../src/ranking/settle-names.ts';

const query = 'mens slim jeans';
const span = (name: string, confidence: number) => ({ name, start: 5, end: 9, confidence });

test('a known word whose name the tagger doubts gets the name of the word lists', () => {
  expect(settleNames(query, [span('material', 0.1)])).toEqual([{ ...span('shape', 0.5) }]);
});

test('what the tagger is sure of, and words that no list has, stay as they are', () => {
  expect(settleNames(query, [span('material', 0.9)])).toEqual([span('material', 0.9)]);
  const unknown = [{ name: 'brand', start: 0, end: 3, confidence: 0.1 }];
  expect(settleNames('zzz jeans', unknown)).toEqual(unknown);
});

test('of words that the tagger doubts together, each that a list has', () => {
  const doubted = [{ name: 'product_type', start: 5, end: 15, confidence: 0.2 }];
  expect(settleNames(query, doubted)).toEqual([
    { name: 'shape', start: 5, end: 9, confidence: 0.5 },
    { name: 'product_type', start: 10, end: 15, confidence: 0.5 },
  ]);
});
