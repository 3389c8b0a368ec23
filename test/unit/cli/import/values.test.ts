import { describe, expect, test } from 'vitest';
import {
  categoryPath,
  currencyCode,
  imageUrl,
  moneyOf,
  numberIn,
  plain,
  ratingOf,
  stockOf,
  textList,
  timeOf,
} from '../../../../src/cli/import/values.ts';

test.each([
  ['1,299', 1299],
  ['1,29,900', 129900],
  ['1.299,00', 1299],
  ['1,299.50', 1299.5],
  ["1'299.50", 1299.5],
  ['1 299,50', 1299.5],
  ['12,99', 12.99],
  ['1.234.567', 1234567],
  ['1.2万', 12000],
  ['3.5k', 3500],
  ['-5', -5],
  ['4.6 out of 5 stars', 4.6],
  ['none', null],
])('the number in %j is %j', (text, value) => expect(numberIn(text)).toBe(value));

test.each([
  ['Rs. 1,299', 1299, 'INR'],
  ['₹ 1,299.00', 1299, 'INR'],
  ['¥199', 199, 'CNY'],
  ['￥1,299.00起', 1299, 'CNY'],
  ['199元', 199, 'CNY'],
  ['$12.99 - $15.99', 12.99, 'USD'],
  ['US$5', 5, 'USD'],
  ['HK$88', 88, 'HKD'],
  ['1.299,00 €', 1299, 'EUR'],
  ['15.00 USD', 15, 'USD'],
  ['CHF 20', 20, 'CHF'],
  ['49.9', 49.9, null],
  [49.9, 49.9, null],
  [{ amount: '49.9', currency: 'cny' }, 49.9, 'CNY'],
  [{ value: 5, currency: '€' }, 5, 'EUR'],
])('%j is %d %s', (value, amount, currency) => expect(moneyOf(value)).toEqual({ amount, currency }));

test.each([['free'], ['N/A'], [''], [null], [true], [[]]])('%j is no price', (value) =>
  expect(moneyOf(value)).toBeNull(),
);

test('currencies by code, sign and name', () => {
  expect(['usd', '人民币', '£', 'XYZ', ''].map(currencyCode)).toEqual(['USD', 'CNY', 'GBP', null, null]);
});

test.each([
  ['12', 12],
  ['1,200 pcs', 1200],
  ['out_of_stock', 0],
  ['已售罄', 0],
  ['in stock', undefined],
  ['现货', undefined],
  [false, 0],
  [true, undefined],
  ['maybe', null],
])('a stock of %j is %j', (value, stock) => expect(stockOf(value)).toBe(stock));

test('ratings with their counts', () => {
  expect(ratingOf('4.6 out of 5', '1,234 ratings')).toEqual({ value: 4.6, count: 1234 });
  expect(ratingOf(4.5, null)).toEqual({ value: 4.5 });
  expect(ratingOf({ value: 3, count: 2 }, undefined)).toEqual({ value: 3, count: 2 });
  expect(ratingOf('1.2万', '1.2万')).toEqual({ value: 12000, count: 12000 });
  expect(ratingOf('good', 3)).toBeNull();
});

describe('texts', () => {
  test('tags and entities', () => {
    expect(plain('Fender&#xAE; <b>Rumble</b>&#x2122;\n 75')).toBe('Fender® Rumble ™ 75');
    expect([plain(' '), plain(null), plain(7)]).toEqual([undefined, undefined, '7']);
  });

  test('lists', () => {
    expect(textList('• one\n- two\n\n')).toEqual(['one', 'two']);
    expect(textList('steel frame; 2 shelves；黑色')).toEqual(['steel frame', '2 shelves', '黑色']);
    expect(textList('["a", "b"]')).toEqual(['a', 'b']);
    expect(textList('<ul><li>a</li><li>b</li></ul>')).toEqual(['a', 'b']);
    expect(textList(['a', null, ''])).toEqual(['a']);
    expect(textList('[sic] one')).toEqual(['[sic] one']);
  });

  test.each([
    ['Home & Kitchen > Beds', 'Home & Kitchen > Beds'],
    ['服饰/女装/连衣裙', '服饰 > 女装 > 连衣裙'],
    ['Men / Shoes', 'Men > Shoes'],
    ['T-Shirts/Tops', 'T-Shirts/Tops'],
    ['a|b', 'a > b'],
    [['Home', 'Beds'], 'Home > Beds'],
    [[], undefined],
  ])('the category %j is %j', (value, path) => expect(categoryPath(value)).toBe(path));

  test('images', () => {
    expect(imageUrl('//img.example/a.jpg')).toBe('https://img.example/a.jpg');
    expect(imageUrl('https://a.example/1,2.jpg,https://a.example/b.jpg')).toBe('https://a.example/1,2.jpg');
    expect(imageUrl(['x.jpg', 'http://a.example/x.jpg'])).toBe('http://a.example/x.jpg');
    expect(imageUrl('x.jpg')).toBeNull();
  });

  test.each([
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2024/5/1 8:30', '2024-05-01T08:30:00.000Z'],
    ['2024-05-01T08:30:00+08:00', '2024-05-01T00:30:00.000Z'],
    ['2024年5月1日', '2024-05-01T00:00:00.000Z'],
    [1714521600, '2024-05-01T00:00:00.000Z'],
    ['2024-13-40', null],
    ['yesterday', null],
  ])('the time %j is %j', (value, time) => expect(timeOf(value)).toBe(time));
});
