import { describe, expect, test } from 'vitest';
import { anyEndpoint } from '../support/any-endpoint.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, type Json, newText, problemOf, send } from '../support/requests.ts';

const { path, response } = CASES.match;
const judge = async (body: object): Promise<Json[]> => (await answerOf(await send(path, body), response)).results;

anyEndpoint(CASES.match);

const PRODUCTS = [
  { id: 'a', title: 'Silicone Case for iPhone 13, Midnight' },
  { id: 'b', title: 'Clear Case for iPhone 12' },
  { id: 'c', title: '20W USB-C Charger for iPhone' },
  { title: '花园水管 15米' },
];

test('four probabilities that sum to 1, the likeliest relation, in the order sent', async () => {
  const results = await judge({ query: 'iphone 13 case', products: PRODUCTS });
  expect(results.map(({ id }) => id)).toEqual(['a', 'b', 'c', undefined]);
  for (const { relation, distribution, relevance } of results) {
    const probabilities = Object.values<number>(distribution);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    expect(distribution[relation]).toBe(Math.max(...probabilities));
    expect(relevance).toBeGreaterThanOrEqual(0);
  }
});

test('numbers are not rounded', async () => {
  const digits = (await judge({ query: 'iphone 13 case', products: PRODUCTS })).map(
    ({ relevance }) => String(relevance).replace(/^0\.0*|e.*$/g, '').length,
  );
  expect(Math.max(...digits)).toBeGreaterThanOrEqual(6);
});

test('pairs answer as one query with its products does', async () => {
  const query = newText('iphone 13 case');
  const together = await judge({ query, products: PRODUCTS });
  const pairs = PRODUCTS.map((product, i) => ({ id: `pair ${i}`, query, product }));
  const apart = await judge({ pairs });
  expect(apart.map(({ id }) => id)).toEqual(['pair 0', 'pair 1', 'pair 2', 'pair 3']);
  expect(apart.map(({ distribution }) => distribution)).toEqual(together.map(({ distribution }) => distribution));
});

test("a pair without an id takes its product's", async () => {
  const [result] = await judge({ pairs: [{ query: 'case', product: { id: 'p', title: 'Clear case' } }] });
  expect(result.id).toBe('p');
});

describe('a product that contradicts the query is never exact', () => {
  test.each<[string, object, string]>([
    ['iphone 13 case', { title: 'Clear Case for iPhone 12' }, 'model'],
    ['华为手机壳 不要透明的', { title: '华为Mate60手机壳 透明 防摔' }, 'not'],
    ['red dress under $50', { title: 'Red dress', price: { amount: 80, currency: 'USD' } }, 'price'],
  ])('%s', async (query, product, kind) => {
    const [{ conflicts, relation }] = await judge({ query, products: [product] });
    expect(conflicts).toContainEqual(expect.stringMatching(new RegExp(`^${kind}`)));
    expect(relation).not.toBe('exact');
  });

  test('one that does not has no conflicts', async () => {
    const [result] = await judge({ query: '华为手机壳 不要透明的', products: [{ title: '华为手机壳 磨砂 黑色' }] });
    expect(result.conflicts).toBeUndefined();
  });
});

test('every field of a product is taken', async () => {
  const product = {
    id: 'p',
    title: 'Red dress',
    description: 'x'.repeat(20_000),
    bullets: Array.from({ length: 20 }, () => 'b'.repeat(1000)),
    brand: 'Zara',
    category: '女装',
    color: 'red',
    price: { amount: 39.9, currency: 'CNY' },
    image_url: 'https://example.com/a.jpg',
    attributes: { Fabric: 'linen', nested: { a: [1] } },
    stock: 3,
    rating: { value: 4.5, count: 12 },
    language: 'en',
    updated_at: '2026-11-24T00:00:00+08:00',
  };
  const answer = await answerOf(await send(path, { query: 'red dress', products: [product] }), response);
  expect(answer.warnings).toBeUndefined();
});

describe('refused', () => {
  const product = { title: 'a' };
  const pair = { query: 'q', product };
  test.each<[string, object, string[]]>([
    ['products without a query', { products: [product] }, ['query']],
    ['a query without products', { query: 'q' }, ['products']],
    ['nothing', {}, ['query', 'products']],
    ['both shapes', { query: 'q', products: [product], pairs: [pair] }, ['pairs']],
    ['a pair without a product', { pairs: [{ query: 'q' }] }, ['pairs.0.product']],
    ['a pair without a query', { pairs: [{ product }] }, ['pairs.0.query']],
    ['101 pairs', { pairs: Array.from({ length: 101 }, () => pair) }, ['pairs']],
    [
      'an amount that is text',
      { query: 'q', products: [{ ...product, price: { amount: '5', currency: 'USD' } }] },
      ['products.0.price.amount'],
    ],
    [
      'a currency that is none',
      { query: 'q', products: [{ ...product, price: { amount: 5, currency: '$' } }] },
      ['products.0.price.currency'],
    ],
    ['a date that is none', { query: 'q', products: [{ ...product, updated_at: 'today' }] }, ['products.0.updated_at']],
    ['a query of 513 characters', { query: 'x'.repeat(513), products: [product] }, ['query']],
    ['an id of 201 characters', { query: 'q', products: [{ ...product, id: 'x'.repeat(201) }] }, ['products.0.id']],
  ])('%s', async (_, body, paths) => {
    const { errors } = await problemOf(await send(path, body), 422, 'validation_failed');
    expect(errors?.map((fault) => fault.path)).toEqual(paths);
  });
});
