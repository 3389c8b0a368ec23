import { array, assert, constantFrom, double, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { facet } from '../../../src/ranking/facets.ts';
import { chooseQuestion, gainOf, type Likely } from '../../../src/ranking/question.ts';

const product = (brand: string | undefined, weight = 1, price?: number): Likely => ({
  product: {
    title: 'Shoe',
    ...(brand === undefined ? {} : { brand }),
    ...(price === undefined ? {} : { price: { amount: price, currency: 'USD' } }),
  },
  attributes: [],
  weight,
});

const options = (...values: string[]) => values.map((value) => ({ value, count: 1 }));

describe('the gain', () => {
  test('of two brands alike is one bit, of four two', () => {
    expect(
      gainOf(
        ['A', 'B'].map((brand) => product(brand)),
        'brand',
        options('A', 'B'),
      ),
    ).toBeCloseTo(1);
    const four = ['A', 'B', 'C', 'D'];
    expect(
      gainOf(
        four.map((brand) => product(brand)),
        'brand',
        options(...four),
      ),
    ).toBeCloseTo(2);
  });

  test('is less where one is much likelier, and where half state nothing', () => {
    expect(gainOf([product('A', 9), product('B', 1)], 'brand', options('A', 'B'))).toBeCloseTo(0.469, 3);
    const half = [product('A'), product('B'), product(undefined), product(undefined)];
    expect(gainOf(half, 'brand', options('A', 'B'))).toBeCloseTo(0.5);
  });

  test('of a facet that most state nothing of is none', () => {
    expect(gainOf([product('A'), product('B'), product(undefined, 3)], 'brand', options('A', 'B'))).toBe(0);
  });

  test('of a value that every product has among others is what the others tell', () => {
    const both = { product: { title: 'Shoe', attributes: { color: ['red', 'blue'] } }, attributes: [], weight: 1 };
    expect(gainOf([both, both], 'color', options('red', 'blue'))).toBeCloseTo(0);
  });

  test('of like ranges in two currencies is what the currency tells', () => {
    const both = ['USD', 'CNY'].map((currency) => ({
      product: { title: 'Shoe', price: { amount: 20, currency } },
      attributes: [],
      weight: 1,
    }));
    expect(gainOf(both, 'price', facet(both, 'price'))).toBeCloseTo(1);
  });

  test('is never negative, and never more than the options can tell', () => {
    const one = record({
      brand: constantFrom('A', 'B', 'C', undefined),
      weight: double({ min: 0.01, max: 5, noNaN: true }),
    });
    assert(
      property(array(one, { minLength: 1, maxLength: 30 }), (all) => {
        const gain = gainOf(
          all.map(({ brand, weight }) => product(brand, weight)),
          'brand',
          options('A', 'B', 'C'),
        );
        expect(gain).toBeGreaterThanOrEqual(-1e-9);
        expect(gain).toBeLessThanOrEqual(Math.log2(3) + 1e-9);
      }),
    );
  });
});

describe('the question', () => {
  const shop = ['A', 'A', 'A', 'B', 'B', 'C'].map((brand, i) => product(brand, 1, 10 + i * 30));

  test('is about what tells most, with what products have', () => {
    const question = chooseQuestion(shop, new Set(['price']));
    expect(question).toMatchObject({
      facet: 'brand',
      options: [{ value: 'A', count: 3 }, { value: 'B', count: 2 }, { value: 'C' }],
    });
  });

  test('is never about what was stated or asked', () => {
    expect(chooseQuestion(shop, new Set(['price', 'brand']))).toBeNull();
  });

  test('nor about the same by another name', () => {
    const cases = ['TPU', 'TPU', 'TPU', '硅胶', '硅胶'].map((material) => ({
      product: { title: '手机壳', attributes: { 材质: material } },
      attributes: [],
      weight: 1,
    }));
    expect(chooseQuestion(cases, new Set())).toMatchObject({ facet: '材质' });
    expect(chooseQuestion(cases, new Set(['material']))).toBeNull();
  });

  test('is not asked of few products, nor where all are alike', () => {
    expect(chooseQuestion(shop.slice(0, 4), new Set())).toBeNull();
    expect(
      chooseQuestion(
        Array.from({ length: 8 }, () => product('A')),
        new Set(),
      ),
    ).toBeNull();
  });

  test('is not which of the products it is', () => {
    const each = ['A', 'B', 'C', 'D', 'E', 'F'].map((brand) => product(brand));
    expect(chooseQuestion(each, new Set())).toBeNull();
  });
});
