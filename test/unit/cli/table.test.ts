import { assert, integer, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bar, displayWidth, fit, pad, printable, tableHead, tableRow } from '../../../src/cli/table.ts';

describe('columns in a terminal', () => {
  test.each([
    ['', 0],
    ['red dress', 9],
    ['红色连衣裙', 10],
    ['iPhone 13手机壳', 15],
    ['ＡＢ', 4],
    ['ｱｲ', 2],
    ['한국', 4],
    ['café', 4],
    ['cafe\u0301', 4],
    ['👗', 2],
    ['👨‍👩‍👧', 2],
    ['❤️', 2],
    ['a\u200bb', 2],
    ['50–100 €', 8],
    ['𠮷野家', 6],
    ['「」', 4],
  ])('%s takes %i', (text, width) => expect(displayWidth(text)).toBe(width));

  test('fit cuts between characters and says so', () => {
    expect(fit('red dress', 9)).toBe('red dress');
    expect(fit('red dress', 8)).toBe('red dre…');
    expect(fit('红色连衣裙', 6)).toBe('红色…');
    expect(fit('红色连衣裙', 5)).toBe('红色…');
    expect(fit('👨‍👩‍👧👗x', 4)).toBe('👨‍👩‍👧…');
    expect(fit('abc', 0)).toBe('');
  });

  test('fit and pad reach the width that they are asked for', () => {
    assert(
      property(string({ unit: 'grapheme' }), integer({ min: 1, max: 40 }), (text, columns) => {
        const cut = fit(printable(text), columns);
        expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
        expect(displayWidth(pad(cut, columns))).toBe(columns);
      }),
    );
  });
});

describe('rows', () => {
  const layout = [
    { title: 'name', width: 6 },
    { title: 'sure', width: 5, align: 'right' as const },
    { title: 'text', width: 0 },
  ];

  test('columns stand below each other in both languages', () => {
    expect(tableHead(layout, 30)).toBe('name     sure  text');
    expect(tableRow(['color', '98%', 'red'], layout, 30)).toBe('color     98%  red');
    expect(tableRow(['颜色', '98%', '红色'], layout, 30)).toBe('颜色      98%  红色');
  });

  test('no row is wider than the terminal', () => {
    const row = tableRow(['a long name', '98.5%', '超长的标题'.repeat(20)], layout, 30);
    expect(row.startsWith('a lon…  98.5%  超长的标题')).toBe(true);
    expect(displayWidth(row)).toBeLessThanOrEqual(30);
  });

  test('a colour counts for nothing', () => {
    const coloured = [
      { title: '', width: 6, paint: (text: string) => `<${text}>` },
      { title: '', width: 0 },
    ];
    expect(tableRow(['ab', 'c'], coloured, 30)).toBe('<ab    >  c');
  });

  test('a text cannot steer the terminal', () => {
    expect(printable('a\u001b[31mb\r\nc\u202ed\u0007')).toBe('a [31mb cd');
  });
});

test('a bar is filled in eighths', () => {
  expect(bar(0, 4)).toBe('    ');
  expect(bar(0.5, 4)).toBe('██  ');
  expect(bar(0.53125, 4)).toBe('██▏ ');
  expect(bar(1, 4)).toBe('████');
  expect(bar(7, 4)).toBe('████');
});
