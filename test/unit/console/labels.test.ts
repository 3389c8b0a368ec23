import { expect, test } from 'vitest';
import { conflictText, labelName } from '../../../src/console/labels.ts';
import { TAGS } from '../../../src/contract/endpoint.ts';

test.each([
  ['color: Dark Green', 'Colour: Dark Green', '颜色: Dark Green'],
  ['not: 透明', 'Not wanted: 透明', '不要的: 透明'],
  ['product_type: 手机', 'Product type: 手机', '品类: 手机'],
  ['odd', 'odd', 'odd'],
])('%s', (conflict, en, zh) => {
  expect(conflictText('en', conflict)).toBe(en);
  expect(conflictText('zh', conflict)).toBe(zh);
});

test.each(TAGS)('the section %s has a name in Chinese', (tag) => {
  expect(labelName('zh', tag)).toMatch(/^\p{Script=Han}+$/u);
  expect(labelName('en', tag)).toBe(tag);
});
