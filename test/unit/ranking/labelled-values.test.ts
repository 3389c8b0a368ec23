import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelledValues } from '../../../src/ranking/labelled-values.ts';

const shown = (text: string): string[] =>
  labelledValues(text).map(({ label, start, end }) => `${label}=${text.slice(start, end)}`);

test.each([
  ['Flavor: vanilla', ['Flavor=vanilla']],
  ['Stone-ground in Uji. 产地：日本。', ['产地=日本']],
  ['净含量：100克，口味：香草、巧克力；保质期:18个月', ['净含量=100克', '口味=香草', '口味=巧克力', '保质期=18个月']],
  [
    'Material: cotton, silk\nNet Weight: 1,000 g. Made in: China',
    ['Material=cotton', 'Material=silk', 'Net Weight=1,000 g', 'Made in=China'],
  ],
  ['COLOR: Black | Size: 10', ['COLOR=Black', 'Size=10']],
  ['- Color: Red\n- Size: M (fits 8-10)', ['Color=Red', 'Size=M (fits 8-10)']],
  ['Dimensions: 10 x 20 cm, Weight: 2.5 kg', ['Dimensions=10 x 20 cm', 'Weight=2.5 kg']],
  ['颜色:红 尺寸:L', ['颜色=红', '尺寸=L']],
  ['【材质】纯棉【颜色】：白', ['材质=纯棉', '颜色=白']],
  ['Note: this text goes on and on and on like a sentence does, so it is none', []],
  ['see https://shop.example/a', []],
  ['Opens at 12:30 daily', []],
  ['red dress', []],
])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

test('gives exact substrings of any string', () => {
  const piece = fc.constantFrom(
    '颜色',
    ':',
    '：',
    ' ',
    '\n',
    ',',
    '、',
    '.',
    '【',
    '】',
    '👗',
    '\ud83d',
    '\u200b',
    'a',
    '1',
    '　',
    'ف',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      (text) => {
        for (const { start, end } of labelledValues(text)) {
          const value = text.slice(start, end);
          expect(value).toBe(value.trim());
          expect(value).not.toBe('');
        }
      },
    ),
  );
});

test.each(['\n', ' ', '颜色:', 'a, ', '【', '。', 'a:'])('takes linear time over repetitions of %j', (piece) => {
  const text = piece.repeat(20_000);
  const start = performance.now();
  labelledValues(text);
  expect(performance.now() - start).toBeLessThan(1_000);
});
