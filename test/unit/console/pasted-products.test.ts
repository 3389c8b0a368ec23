import { describe, expect, it } from 'vitest';
import { parsePastedProducts, titleOf } from '../../../src/console/pasted-products.ts';

describe('parsePastedProducts', () => {
  it('takes one title a line and skips blank lines', () => {
    expect(parsePastedProducts(' iPhone 13 case \r\n\n花园水管\n')).toEqual({
      kind: 'products',
      products: [{ title: 'iPhone 13 case' }, { title: '花园水管' }],
    });
  });

  it.each([
    ['an object over several lines', '{\n "title": "a",\n "brand": "b"\n}', [{ title: 'a', brand: 'b' }]],
    ['a list', '[{"title":"a"},\n"b"]', [{ title: 'a' }, { title: 'b' }]],
    ['lines of both kinds', '{"title":"a"}\nb\n{"title":"c"}', [{ title: 'a' }, { title: 'b' }, { title: 'c' }]],
    ['a title in square brackets', '[New] phone case', [{ title: '[New] phone case' }]],
    ['nothing', ' \n ', []],
  ])('takes %s', (_name, text, products) => {
    expect(parsePastedProducts(text)).toEqual({ kind: 'products', products });
  });

  it.each([
    ['a\n{"title": nope}', 2],
    ['{\n"title": \n}', null],
    ['[{"title":"a"},]', null],
    ['[[1]]', null],
    ['[null]', null],
  ])('refuses %j', (text, line) => {
    expect(parsePastedProducts(text)).toMatchObject({ kind: 'invalid', line });
  });

  it('shows a title only where it is text', () => {
    expect(titleOf({ title: 'a' })).toBe('a');
    expect(titleOf({ title: 7 })).toBe('');
  });
});
