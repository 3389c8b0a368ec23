import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { personalise, type Placed } from '../../../src/ranking/personalise.ts';

const hit = fc.record<Placed>({
  relation: fc.constantFrom('exact', 'substitute', 'complement'),
  conflicts: fc.constantFrom([], ['price: 90']),
  soldOut: fc.boolean(),
  pinned: fc.boolean(),
  score: fc.double({ min: -1, max: 2, noNaN: true }),
});
const kindOf = ({ relation, conflicts, soldOut, pinned }: Placed): unknown[] => [relation, conflicts, soldOut, pinned];

test('which kind of hit stands at which place never changes; within a kind the score decides', () => {
  fc.assert(
    fc.property(fc.array(hit, { maxLength: 40 }), (hits) => {
      const ordered = personalise(hits);
      expect(ordered.map(kindOf)).toEqual(hits.map(kindOf));
      expect(new Set(ordered)).toEqual(new Set(hits));
      expect(ordered.map((one) => (one.pinned ? one : null))).toEqual(hits.map((one) => (one.pinned ? one : null)));
      const free = ordered.filter(({ pinned }) => !pinned);
      for (const [i, one] of free.entries()) {
        const later = free.slice(i + 1).filter((other) => String(kindOf(other)) === String(kindOf(one)));
        for (const other of later) expect(other.score).toBeLessThanOrEqual(one.score);
      }
      expect(personalise(ordered)).toEqual(ordered);
    }),
  );
});
