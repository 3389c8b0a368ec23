import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedWords, wholeSpans, wordsOf } from '../../../../src/ranking/explain/words.ts';

const words = (text: string): string[] => wordsOf(text).map(({ start, end }) => text.slice(start, end));

describe('words', () => {
  test.each([
    ['Silicone Case for iPhone 13, Midnight', ['Silicone', 'Case', 'for', 'iPhone', '13', 'Midnight']],
    ["men's T-shirt 32x30 (2-pack) $19.99", ["men's", 'T-shirt', '32x30', '2-pack', '$19.99']],
    ['红色雪纺连衣裙 夏季新款', ['红色', '雪纺', '连衣裙', '夏季', '新款']],
    ['华为Mate60手机壳', ['华为', 'Mate60', '手机壳']],
    ['Crème brûlée 500ml', ['Crème', 'brûlée', '500ml']],
    ['👗', ['👗']],
    ['?', ['?']],
    ['  ', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('their stretches make up the text, each around its word, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('红', '手机壳', ' ', 'a', '9', '，', '的', '-', '😀') }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const found = wordsOf(value);
        expect(found.map(({ from, to }) => value.slice(from, to)).join('')).toBe(value.trim() === '' ? '' : value);
        for (const { start, end, from, to } of found) {
          expect(from).toBeLessThanOrEqual(start);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(to);
        }
      }),
    );
  });
});

describe('too many words', () => {
  const of = (field: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ field, start: 2 * i, end: 2 * i + 1, from: 2 * i, to: 2 * i + 2 }));

  test('become fewer and longer ones, none over two fields, none lost', () => {
    const joined = joinedWords([...of('query', 5), ...of('title', 100)], 30);
    expect(joined.length).toBeLessThanOrEqual(30);
    for (const [field, length] of [
      ['query', 10],
      ['title', 200],
    ] as const) {
      const own = joined.filter((word) => word.field === field);
      expect(own[0]?.from).toBe(0);
      expect(own.at(-1)?.to).toBe(length);
      for (const [i, word] of own.entries()) expect(own[i + 1]?.from ?? length).toBe(word.to);
    }
  });

  test('stay as they are where there are few', () => {
    expect(joinedWords(of('query', 5), 5)).toEqual(of('query', 5));
  });
});

describe('spans that are one word', () => {
  test('join the words that they have part of, and keep the stretches one after the other', () => {
    const text = 'red dress under $50 for her';
    const whole = wholeSpans(wordsOf(text), [{ start: 10, end: 19 }]);
    expect(whole.map(({ start, end }) => text.slice(start, end))).toEqual(['red', 'dress', 'under $50', 'for', 'her']);
    expect(whole.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
  });

  test('two spans side by side stay two', () => {
    const text = '不要黑色200元以内';
    const whole = wholeSpans(wordsOf(text), [
      { start: 0, end: 4 },
      { start: 4, end: 10 },
    ]);
    expect(whole.map(({ start, end }) => text.slice(start, end))).toEqual(['不要黑色', '200元以内']);
  });
});
