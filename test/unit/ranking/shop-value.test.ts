import { expect, test } from 'vitest';
import { shopValue } from '../../../src/ranking/shop-value.ts';

test.each([
  ['NAVY blue', ['Black', 'Navy Blue'], 'Navy Blue'],
  ['ｎａｖｙ－ｂｌｕｅ', ['Navy Blue'], 'Navy Blue'],
  ['t-shirt', ['T Shirts'], 'T Shirts'],
  ['gummy', ['Gummies'], 'Gummies'],
  ['1千克', ['500 g', '1000 g'], '1000 g'],
  ['2.2 lb', ['2 kg', '1kg'], '1kg'],
  ['藏青', ['Black', 'Navy'], 'Navy'],
  ['women', ['男士', '女士'], '女士'],
  ['grey', ['黑色', '灰色'], '灰色'],
])('%s among %j is %s', (value, vocabulary, expected) => expect(shopValue(value, vocabulary)).toBe(expected));

test('the surest way wins, then the order of the shop', () => {
  expect(shopValue('navy', ['藏青', '深蓝', 'Navy'])).toBe('Navy');
  expect(shopValue('dark blue', ['藏青', '深蓝'])).toBe('藏青');
});

test.each([
  ['teal', ['Navy', 'Red']],
  ['1 kg', ['1 L', '1.1 kg']],
  ['1-2 kg', ['1 kg']],
  ['red dress', ['Red']],
  ['red', []],
])('%s is none of %j', (value, vocabulary) => expect(shopValue(value, vocabulary)).toBeNull());
