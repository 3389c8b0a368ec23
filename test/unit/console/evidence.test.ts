import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByEvidence, textOfField } from '../../../src/console/evidence.ts';

const texts = (text: string, spans: { start: number; end: number }[]): string[] =>
  splitByEvidence(text, spans).map((part) => part.text);

describe('splitByEvidence', () => {
  it('cuts at one span', () => {
    expect(splitByEvidence('red dress', [{ start: 0, end: 3 }])).toEqual([
      { text: 'red', covering: [0], opening: [0] },
      { text: ' dress', covering: [], opening: [] },
    ]);
  });

  it('keeps adjacent spans apart', () => {
    const parts = splitByEvidence('华为手机壳', [
      { start: 0, end: 2 },
      { start: 2, end: 5 },
    ]);
    expect(parts.map((part) => [part.text, part.covering])).toEqual([
      ['华为', [0]],
      ['手机壳', [1]],
    ]);
  });

  it('tells what lies over and what begins, where spans overlap', () => {
    const parts = splitByEvidence('laptop charger cable', [
      { start: 0, end: 14 },
      { start: 7, end: 20 },
    ]);
    expect(parts).toEqual([
      { text: 'laptop ', covering: [0], opening: [0] },
      { text: 'charger', covering: [0, 1], opening: [1] },
      { text: ' cable', covering: [1], opening: [] },
    ]);
  });

  it('counts UTF-16 code units', () => {
    expect(texts('🎁 红色', [{ start: 3, end: 5 }])).toEqual(['🎁 ', '红色']);
  });

  it('never cuts a surrogate pair', () => {
    expect(texts('a🎁b', [{ start: 2, end: 4 }])).toEqual(['a', '🎁b']);
    expect(texts('a🎁b', [{ start: 0, end: 2 }])).toEqual(['a🎁', 'b']);
  });

  it('drops what can not be shown', () => {
    const spans = [
      { start: 4, end: 4 },
      { start: 9, end: 12 },
      { start: 3, end: 1 },
      { start: Number.NaN, end: 2 },
      { start: 0.5, end: 2 },
    ];
    expect(texts('abcd', spans)).toEqual(['abcd']);
    expect(texts('', spans)).toEqual([]);
  });

  it('gives the text again, whatever the spans are', () => {
    const span = fc.record({ start: fc.integer({ min: -3, max: 30 }), end: fc.integer({ min: -3, max: 30 }) });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.array(span, { maxLength: 8 }), (text, spans) => {
        const parts = splitByEvidence(text, spans);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text.isWellFormed())).toBe(true);
        expect(parts.every((part) => part.opening.every((index) => part.covering.includes(index)))).toBe(true);
      }),
    );
  });
});

describe('textOfField', () => {
  const product = { title: 'Jeans', bullets: ['soft', 'slim'] };

  it('finds the query, a field and an entry of a list', () => {
    expect(textOfField({ query: 'q' }, 'query')).toBe('q');
    expect(textOfField({ product }, 'title')).toBe('Jeans');
    expect(textOfField({ product }, 'product.title')).toBe('Jeans');
    for (const field of ['bullets[1]', 'bullets.1', '/bullets/1']) {
      expect(textOfField({ product }, field)).toBe('slim');
    }
  });

  it('is null where there is no such text', () => {
    for (const field of ['query', 'brand', 'bullets', 'bullets[7]', 'constructor.name', '']) {
      expect(textOfField({ product }, field)).toBeNull();
    }
  });
});
