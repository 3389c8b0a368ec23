import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readViewState, writeViewState } from '../../../src/console/view-state.ts';

describe('view state', () => {
  it('comes back from the address as it was', () => {
    const text = fc.string({ unit: 'grapheme' });
    const state = fc.record(
      {
        intent: fc.record({ query: text }),
        attributes: fc.record({ text, reading: fc.constantFrom('query' as const, 'product' as const), names: text }),
        match: fc.record({ query: text, products: text }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(state, (written) => {
        expect(readViewState(`#${writeViewState(written)}`)).toEqual(written);
      }),
    );
  });

  it('leaves out what it does not know', () => {
    expect(readViewState('#intent-query')).toEqual({});
    expect(readViewState('')).toEqual({});
  });
});
