import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/ranking/relevance.ts';

const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 });

const conflicts = fc.constantFrom<string[]>([], ['color: red'], ['product_type: 手机']);

describe('judge', () => {
  it('gives a distribution that sums to 1, and its expected gain', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.2, max: 5, noNaN: true }), conflicts, (x, temperature, conflict) => {
        const { distribution: d, relevance } = judge(x, temperature, conflict);
        expect(d.exact + d.substitute + d.complement + d.irrelevant).toBeCloseTo(1, 9);
        expect(relevance).toBeCloseTo(d.exact + 0.1 * d.substitute + 0.01 * d.complement, 9);
      }),
    );
  });

  it('shares out all of a very sure model’s `exact` where the product is of another kind', () => {
    const { distribution: d } = judge([10, 0, 0, 0], 0.3, ['product_type: 手机']);
    expect(d.exact).toBeCloseTo(0.02, 9);
    for (const other of [d.substitute, d.complement, d.irrelevant]) expect(other).toBeCloseTo(0.98 / 3, 9);
  });

  it('never calls a conflict exact, whatever the model says', () => {
    const broken = conflicts.filter((list) => list.length > 0);
    fc.assert(fc.property(logits, broken, (x, conflict) => judge(x, 1, conflict).relation !== 'exact'));
    expect(judge([9, 0, 0, 0], 1, ['color: red']).relation).toBe('substitute');
    expect(judge([9, 0, 0, 0], 1, []).relation).toBe('exact');
  });

  it('leaves it to the model what a product of another kind is instead', () => {
    expect(judge([9, 0, 1, 2], 1, ['product_type: 手机']).relation).toBe('irrelevant');
    expect(judge([9, 0, 2, 1], 1, ['product_type: 手机壳']).relation).toBe('complement');
    expect(judge([900, 0, 0, 0], 1, ['product_type: 手机']).relation).toBe('irrelevant');
  });
});
