import { expect, test } from 'vitest';
import { foldWords, indexWords, measuresOf } from '../../../../../src/state/catalog/retrieval/words.ts';

const words = (text: string): string[] => {
  const { sequence, extra } = indexWords(foldWords(text));
  return [...sequence, ...extra];
};

test.each([
  ['Running SHOES', ['running', 'shoe']],
  ['Crème Brûlée', ['creme', 'brulee']],
  ['ＵＳＢ　Ｃ', ['usb', 'c']],
  ['Galaxy™ Tab®', ['galaxy', 'tab']],
  ['手机', ['手机', '手', '机']],
  ['茶', ['茶']],
  ['', []],
  ['😀 !!!', []],
])('finds %j by %j', (text, expected) => {
  expect(words(text)).toStrictEqual(expected);
});

test.each([
  ['红色连衣裙', ['连衣', '衣裙', '裙', '红']],
  ['紅色連衣裙', ['红色']],
  ['Samsung SM-G991B', ['sm', 'g991b', 'smg991b', 'g991']],
  ['WH-1000XM4', ['wh', '1000xm4', 'xm4', 'wh1000xm4']],
  ['iPhone13', ['iphone13', 'iphone', '13']],
  ['T-Shirt', ['tshirt', 't', 'shirt']],
  ["Women's", ['women']],
  ['32 x 30 jeans', ['32x30']],
  ['32W x 30L', ['32x30']],
  ['32x30', ['32x30', '32', '30']],
  ['size 10.5', ['10.5']],
  ['1/2" drill', ['1/2', '1/2in']],
  ['500 ml', ['500ml', '500']],
  ['500毫升', ['500ml']],
  ['1,000 g', ['1000g']],
])('finds %j by %j among others', (text, expected) => {
  expect(words(text)).toEqual(expect.arrayContaining(expected));
});

test('a decimal is one number', () => {
  expect(words('10.5')).toStrictEqual(['10.5']);
});

test('measures have the places at which they stand', () => {
  const text = 'bottle 500 ml, 2 pack';
  expect(measuresOf(text).map(({ text: measure, start, end }) => [measure, text.slice(start, end)])).toStrictEqual([
    ['500ml', '500 ml'],
  ]);
});
