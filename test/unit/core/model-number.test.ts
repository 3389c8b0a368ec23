import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findModelNumbers } from '../../../src/core/model-number.ts';

const found = (text: string): string[] => findModelNumbers(text).map((span) => span.text);

describe('findModelNumbers', () => {
  it.each([
    ['samsung SM-G991B case', ['SM-G991B']],
    ['索尼WH-1000XM4', ['WH-1000XM4']],
    ['格力 kfr-35gw 空调', ['kfr-35gw']],
    ['isbn 9780142437247', ['9780142437247']],
    ['et-2850 ink', ['et-2850']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  it.each([
    '32x30',
    '500ml',
    '2024',
    '2xl',
    '10-20cm',
    'iphone13',
    '5g',
    '12pcs',
    '3d',
    'a4',
    '4k tv',
    '205/55r16',
    'wifi6',
    'red',
  ])('none in %s', (text) => expect(found(text)).toEqual([]));

  it('gives exact substrings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const span of findModelNumbers(text)) expect(span.text).toBe(text.slice(span.start, span.end));
      }),
    );
  });
});
