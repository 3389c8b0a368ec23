import { expect, test } from 'vitest';
import { compareProducts } from '../../../src/ranking/comparison.ts';

const one = (product: object, read: { name: string; value: string }[] = []) => ({
  product: { title: 'X', ...product },
  attributes: read,
});

test('what products state, a value each, and null where one is silent', () => {
  const rows = compareProducts([
    one({ brand: 'Acme', price: { amount: 5, currency: 'USD' }, attributes: { 材质: '棉' } }),
    one({ brand: 'Acme', price: { amount: 7, currency: 'USD' } }, [{ name: 'material', value: 'silk' }]),
  ]);
  expect(rows).toEqual([
    { name: 'price', values: ['5 USD', '7 USD'], differs: true },
    { name: 'brand', values: ['Acme', 'Acme'], differs: false },
    { name: 'material', values: ['棉', 'silk'], differs: true },
  ]);
  expect(compareProducts([one({ color: 'red' }), one({})])).toEqual([
    { name: 'color', values: ['red', null], differs: false },
  ]);
});

test('nothing stated, no rows', () => {
  expect(compareProducts([one({}), one({})])).toEqual([]);
});
