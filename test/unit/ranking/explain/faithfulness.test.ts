import { expect, test } from 'vitest';
import { byWeight, faithfulnessOf } from '../../../../src/ranking/explain/faithfulness.ts';
import { type Mask, sizeOf } from '../../../../src/ranking/explain/mask.ts';

/** Half of what there is hangs on the third of ten words, the rest on nothing. */
const value = (mask: Mask): number => 0.5 + 0.5 * (mask[2] ?? 0);

test('the words of most weight come first, of equal ones the earlier', () => {
  expect(byWeight([0.1, -2, 0.5, 0.1])).toEqual([2, 0, 3, 1]);
});

test('the one word that matters first: all is lost without it and nothing with it alone', () => {
  const { figures } = faithfulnessOf([2, 0, 1, 3, 4, 5, 6, 7, 8, 9]);
  expect(figures(value)).toEqual({ comprehensiveness: 0.5, sufficiency: 0 });
});

test('the one word that matters last: nothing is lost without the others, all with them alone', () => {
  const { figures } = faithfulnessOf([0, 1, 3, 4, 5, 6, 7, 8, 9, 2]);
  expect(figures(value)).toEqual({ comprehensiveness: 0, sufficiency: 0.5 });
});

test('the bins are ERASER’s, one word at least', () => {
  const { masks } = faithfulnessOf(Array.from({ length: 100 }, (_, i) => i));
  expect(masks.map(sizeOf)).toEqual([100, 1, 5, 10, 20, 50, 99, 95, 90, 80, 50]);
  expect(faithfulnessOf([0]).masks.map(sizeOf)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
});
