import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPAN_NAMES } from '../../../../src/core/attribute.ts';
import { canonicalAttributeName, matchGazetteer, wordIn } from '../../../../src/core/gazetteer/match-gazetteer.ts';

const shown = (text: string): string[] => matchGazetteer(text).map((hit) => `${hit.text} ${hit.name} ${hit.canonical}`);

describe('matchGazetteer', () => {
  it.each([
    ['华为手机壳', ['华为 brand huawei', '手机壳 product_type phone case']],
    ['HUAWEI phone cases', ['HUAWEI brand huawei', 'phone cases product_type phone case']],
    ['红色连衣裙', ['红色 color red', '连衣裙 product_type dress']],
    ['red dresses', ['red color red', 'dresses product_type dress']],
    ['ＲＥＤ T-Shirts', ['ＲＥＤ color red', 'T-Shirts product_type t shirt']],
    ['紅色襪子', ['紅色 color red', '襪子 product_type socks']],
    ['navy blue sneaker', ['navy blue color navy', 'sneaker product_type sneakers']],
    ['不锈钢保温杯', ['不锈钢 material stainless steel', '保温杯 product_type thermos']],
    ['柠檬味', ['柠檬味 feature lemon flavor']],
    ['男鞋 女', ['鞋 product_type shoes', '女 audience women']],
    ['redness cupboardy', []],
    ['包邮', []],
    ['', []],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('gives exact, ordered, non-overlapping substrings of any string', () => {
    const piece = fc.constantFrom(
      '红色',
      'red',
      ' ',
      '-',
      '手机',
      '手机壳',
      'T恤',
      'Ａ',
      'cases',
      '鞋',
      '\ud800',
      '🙂',
      'nike',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        let end = 0;
        for (const hit of matchGazetteer(value)) {
          expect(hit.start).toBeGreaterThanOrEqual(end);
          expect(hit.text).toBe(value.slice(hit.start, hit.end));
          expect(hit.text.length).toBeGreaterThan(0);
          expect(SPAN_NAMES).toContain(hit.name);
          end = hit.end;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('canonicalAttributeName', () => {
  it.each([
    ['Color', 'color'],
    ['colour', 'color'],
    ['颜色', 'color'],
    ['色系', 'color'],
    ['Material', 'material'],
    ['Lid Material', 'material'],
    ['材质', 'material'],
    ['面料', 'material'],
    ['鞋面材质', 'material'],
    ['品牌', 'brand'],
    ['型号', 'model_number'],
    ['Model', 'model_number'],
    ['尺码', 'size'],
    ['净含量', 'measure'],
    ['Net content', 'measure'],
    ['Flavor', 'feature'],
    ['适用人群', 'audience'],
    ['country_of_origin', 'origin'],
    ['zzz', null],
    ['', null],
  ])('%s', (name, expected) => expect(canonicalAttributeName(name)).toBe(expected));

  it.each(SPAN_NAMES)('%s is its own name', (name) => expect(canonicalAttributeName(name)).toBe(name));
});

describe('wordIn', () => {
  const words = (text: string): (string | null)[] =>
    matchGazetteer(text).flatMap((hit) => [wordIn('en', hit), wordIn('zh', hit)]);

  it.each([
    ['藏青', ['navy', '深蓝']],
    ['Off-White', ['off-white', '米白']],
    ["women's", ['women', '女']],
    ['oppo', ['oppo', null]],
  ])('%s', (text, expected) => expect(words(text)).toEqual(expected));
});
