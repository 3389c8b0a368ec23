import { describe, expect, it } from 'vitest';
import { milliseconds, percent, relevanceText } from '../../../src/console/numbers.ts';

describe('numbers', () => {
  it('writes numbers that do not lie', () => {
    expect([0, 0.00001, 0.5, 0.99999, 1, Number.NaN].map(percent)).toEqual([
      '0.0%',
      '<0.1%',
      '50.0%',
      '>99.9%',
      '100.0%',
      '–',
    ]);
    expect([0, 0.01, 8.61, 123.4].map(milliseconds)).toEqual(['0.0 ms', '<0.1 ms', '8.6 ms', '123 ms']);
    expect(relevanceText(0.9321)).toBe('0.932');
  });
});
