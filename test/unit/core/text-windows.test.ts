import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth, textWindows } from '../../../src/core/text-windows.ts';

describe('textWindows', () => {
  it('cuts any text into short pieces at their places, losing nothing but blank', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, size) => {
        let end = 0;
        for (const window of textWindows(text, size)) {
          expect(text.slice(window.start, window.start + window.text.length)).toBe(window.text);
          expect(text.slice(end, window.start).trim()).toBe('');
          expect(textWidth(window.text)).toBeLessThanOrEqual(size);
          end = window.start + window.text.length;
          const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1)) && /[\udc00-\udfff]/.test(text.charAt(end));
          expect(isSplit).toBe(false);
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });

  it('counts a Chinese character as two Latin letters', () => {
    expect(textWidth('iPhone13手机壳👍')).toBe(16);
    expect(textWindows('红色连衣裙', 4).map(({ text }) => text)).toEqual(['红色', '连衣', '裙']);
    expect(textWindows('abcdefgh', 4).map(({ text }) => text)).toEqual(['abcd', 'efgh']);
  });

  it('prefers sentence ends', () => {
    expect(textWindows('One sentence. Another one.', 16).map(({ text }) => text)).toEqual([
      'One sentence. ',
      'Another one.',
    ]);
  });
});
