import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64OfFloats, floatsOfBase64 } from '../../../src/core/base64.ts';

it('gives any vector back, a part of a buffer too', () => {
  fc.assert(
    fc.property(fc.float32Array(), (vector) => {
      expect(floatsOfBase64(base64OfFloats(vector))).toEqual(vector);
      expect(floatsOfBase64(base64OfFloats(vector.subarray(1)))).toEqual(vector.slice(1));
    }),
  );
});

it('is little-endian', () => expect(base64OfFloats(new Float32Array([1]))).toBe('AACAPw=='));

it.each(['?', 'AAAA', 'a'])('%s is no vector', (text) => expect(floatsOfBase64(text)).toBeNull());
