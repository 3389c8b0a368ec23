import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src/core/query-parser/parse-query.ts';
import { withoutExclusions } from '../../../../src/core/query-parser/without-exclusions.ts';

const wanted = (query: string): string => withoutExclusions(query, parseQuery(query));

describe('withoutExclusions', () => {
  it.each([
    ['华为手机壳 不要透明的', '华为手机壳'],
    ['连衣裙 不要红色和黑色 长款', '连衣裙 长款'],
    ['cup without lid', 'cup'],
    ['wireless earbuds not airpods', 'wireless earbuds'],
    ['sugar-free gummy bears', 'sugar-free gummy bears'],
    ['无糖饼干', '无糖饼干'],
    ['red dress', 'red dress'],
    ['不要红色', '不要红色'],
  ])('%s → %s', (query, expected) => expect(wanted(query)).toBe(expected));

  it('never leaves nothing of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(wanted(text)).not.toBe('');
      }),
    );
  });
});
