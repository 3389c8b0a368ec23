import { expect, test } from 'vitest';
import { isBandOf, priceBand } from '../../../src/core/price-band.ts';
import { traitsOf } from '../../../src/core/product-traits.ts';

test('traits are the shop’s own, else what was read', () => {
  const read = [
    { name: 'brand', value: 'Read' },
    { name: 'color', value: '红色' },
    { name: 'color', value: '蓝色' },
    { name: 'product_type', value: 'Dress' },
    { name: 'size', value: 'XL' },
  ];
  const product = { id: 'a', title: 'x', brand: ' Field & Hem ', price: { amount: 49, currency: 'USD' } };
  expect(traitsOf(product, read)).toEqual({
    id: 'a',
    brand: 'field & hem',
    category: 'dress',
    color: '红色',
    size: 'xl',
    price: 49,
    currency: 'USD',
  });
  expect(traitsOf({ id: 'b', title: 'x', category: 'Shoes', attributes: { size: '38' } })).toEqual({
    id: 'b',
    category: 'shoes',
    size: '38',
  });
  expect(traitsOf({ id: 'c', title: 'x' })).toEqual({ id: 'c' });
});

test.each([
  [25, '20-50'],
  [20, '20-50'],
  [19.99, '10-20'],
  [0.3, '0.2-0.5'],
  [999, '500-1000'],
  [1000, '1000-2000'],
  [0.001, '0.001-0.002'],
  [3_000_000, '2000000-5000000'],
])('%d is in the band %s', (amount, band) => expect(priceBand(amount)).toBe(band));

test('a band is of a currency, and meant by its bounds alone', () => {
  expect(priceBand(89, 'USD')).toBe('50-100 USD');
  expect(priceBand(0, 'USD')).toBeNull();
  expect(isBandOf('50-100 USD', '50-100')).toBe(true);
  const others = ['50-10', '50', '20-50', '50-100 USD', '50-100 CNY'];
  expect(others.filter((name) => isBandOf('50-100 USD', name))).toEqual([]);
});

test.each([undefined, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s is in none', (amount) =>
  expect(priceBand(amount)).toBeNull(),
);
