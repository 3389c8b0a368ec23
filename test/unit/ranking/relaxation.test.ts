import { expect, it } from 'vitest';
import { relaxed } from '../../../src/ranking/relaxation.ts';

it('gives up nothing where something meets all', () => {
  expect(relaxed([])).toEqual([]);
  expect(relaxed([['price: 80'], []])).toEqual([]);
});

it('gives up the least that leaves something', () => {
  expect(relaxed([['model: iphone 12'], ['price: 80', 'color: blue']])).toEqual(['price', 'color']);
  expect(relaxed([['not: 透明'], ['brand: Acme', 'price: 9']])).toEqual(['brand', 'price']);
  expect(relaxed([['price: 80'], ['color: blue'], ['color: black', 'color: white']])).toEqual(['color']);
});
