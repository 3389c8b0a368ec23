import { describe, expect, it } from 'vitest';
import { measuresOf, quantitiesOf, sizesOf } from './cases.ts';

describe('quantities', () => {
  it.each([
    ['socks 2 pack', ['2 pack 2 pack']],
    ['2-pack', ['2-pack 2 pack']],
    ['pack of 6', ['pack of 6 6 pack']],
    ['set of 4 bowls', ['set of 4 4 set']],
    ['数据线100条', ['100条 100 piece']],
    ['两件套', ['两件套 2 set']],
    ['袜子三双装', ['三双装 3 pair']],
    ['兩雙', ['兩雙 2 pair']],
    ['12pcs', ['12pcs 12 piece']],
    ['3块肥皂', ['3块 3 piece']],
    ['wipes 150 count', ['150 count 150 count']],
  ])('%s', (query, expected) => expect(quantitiesOf(query)).toEqual(expected));

  it.each(['iphone 13 case', '三只松鼠坚果', '一次性手套', '一件代发', '两用', '百张', '一台安静的落地扇', '上一个'])(
    'none in %s',
    (query) => expect(quantitiesOf(query)).toEqual([]),
  );

  it('takes 500ml*12 apart', () => {
    expect(measuresOf('水 500ml*12')).toEqual(['500ml 500..500 mL']);
    expect(quantitiesOf('水 500ml*12')).toEqual(['12 12 piece']);
  });
});

describe('sizes', () => {
  it.each([
    ['tommy hilfiger mens slim jeans 32x30', ['32x30 waist_inseam 32x30']],
    ['jeans w32 l30', ['w32 l30 waist_inseam 32x30']],
    ['dress size 10', ['size 10 numeric 10']],
    ['running shoes size 10.5', ['size 10.5 shoe 10.5']],
    ['t恤 xl', ['xl letter XL']],
    ['hoodie 2xl', ['2xl letter 2XL']],
    ['羽绒服 L', ['L letter L']],
    ['运动鞋42码', ['42码 shoe 42']],
    ['41.5', ['41.5 shoe 41.5']],
    ['queen size sheets', ['queen size bed QUEEN']],
    ['衬衫 175/92A', ['175/92A chinese 175/92A']],
    ['us 9 sneakers', ['us 9 shoe 9']],
    ['30*40cm 相框', ['30*40cm dimensions 30x40cm']],
    ['8x10 frame', ['8x10 dimensions 8x10']],
    ['75b 文胸', ['75b cup 75B']],
    ['225/65r17 tires', ['225/65r17 tire 225/65R17']],
    ['a4纸', ['a4 paper A4']],
    ['真皮乐福鞋 黑 36', ['36 shoe 36']],
  ])('%s', (query, expected) => expect(sizesOf(query)).toEqual(expected));

  it.each(['iphone 13 case', 'galaxy s', 'audi a4', 'women’s', '1.5', '500ml*12', '2t 固态硬盘'])(
    'none in %s',
    (query) => expect(sizesOf(query)).toEqual([]),
  );
});
