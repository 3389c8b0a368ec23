import { describe, expect, test } from 'vitest';
import { canonicalAttributeName } from '../../src/core/gazetteer/match-gazetteer.ts';
import { anyEndpoint } from '../support/any-endpoint.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, type Json, problemOf, send } from '../support/requests.ts';

const { path, response } = CASES.attributes;
const attributesOf = async (items: object[]): Promise<Json[]> =>
  (await answerOf(await send(path, { items }), response)).results;

anyEndpoint(CASES.attributes);

const PRODUCT = {
  title: 'Jade Leaf Organic Matcha Green Tea Powder 👍, Vanilla, 100 g',
  description: 'Stone-ground in Uji, Japan. 产地：日本。'.repeat(20),
  bullets: ['Flavor: vanilla', '净含量 100克'],
  brand: 'Jade Leaf',
  color: 'green',
};

/** The field that evidence points into. */
const fieldOf = (item: Json, field: string): string =>
  field === 'query' ? item.query : field.split('.').reduce((value, key) => value[key], item.product);

describe('evidence is the exact text of a field as sent', () => {
  test.each<[string, object]>([
    ['a query', { query: '  red  nike 跑步鞋 size 10, 不要皮的 200元以内' }],
    ['a query with emoji before it', { query: '👗👗 tommy hilfiger mens slim jeans 32x30' }],
    ['a product', { product: PRODUCT }],
    ['names', { product: PRODUCT, attributes: ['Flavor', 'Brand', '产地', 'Net content'] }],
    ['forms that normalisation changes', { query: 'ﬁtted dress ½ ㎏ Ｎｉｋｅ　红色' }],
  ])('%s', async (_, item) => {
    const [{ attributes }] = await attributesOf([item]);
    for (const { text, value, evidence, source } of attributes) {
      if (value === null) continue;
      expect(source).toBe('text');
      expect(fieldOf(item, evidence.field).slice(evidence.start, evidence.end)).toBe(text);
      expect(text).toBe(text.trim());
    }
  });
});

test('without names: canonical names only, and what is not stated is left out', async () => {
  const [{ attributes }] = await attributesOf([{ product: PRODUCT }]);
  expect(attributes.length).toBeGreaterThan(0);
  for (const { name, value } of attributes) {
    expect(canonicalAttributeName(name)).toBe(name);
    expect(value).not.toBeNull();
  }
});

test('with names: exactly these, in the order asked, absent ones with null', async () => {
  const names = ['保质期', 'Brand', 'Voltage', 'color'];
  const [{ attributes }] = await attributesOf([{ product: PRODUCT, attributes: names }]);
  expect([...new Set(attributes.map(({ name }: Json) => name))]).toEqual(names);
  expect(attributes.find(({ name }: Json) => name === 'Brand')).toMatchObject({ value: 'Jade Leaf' });
  const absent = attributes.filter(({ value }: Json) => value === null);
  for (const entry of absent) expect(entry).toMatchObject({ text: null, evidence: null, source: null });
  expect(absent.map(({ name }: Json) => name)).toContain('Voltage');
});

test("the shop's own brand and color fields are evidence", async () => {
  const [{ attributes }] = await attributesOf([{ product: PRODUCT }]);
  expect(attributes).toContainEqual(
    expect.objectContaining({ name: 'brand', value: 'Jade Leaf', evidence: { field: 'brand', start: 0, end: 9 } }),
  );
  expect(attributes).toContainEqual(
    expect.objectContaining({ name: 'color', text: 'green', evidence: { field: 'color', start: 0, end: 5 } }),
  );
});

test("numbers and booleans of the shop's own fields are evidence as JSON writes them", async () => {
  const product = { title: 'Kettle', attributes: { 'Net weight': 1.5, 'BPA free': true } };
  const [{ attributes }] = await attributesOf([{ product, attributes: ['净重', 'BPA free'] }]);
  expect(attributes).toMatchObject([
    { name: '净重', value: '1.5', text: '1.5', evidence: { field: 'attributes.Net weight', start: 0, end: 3 } },
    { name: 'BPA free', value: 'true', text: 'true', evidence: { field: 'attributes.BPA free', start: 0, end: 4 } },
  ]);
});

test('what a text labels is the answer to its name, in either language and in normal form', async () => {
  const description = 'Net content: 2 x 500ml. Colour: navy blue. 产地：日本。';
  const [{ attributes }] = await attributesOf([
    { product: { title: 'Tea', description }, attributes: ['净含量', 'Color', 'Made in'] },
  ]);
  expect(attributes.map(({ name, value, text }: Json) => [name, value, text])).toEqual([
    ['净含量', '2 × 500 mL', '2 x 500ml'],
    ['Color', 'navy', 'navy blue'],
    ['Made in', '日本', '日本'],
  ]);
});

