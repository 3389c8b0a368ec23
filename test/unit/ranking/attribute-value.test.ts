import { expect, test } from 'vitest';
import { attributeValue } from '../../../src/ranking/attribute-value.ts';

const none = { shop: [], own: [], language: undefined };

test.each([
  ['brand', 'tommy hilfiger', 'Tommy Hilfiger'],
  ['brand', 'iPhone', 'iPhone'],
  ['Brand', 'coca-cola', 'Coca-Cola'],
  ['品牌', '华为', '华为'],
  ['Brand', '3M', '3M'],
  ['color', 'Navy  Blue', 'navy'],
  ['颜色', '藏青色', '深蓝'],
  ['Colour', '大红', '红色'],
  ['颜色', 'Grey', 'gray'],
  ['color', 'Nautical Navy', 'Nautical Navy'],
  ['Gender', "Women's", 'women'],
  ['适用性别', '女士', '女'],
  ['季节', '夏天', '夏季'],
  ['Size', 'x-large', 'XL'],
  ['尺码', 'xl', 'XL'],
  ['净含量', '1千克', '1 kg'],
  ['Page Yield', '25K', '25K'],
  ['Model', '5 lb', '5 lb'],
  ['材质', '真丝', '真丝'],
])('%s: %s is %s', (name, text, value) => expect(attributeValue(name, text, none)).toBe(value));

test.each([
  ['en', '藏青', 'navy'],
  ['zh', 'navy blue', '深蓝'],
] as const)('in %s as asked: %s is %s', (language, text, value) =>
  expect(attributeValue('Color', text, { ...none, language })).toBe(value),
);

test("the shop's vocabulary before the product's own words, and both before the normal form", () => {
  const own = ['NIKE'];
  expect(attributeValue('brand', 'nike', { ...none, own })).toBe('NIKE');
  expect(attributeValue('brand', 'nike', { ...none, own, shop: ['Nike'] })).toBe('Nike');
  expect(attributeValue('brand', 'puma', { ...none, own, shop: ['Nike'] })).toBe('Puma');
});
