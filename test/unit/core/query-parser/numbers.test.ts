import { describe, expect, it } from 'vitest';
import { findNumbers, parseChineseNumber } from '../../../../src/core/query-parser/numbers.ts';

describe('parseChineseNumber', () => {
  it.each([
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['三十五', 35],
    ['一百', 100],
    ['一百五', 150],
    ['一百零五', 105],
    ['两千五', 2500],
    ['一千两百', 1200],
    ['一万二', 12000],
    ['三万五千', 35000],
    ['百', 100],
    ['千', 1000],
    ['半', 0.5],
    ['二零二四', 2024],
    ['三五', null],
    ['五六百', null],
    ['一二三四五六七八九十百千万', null],
    ['', null],
  ])('%s', (numeral, value) => expect(parseChineseNumber(numeral)).toBe(value));
});

describe('findNumbers', () => {
  it.each([
    ['1,299.50', [1299.5]],
    ['1,2999', [1, 2999]],
    ['1 1/2', [1.5]],
    ['3/4', [0.75]],
    ['1½', [1.5]],
    ['1万', [10000]],
    ['3千', [3000]],
    ['two pack', [2]],
    ['12345678901234567', []],
  ])('%s', (text, values) => expect(findNumbers(text).map((number) => number.value)).toEqual(values));

  it('knows a number that is part of a name', () => {
    expect(findNumbers('iphone13 kfr-35gw').map((number) => number.glued)).toEqual([true, true]);
  });
});