test("values in the shop's vocabulary, and left where it has none that is the same", async () => {
  const items = [
    {
      product: { title: 'Tea', description: '颜色：藏青。净含量：1千克。Scent: pine.' },
      attributes: ['Color', 'Net content', 'Scent'],
    },
  ];
  const vocabulary = { 颜色: ['Black', 'Navy'], 'net content': ['500 g', '1000 g'], Scent: ['Rose'] };
  const { results } = await answerOf(await send(path, { items, vocabulary }), response);
  expect(results[0].attributes.map(({ value }: Json) => value)).toEqual(['Navy', '1000 g', 'pine']);
});

test('the size that the parser reads in a query', async () => {
  const [{ attributes }] = await attributesOf([{ query: 'tommy hilfiger mens slim jeans 32x30' }]);
  expect(attributes).toContainEqual(
    expect.objectContaining({ text: '32x30', evidence: { field: 'query', start: 31, end: 36 } }),
  );
});

test('40 names, each answered', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `Name ${i}`);
  const [{ attributes }] = await attributesOf([{ product: { title: 'red dress' }, attributes: names }]);
  expect([...new Set(attributes.map(({ name }: Json) => name))]).toEqual(names);
});

test('the language: detected from the title, or said by item or product', async () => {
  const results = await attributesOf([
    { product: { title: '红色连衣裙' } },
    { product: { title: '红色连衣裙', language: 'en' } },
    { query: 'red dress', language: 'zh' },
  ]);
  expect(results.map(({ language }) => language)).toEqual(['zh', 'en', 'zh']);
});

describe('a vocabulary refused', () => {
  const items = [{ query: 'red dress' }];
  const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `Value ${i}`);
  test.each<[string, unknown, string, string]>([
    ['a list', ['Red'], 'vocabulary', 'must be an object of lists of values by name'],
    ['a blank name', { ' ': ['Red'] }, 'vocabulary. ', 'has a name that must not be blank'],
    ['no values', { Color: [] }, 'vocabulary.Color', 'must have at least 1 item'],
    ['501 values', { Color: many(501) }, 'vocabulary.Color', 'must have at most 500 items'],
    ['a number', { Color: [1] }, 'vocabulary.Color.0', 'must be a string'],
    ['a long value', { Color: ['x'.repeat(201)] }, 'vocabulary.Color.0', 'must have at most 200 characters'],
    [
      '101 names',
      Object.fromEntries(many(101).map((name) => [name, ['a']])),
      'vocabulary',
      'must have at most 100 names',
    ],
  ])('%s', async (_, vocabulary, at, message) => {
    const { errors } = await problemOf(await send(path, { items, vocabulary }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: at, message: expect.stringContaining(message) }]);
  });
});

describe('refused', () => {
  const title = 'red dress';
  test.each<[string, object, string, string]>([
    ['neither', { id: 'a' }, 'items.0', 'must have either `query` or `product`'],
    ['both', { query: 'a', product: { title } }, 'items.0', 'must have either `query` or `product`'],
    ['no title', { product: { brand: 'x' } }, 'items.0.product.title', 'is required'],
    ['41 names', { query: 'a', attributes: Array(41).fill('b') }, 'items.0.attributes', 'must have at most 40 items'],
    ['no names', { query: 'a', attributes: [] }, 'items.0.attributes', 'must have at least 1 item'],
    ['a blank name', { query: 'a', attributes: [' '] }, 'items.0.attributes.0', 'must not be blank'],
    ['title', { product: { title: 'x'.repeat(1001) } }, 'items.0.product.title', 'must have at most 1000 characters'],
    [
      'description',
      { product: { title, description: 'x'.repeat(20_001) } },
      'items.0.product.description',
      'must have at most 20000 characters',
    ],
    ['21 bullets', { product: { title, bullets: Array(21).fill('b') } }, 'items.0.product.bullets', '20 items'],
    ['a bullet', { product: { title, bullets: ['x'.repeat(1001)] } }, 'items.0.product.bullets.0', '1000 characters'],
    ['brand', { product: { title, brand: 'x'.repeat(201) } }, 'items.0.product.brand', '200 characters'],
    ['an image', { product: { title, image_url: 'file:///etc/passwd' } }, 'items.0.product.image_url', 'http'],
  ])('%s', async (_, item, at, message) => {
    const { errors } = await problemOf(await send(path, { items: [item] }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: at, message: expect.stringContaining(message) }]);
  });
});
