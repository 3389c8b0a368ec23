import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facet } from '../../../src/ranking/facets.ts';
import { holds } from '../../../src/ranking/holds.ts';

const priced = (amount: number, currency = 'USD') => ({
  product: { title: 'a', price: { amount, currency } },
  attributes: [],
});

describe('facet', () => {
  it('counts values whatever their case, spelt as most spell them, most first', () => {
    const of = (brand: string) => ({ product: { title: 'a', brand }, attributes: [] });
    expect(facet(['nike', 'Nike', 'Nike', 'Acme', 'NIKE', 'Zest'].map(of), 'brand')).toEqual([
      { value: 'Nike', count: 4 },
      { value: 'Acme', count: 1 },
      { value: 'Zest', count: 1 },
    ]);
  });

  it('reads attributes of the shop by their meaning, and what was read where it is silent', () => {
    const products = [
      { product: { title: 'a', attributes: { 材质: ['棉', '麻'] } }, attributes: [{ name: 'material', value: '丝' }] },
      { product: { title: 'b' }, attributes: [{ name: 'material', value: '棉' }] },
      { product: { title: 'c', attributes: { Material: '棉', vegan: true } }, attributes: [] },
    ];
    expect(facet(products, 'material')).toEqual([
      { value: '棉', count: 3 },
      { value: '麻', count: 1 },
    ]);
    expect(facet(products, '材质')).toEqual([
      { value: '棉', count: 1 },
      { value: '麻', count: 1 },
    ]);
    expect(facet(products, 'vegan')).toEqual([{ value: 'true', count: 1 }]);
    expect(facet(products, 'nothing')).toEqual([]);
  });

  it('puts prices into ranges with round bounds, a dear one apart', () => {
    const prices = [3, 12, 18, 25, 40, 41, 42, 43, 44, 9_999];
    expect(
      facet(
        prices.map((amount) => priced(amount)),
        'price',
      ),
    ).toEqual([
      { gte: 0, lt: 10, currency: 'USD', count: 1 },
      { gte: 10, lt: 20, currency: 'USD', count: 2 },
      { gte: 20, lt: 30, currency: 'USD', count: 1 },
      { gte: 40, lt: 50, currency: 'USD', count: 5 },
      { gte: 50, currency: 'USD', count: 1 },
    ]);
    expect(facet([priced(0)], 'price')).toEqual([{ gte: 0, lt: 1, currency: 'USD', count: 1 }]);
    expect(facet([{ product: { title: 'a' }, attributes: [] }], 'price')).toEqual([]);
  });

  it('never puts prices of several currencies into one range, and that of most products comes first', () => {
    const prices = [
      priced(199, 'CNY'),
      priced(15),
      priced(249, 'CNY'),
      priced(19, 'CNY'),
      priced(5, 'EUR'),
      priced(18),
    ];
    expect(facet(prices, 'price')).toEqual([
      { gte: 0, lt: 50, currency: 'CNY', count: 1 },
      { gte: 150, lt: 200, currency: 'CNY', count: 1 },
      { gte: 200, currency: 'CNY', count: 1 },
      { gte: 15, lt: 16, currency: 'USD', count: 1 },
      { gte: 16, currency: 'USD', count: 1 },
      { gte: 5, lt: 6, currency: 'EUR', count: 1 },
    ]);
  });

  it('gives ranges that hold each priced product once, as filters do', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (list) => {
        const products = list.map((amount) => priced(Math.round(amount * 100) / 100));
        const ranges = facet(products, 'price');
        expect(ranges.length).toBeLessThanOrEqual(9);
        for (const { gte = 0, lt, count } of ranges) {
          const range = lt === undefined ? { gte } : { gte, lt };
          expect(products.filter((one) => holds(one, { price: range }))).toHaveLength(count);
        }
        expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
      }),
    );
  });
});
