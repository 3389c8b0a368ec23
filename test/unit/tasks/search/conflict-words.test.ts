import { expect, test } from 'vitest';
import { conflictWords } from '../../../../src/tasks/search/conflict-words.ts';

test.each([
  [['color: 黑色', 'not: 透明'], '颜色为黑色；含有不要的“透明”', 'color: 黑色; has “透明”'],
  [['price: 300'], '价格为300', 'price: 300'],
  [['model: iphone 12', 'device: xiaomi'], '型号为iphone 12；适用机型为xiaomi', 'model: iphone 12; device: xiaomi'],
  [['product_type: 手机/壳'], '品类为手机/壳', 'kind: 手机/壳'],
])('%j', (conflicts, zh, en) => {
  expect(conflictWords(conflicts, 'zh')).toBe(zh);
  expect(conflictWords(conflicts, 'en')).toBe(en);
});
