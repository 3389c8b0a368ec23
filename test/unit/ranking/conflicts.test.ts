import { describe, expect, it } from 'vitest';
import { findConflicts, hardConstraints } from '../../../src/ranking/conflicts.ts';

const conflicts = (query: string, title: string, more = {}): string[] =>
  findConflicts(hardConstraints(query), { title, ...more });

describe('findConflicts', () => {
  it.each([
    ['iphone 13 case', 'Clear Case for iPhone 12', ['model: iphone 12']],
    ['iphone 13 case', 'Case for iPhone 12/13/14', []],
    ['iphone 13 case', 'iPhone13 Silicone Case', []],
    ['iphone 13 case', 'Expandable Garden Hose 50 ft', []],
    ['小米13 手机壳', '小米12 液态硅胶手机壳', ['model: 小米 12']],
    ['行车记录仪 70迈', '70迈智能记录仪M500', []],
    ['iphone 13 case', '红米 Note 13 手机壳', ['device: xiaomi']],
    ['iphone 13 case', '苹果13手机壳 防摔', []],
    ['iphone 13 case', 'Samsung Galaxy S21 and iPhone 13 wallet case', []],
    ['华为mate60手机壳', 'HUAWEI Mate 60 Pro case', []],
    ['华为mate60手机壳', 'iPhone 15 Case', ['device: apple']],
    ['ipad 9 case', 'Stylus for touch screens', []],
    ['running shoes size 10', 'Running shoes size 9', []],
    ['pack of 6 glasses', 'Pack of 4 glasses', []],
    ['WH-1000XM5', 'Sony WH-1000XM4 headphones', ['model: wh1000xm4']],
    ['索尼 wh-1000xm5', 'SONY 1000XM5 头戴耳麦黑', []],
    ['60v20ah 充电器', '雅迪 60V20A 充电器', []],
  ])('device lines and model numbers: %s × %s', (query, title, expected) => {
    expect(conflicts(query, title)).toEqual(expected);
  });

  it.each([
    ['华为手机壳 不要透明的', '华为Mate60透明手机壳', ['not: 透明']],
    ['华为手机壳 不要透明的', '华为Mate60磨砂手机壳', []],
    ['cup without lid', 'Glass cup with bamboo lid', ['not: lid']],
    ['cup without lid', 'Glass cup, no lid', []],
    ['baby monitor no wifi', 'Baby Monitor, Non-WiFi, 5" Screen', []],
    ['sugar free gummy bears', 'Zero Sugar Gummy Candy Bears', []],
    ['camera no subscription', 'Outdoor Cam, Subscription Free', []],
    ['无糖饼干', '木糖醇苏打饼干', []],
    ['dress not red', '红色连衣裙', ['not: red']],
  ])('exclusions: %s × %s', (query, title, expected) => {
    expect(conflicts(query, title)).toEqual(expected);
  });

  it('reads no further than a title goes, however long a document is', () => {
    const document = 'Glass cup with a handle. '.repeat(40_000);
    const start = performance.now();
    expect(conflicts('cup without lid', `${document}The lid is sold apart.`)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('holds a price of the same currency against the range, and no other', () => {
    expect(conflicts('dress under $50', 'Dress', { price: { amount: 60, currency: 'USD' } })).toEqual(['price: 60']);
    expect(conflicts('dress under $50', 'Dress', { price: { amount: 40, currency: 'USD' } })).toEqual([]);
    expect(conflicts('dress under $50', 'Dress', { price: { amount: 60, currency: 'CNY' } })).toEqual([]);
    expect(conflicts('dress under $50', 'Dress')).toEqual([]);
  });
});

describe('wanted', () => {
  it.each([
    ['red dress under $50', 'red dress'],
    ['200元以内的连衣裙', '连衣裙'],
    ['连衣裙 200元以内', '连衣裙'],
    ['华为手机壳 不要透明的', '华为手机壳'],
    ['华为手机壳 不要透明的 50元以下', '华为手机壳'],
    ['water bottle without straw', 'water bottle'],
    ['under $50', 'under $50'],
    ['$50 gift card', '$50 gift card'],
    ['手机话费充值 移动 100元', '手机话费充值 移动 100元'],
    ['不要黑色的', '不要黑色的'],
    ['iphone 13 case', 'iphone 13 case'],
    ['👗', '👗'],
  ])('%s → %s', (query, wanted) => {
    expect(hardConstraints(query).wanted).toBe(wanted);
  });
});
