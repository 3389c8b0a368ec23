import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfUnits, unitsOfBytes, unitsOfCodePoints } from '../../../src/core/text-offsets.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const utf8 = new TextEncoder();

test('a slice by bytes is the slice by units', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const points = unitsOfCodePoints(whole);
      const [from = 0, to = 0] = [a, b].map((n) => points[n % points.length] ?? 0).toSorted((x, y) => x - y);
      const bytes = bytesOfUnits(whole);
      const units = unitsOfBytes(whole);
      const slice = utf8.encode(whole).slice(bytes[from], bytes[to]);
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(slice)).toBe(whole.slice(from, to));
      expect([units[bytes[from] ?? -1], units[bytes[to] ?? -1]]).toEqual([from, to]);
    }),
  );
});

test('one entry a position, and the end', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(unitsOfBytes(whole)).toHaveLength(utf8.encode(whole).length + 1);
      expect(bytesOfUnits(whole)).toHaveLength(whole.length + 1);
      expect(unitsOfCodePoints(whole)).toHaveLength(Array.from(whole).length + 1);
    }),
  );
});

test('inside a character is its beginning', () => {
  expect([...unitsOfBytes('a红👟')]).toEqual([0, 1, 1, 1, 2, 2, 2, 2, 4]);
  expect([...bytesOfUnits('a红👟')]).toEqual([0, 1, 4, 4, 8]);
  expect([...unitsOfCodePoints('a👟b')]).toEqual([0, 1, 3, 4]);
  expect([...unitsOfBytes('')]).toEqual([0]);
});
