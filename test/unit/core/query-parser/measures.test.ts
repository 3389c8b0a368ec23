import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src/core/query-parser/parse-query.ts';
import { measuresOf } from './cases.ts';

describe('measures', () => {
  it.each([
    ['大米 1千克', ['1千克 1..1 kg']],
    ['500ml', ['500ml 500..500 mL']],
    ['５００ｍｌ', ['５００ｍｌ 500..500 mL']],
    ['2 lb coffee', ['2 lb 2..2 lb']],
    ['24寸显示器', ['24寸 24..24 in']],
    ['24" monitor', ['24" 24..24 in']],
    ['1.5匹空调', ['1.5匹 1.5..1.5 HP']],
    ['3m 5cm', ['3m 5cm 3.05..3.05 m']],
    ['5 ft 6 in', ['5 ft 6 in 5.5..5.5 ft']],
    ['laptop 16gb ram', ['16gb 16..16 GB']],
    ['8g+256g 手机', ['8g 8..8 GB', '256g 256..256 GB']],
    ['10-20cm', ['10-20cm 10..20 cm']],
    ['toys for ages 3-5', ['ages 3-5 3..5 a']],
    ['toys for kids under 5', ['under 5 -..5 a']],
    ['3岁以上', ['3岁以上 3..- a']],
    ['under 7 pounds', ['under 7 pounds -..7 lb']],
    ['两斤半', ['两斤半 2.5..2.5 jin']],
    ['1米8的床', ['1米8 1.8..1.8 m']],
    ['1 1/2 inch screw', ['1 1/2 inch 1.5..1.5 in']],
    ['二尺三寸', ['二尺三寸 2.3..2.3 chi']],
    ['20000mah 60w', ['20000mah 20000..20000 mAh', '60w 60..60 W']],
    ['不超过5公斤', ['不超过5公斤 -..5 kg']],
    ['3m long cable', ['3m 3..3 m']],
  ])('%s', (query, expected) => expect(measuresOf(query)).toEqual(expected));

  it.each([
    '5g phone',
    '5g手机',
    '13 pro',
    'SM-G991B',
    '10-20',
    '3m口罩',
    '2 in 1 laptop',
    '小米14',
    '七匹狼夹克',
    '三年级作文',
    '5w-30 机油',
    'iphone 13',
    '4k tv',
  ])('none in %s', (query) => expect(measuresOf(query)).toEqual([]));

  it.each([['1斤'], ['500g'], ['0.5kg'], ['500克'], ['10两']])('%s is half a kilogram', (query) => {
    expect(parseQuery(query).measures[0]?.si).toEqual({ min: 0.5, max: 0.5, unit: 'kg' });
  });

  it('converts Fahrenheit with its offset', () => {
    expect(parseQuery('212℉').measures[0]?.si.min).toBe(100);
  });
});
