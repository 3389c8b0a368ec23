import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeBetween, replaceStretch, wholeStretch } from '../../../../src/ranking/explain/edit-text.ts';

const edited = (text: string, word: string, to: string): string => {
  const start = text.indexOf(word);
  return replaceStretch(text, { start, end: start + word.length }, to);
};

test.each([
  ['iphone 13 case', '13', '', 'iphone case'],
  ['iphone 13 case', '13', '12', 'iphone 12 case'],
  ['red dress', 'red', '', 'dress'],
  ['dress red', 'red', '', 'dress'],
  ['20W USB-C Charger for iPhone', 'iPhone', '', '20W USB-C Charger'],
  ['Case for iPhone 13, Midnight, Silicone', 'Midnight', '', 'Case for iPhone 13, Silicone'],
  ['Case, Midnight', 'Midnight', '', 'Case'],
  ['红色的连衣裙', '红色', '', '连衣裙'],
  ['红色连衣裙', '红色', '蓝色', '蓝色连衣裙'],
  ['华为手机壳 不要透明的', '不要透明', '', '华为手机壳'],
  ['连衣裙，红色，夏季', '红色', '', '连衣裙，夏季'],
])('%s: %s → “%s”', (text, word, to, expected) => {
  expect(edited(text, word, to)).toBe(expected);
});

test('no space stands double or at an end where a word of spaced words goes', () => {
  const word = fc.constantFrom('red', 'for', '红色', 'x1', '连衣裙');
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), fc.nat(), (words, at) => {
      const index = at % words.length;
      const start = words.slice(0, index).join(' ').length + (index === 0 ? 0 : 1);
      const now = replaceStretch(words.join(' '), { start, end: start + (words[index] ?? '').length }, '');
      expect(now).toBe(now.trim());
      expect(now).not.toMatch(/ {2}/);
    }),
  );
});

test.each([
  ['iphone 13 case', 'iphone 12 case', '13', '12'],
  ['iphone 13 case', 'iphone case', '13', ''],
  ['red dress', 'red dress silk', '', 'silk'],
  ['红色连衣裙', '蓝色连衣裙', '红色', '蓝色'],
  ['成犬狗粮', '成犬猫粮', '狗粮', '猫粮'],
  ['same', 'same', '', ''],
])('between “%s” and “%s” “%s” became “%s”', (old, now, from, to) => {
  expect(changeBetween(old, now)).toEqual({ from, to });
});

test.each([
  ['iPhone 12 case', 'iphone 12', { start: 0, end: 9 }],
  ['Incredible red dress', 'red', { start: 11, end: 14 }],
  ['Incredible dress', 'red', null],
  ['男士真皮钱包', '男', null],
  ['男士真皮钱包', '真皮', { start: 2, end: 4 }],
  ['dress', '', null],
])('in “%s” “%s” stands at %j', (text, asked, at) => {
  expect(wholeStretch(text, asked)).toEqual(at);
});
