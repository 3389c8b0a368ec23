import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextBatch } from '../../../../../src/models/drivers/onnx/next-batch.ts';

const limits = { items: 32, paddedTokens: 4096, runCost: 16 };

test('texts of about one length share a batch, the first is in it', () => {
  expect(nextBatch([8, 120, 9, 7, 118, 8], limits).toSorted()).toEqual([0, 2, 3, 5]);
  expect(nextBatch([120, 8, 9, 7, 118, 8], limits).toSorted()).toEqual([0, 4]);
});

test('a little padding is cheaper than a run', () => {
  expect(nextBatch([8, 10, 12], limits)).toHaveLength(3);
});

test('a text longer than the budget goes alone', () => {
  expect(nextBatch([5000, 8], limits)).toEqual([0]);
});

test('within the limits, no text twice, the first always', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 512 }), { minLength: 1, maxLength: 200 }), (lengths) => {
      const batch = nextBatch(lengths, limits);
      const longest = Math.max(...batch.map((index) => lengths[index] ?? 0));
      expect(batch).toContain(0);
      expect(new Set(batch).size).toBe(batch.length);
      expect(batch.length).toBeLessThanOrEqual(limits.items);
      expect(batch.length * longest).toBeLessThanOrEqual(limits.paddedTokens);
    }),
  );
});
