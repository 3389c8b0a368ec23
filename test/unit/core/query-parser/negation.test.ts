import { describe, expect, it } from 'vitest';
import { exclusionsOf } from './cases.ts';

describe('exclusions', () => {
  it.each([
    ['pot without lid', ['without→lid']],
    ['pot without a lid under $20', ['without→lid']],
    ['cereal no sugar', ['no→sugar']],
    ['no added sugar', ['no→sugar']],
    ['dress not black', ['not→black']],
    ['shoes not made in china', ['not→china']],
    ['sugar-free gum', ['free→sugar']],
    ['sugar free gum', ['free→sugar']],
    ['shampoo free of parabens', ['free of→parabens']],
    ['not red or blue', ['not→red', 'not→blue']],
    ['soap without perfume, dye', ['without→perfume', 'without→dye']],
    ['anything but nike', ['anything but→nike']],
  ])('%s', (query, expected) => expect(exclusionsOf(query)).toEqual(expected));

  it.each([
    ['杯子 不要塑料的', ['不要→塑料']],
    ['华为手机壳 不要透明的', ['不要→透明']],
    ['锅 不带盖', ['不带→盖']],
    ['除了黑色', ['除了→黑色']],
    ['除了黑色以外的', ['除了→黑色']],
    ['非透明手机壳', ['非→透明']],
    ['别要带花的', ['别要→花']],
    ['无糖饮料', ['无→糖']],
    ['無糖', ['無→糖']],
    ['0蔗糖酸奶', ['0→蔗糖']],
    ['不含酒精', ['不含→酒精']],
    ['不要红色和黑色', ['不要→红色', '不要→黑色']],
    ['不要红色、黑色或白色的', ['不要→红色', '不要→黑色', '不要→白色']],
    ['不要和服', ['不要→和服']],
    ['不要apple的', ['不要→apple']],
  ])('%s', (query, expected) => expect(exclusionsOf(query)).toEqual(expected));

  it.each([
    'non-slip mat',
    'no show socks',
    'no-iron shirt',
    'wireless mouse',
    'hands-free',
    'free shipping bottle',
    'no more than $50',
    'no 5 perfume',
    '无线耳机',
    '无人机',
    '无印良品',
    '非常好看',
    '非洲鼓',
    '不锈钢锅',
    '不粘锅',
    '不倒翁',
    '免洗洗手液',
    '要不要买',
    '有没有盖',
    '带不带盖',
    '别墅灯',
    '特别好用',
    '不超过300块',
    '除湿机',
  ])('none in %s', (query) => expect(exclusionsOf(query)).toEqual([]));
});
