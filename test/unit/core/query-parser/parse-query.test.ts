import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedQuery, parseQuery } from '../../../../src/core/query-parser/parse-query.ts';
import type { TextSpan } from '../../../../src/core/query-parser/scan.ts';

const PIECES = [
  '$50',
  'under ',
  '200元',
  '以内',
  '不要',
  '红色',
  '和',
  '黑色',
  '的',
  '10-20',
  'cm',
  ' ',
  '500ml',
  '*12',
  'xl',
  'size 10',
  'no ',
  'sugar',
  '-free',
  '两',
  '双',
  '装',
  '三千',
  '左右',
  '5g',
  '"',
  "'",
  '🙂',
  '\ud800',
  '\0',
  '½',
  '1/2',
  '１２',
  'ｋｇ',
  '不超过',
  '半',
  'ages 3',
  '+',
  '32x30',
  'iphone 13',
  'between ',
  ' and ',
  '￥',
  '块',
  '9',
  ',',
  '.',
  'without ',
  '无',
  '糖',
  '\u202e',
  '175/92A',
];
const query = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
);

function constraints(parsed: ParsedQuery): TextSpan[] {
  const { price, measures, quantities, sizes, exclusions } = parsed;
  return [...(price === null ? [] : [price]), ...measures, ...quantities, ...sizes, ...exclusions];
}

describe('parseQuery', () => {
  it('finds one constraint of each kind', () => {
    const parsed = parseQuery('running shoes size 10, 2 pack, 500g, not black, under $50');
    expect(parsed).toMatchObject({
      price: { max: 50 },
      measures: [{ text: '500g' }],
      quantities: [{ text: '2 pack' }],
      sizes: [{ text: 'size 10' }],
      exclusions: [{ text: 'black', cue: { text: 'not' } }],
    });
  });

  it('gives exact substrings inside the bounds, never empty', () => {
    fc.assert(
      fc.property(query, (text) => {
        const parsed = parseQuery(text);
        for (const span of [...constraints(parsed), ...parsed.exclusions.map((exclusion) => exclusion.cue)]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.text).toBe(text.slice(span.start, span.end));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never claims a character twice', () => {
    fc.assert(
      fc.property(query, (text) => {
        const spans = constraints(parseQuery(text)).toSorted((a, b) => a.start - b.start);
        for (const [index, span] of spans.entries()) {
          expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('gives finite bounds in order', () => {
    fc.assert(
      fc.property(query, (text) => {
        const { price, measures } = parseQuery(text);
        for (const bounds of [
          ...(price === null ? [] : [price]),
          ...measures,
          ...measures.map((measure) => measure.si),
        ]) {
          expect(bounds.min !== undefined || bounds.max !== undefined).toBe(true);
          for (const value of [bounds.min ?? 0, bounds.max ?? 0]) expect(Number.isFinite(value)).toBe(true);
          expect(bounds.min ?? 0).toBeLessThanOrEqual(bounds.max ?? Infinity);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the price when words are put around it', () => {
    const words = fc.constantFrom('red dress', '连衣裙', 'iphone', '手机壳 透明', 'for women', '送女友', '🙂', 'x');
    const prices = fc.constantFrom(
      'under $50',
      '200元以内',
      '$20-$30',
      '不超过300块',
      '50-100元',
      'up to £30',
      '预算500元',
    );
    fc.assert(
      fc.property(words, prices, words, (left, price, right) => {
        const alone = parseQuery(price).price;
        const shift = left.length + 1;
        expect(parseQuery(`${left} ${price} ${right}`).price).toEqual({
          ...alone,
          start: (alone?.start ?? 0) + shift,
          end: (alone?.end ?? 0) + shift,
        });
      }),
    );
  });

  it.each([
    '1',
    '9 ',
    '$',
    '$1',
    '1-',
    '1,',
    '1/2 ',
    '一',
    '两',
    '不要',
    '不要红和',
    'no ',
    'no a ',
    'sugar-free ',
    'a',
    '"',
    '1"',
    'x',
    '1x',
    '3*',
    '5g ',
    '\ud800',
    '以内',
    'under ',
    'between 1 and ',
    '岁',
    '1.',
    'size ',
    ' ',
    '无糖',
    '1元',
    '千',
  ])('takes linear time over repetitions of %j', (piece) => {
    const long = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);
    parseQuery(long.slice(0, 1000));
    const started = performance.now();
    parseQuery(long);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
