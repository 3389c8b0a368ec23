import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/ranking/relevance.ts';

const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 });

describe('judge', () => {
  it('gives a distribution that sums to 1, and its expected gain', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.2, max: 5, noNaN: true }), fc.boolean(), (x, temperature, conflict) => {
        const { distribution: d, relevance } = judge(x, temperature, conflict);
        expect(d.exact + d.substitute + d.complement + d.irrelevant).toBeCloseTo(1, 9);
        expect(relevance).toBeCloseTo(d.exact + 0.1 * d.substitute + 0.01 * d.complement, 9);
      }),
    );
  });

  it('never calls a conflict exact, whatever the model says', () => {
    fc.assert(fc.property(logits, (x) => judge(x, 1, true).relation !== 'exact'));
    expect(judge([9, 0, 0, 0], 1, true).relation).toBe('substitute');
    expect(judge([9, 0, 0, 0], 1, false).relation).toBe('exact');
  });
});
