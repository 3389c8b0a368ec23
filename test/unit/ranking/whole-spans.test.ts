import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeSpans } from '../../../src/ranking/whole-spans.ts';

/** Spans from the marks `<` and `>` in a text, each less sure than the one before. */
function marked(text: string): { text: string; spans: { start: number; end: number; confidence: number }[] } {
  const spans: { start: number; end: number; confidence: number }[] = [];
  let plain = '';
  for (const character of text) {
    if (character === '<') spans.push({ start: plain.length, end: plain.length, confidence: 0.9 - spans.length / 10 });
    else if (character === '>') (spans.at(-1) as { end: number }).end = plain.length;
    else plain += character;
  }
  return { text: plain, spans };
}

test.each([
  ['Kids To<ddler> Jacket', ['Toddler']],
  ['<35 Hour>s', ['35 Hours']],
  ["Men and <Women'>s", ["Women's"]],
  ['Rod 2.<7>m', ['2.7']],
  ['(<Pack of 6)>', ['Pack of 6']],
  ['<(12 Ct.)>', ['(12 Ct.)']],
  ['洁厕灵<500g×>4瓶', ['500g']],
  ['<Silver,> 10', ['Silver']],
  ['Ages <3+>', ['3+']],
  ['<S>nak<eskin>', ['Snakeskin']],
  ['红色<不锈钢>保温杯', ['不锈钢']],
  ['a <,> b', []],
])('%s', (text, expected) => {
  const { text: plain, spans } = marked(text);
  expect(wholeSpans(plain, spans).map(({ start, end }) => plain.slice(start, end))).toEqual(expected);
});

test('of spans that meet the surer one stays', () => {
  const spans = [
    { name: 'a', start: 0, end: 2, confidence: 0.4 },
    { name: 'b', start: 3, end: 5, confidence: 0.7 },
  ];
  expect(wholeSpans('cotton', spans)).toEqual([{ name: 'b', start: 0, end: 6, confidence: 0.7 }]);
});

test('stays in the text, ordered, apart and without blank ends', () => {
  const piece = fc.constantFrom('cotton', '红', ' ', ',', '(', ')', '1', '.', '👗', "'s", '\u200b', 'ف', '－');
  const text = fc.array(piece, { minLength: 1, maxLength: 20 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (given, cuts) => {
      const at = [...new Set(cuts.map((cut) => cut % (given.length + 1)))].toSorted((a, b) => a - b);
      const spans = at.flatMap((start, i) => {
        const end = at[i + 1];
        return end === undefined || given.slice(start, end).trim() !== given.slice(start, end)
          ? []
          : [{ start, end, confidence: 0.5 }];
      });
      let last = 0;
      for (const { start, end } of wholeSpans(given, spans)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(given.length);
        expect(given.slice(start, end)).toBe(given.slice(start, end).trim());
        last = end;
      }
    }),
  );
});
