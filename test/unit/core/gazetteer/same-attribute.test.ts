import { expect, test } from 'vitest';
import { attributeKey } from '../../../../src/core/gazetteer/same-attribute.ts';
import { SAME_ATTRIBUTES } from '../../../../src/core/gazetteer/words/same-attributes.ts';

test.each([
  ['Country of Origin', '产地'],
  ['Made in', 'made_in'],
  ['COLOR', '颜色'],
  ['Color(s)', 'colours'],
  ['Weight (kg)', '重量（kg）'],
  ['净含量：', 'Net content'],
  ['Lid Colour', 'lid colour'],
  ['Item forms', 'item form'],
])('%s and %s are one', (one, other) => expect(attributeKey(one)).toBe(attributeKey(other)));

test.each([
  ['Weight', 'Voltage'],
  ['Handle Material', 'Material'],
  ['材质', '面料'],
  ['Net weight', 'Gross weight'],
  ['', 'Color'],
])('%s and %s are two', (one, other) => expect(attributeKey(one)).not.toBe(attributeKey(other)));

test('no spelling stands in two groups', () => {
  const names = SAME_ATTRIBUTES.trim()
    .split(/\s+/)
    .flatMap((group) => group.split('='));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
