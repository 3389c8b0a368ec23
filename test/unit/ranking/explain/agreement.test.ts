import { describe, expect, test } from 'vitest';
import type { Product } from '../../../../src/core/product.ts';
import { hardConstraints } from '../../../../src/ranking/conflicts.ts';
import { agreements } from '../../../../src/ranking/explain/agreement.ts';

type Row = [wanted: string, name: string, found: string | null, agrees: boolean | null];

const of = (
  query: string,
  stated: Record<string, string[]>,
  product: Product,
  attributes: { name: string; value: string }[] = [],
): Row[] =>
  agreements(hardConstraints(query), stated, { product, attributes }).map(({ wanted, name, found, agrees, at }) => {
    // What is wanted stands where it says.
    if (at !== null) expect(query.slice(at.start, at.end).toLowerCase()).toBe(wanted.toLowerCase());
    return [wanted, name, found, agrees];
  });

describe('in the order of the query', () => {
  test('a device, an accessory and a price', () => {
    const product = { title: 'Clear Case for iPhone 12', price: { amount: 30, currency: 'USD' } };
    expect(of('iphone 13 case under $20', { product_type: ['case'] }, product)).toEqual([
      ['iphone 13', 'model', 'iPhone 12', false],
      ['case', 'product_type', 'case', true],
      ['under $20', 'price', '30 USD', false],
    ]);
  });

  test('the same of a name that the tagger gives', () => {
    const product = { title: 'Clear Case for iPhone 12' };
    expect(of('iphone 13 case', { product_name: ['iphone 13'] }, product)).toEqual([
      ['iphone 13', 'product_name', 'iPhone 12', false],
    ]);
  });

  test('颜色、类别和价格', () => {
    const product = { title: '蓝色雪纺连衣裙', color: '蓝色', price: { amount: 259, currency: 'CNY' } };
    expect(of('红色连衣裙 200元以内', { color: ['红色'], product_type: ['连衣裙'] }, product)).toEqual([
      ['红色', 'color', '蓝色', false],
      ['连衣裙', 'product_type', '连衣裙', true],
      ['200元以内', 'price', '259 CNY', false],
    ]);
  });
});

describe('what must not be', () => {
  test.each<[string, Product, Row]>([
    ['华为手机壳 不要透明的', { title: '华为手机壳 透明' }, ['不要透明', 'not', '透明', false]],
    ['华为手机壳 不要透明的', { title: '华为手机壳 磨砂' }, ['不要透明', 'not', null, null]],
    ['tumbler without lid', { title: 'Tumbler with lid' }, ['without lid', 'not', 'lid', false]],
  ])('%s, %j', (query, product, row) => {
    expect(of(query, {}, product)).toEqual([row]);
  });
});

describe('the same in other words', () => {
  test.each<[string, Record<string, string[]>, Product, Row]>([
    ['red dress', { color: ['red'] }, { title: '红色连衣裙' }, ['red', 'color', 'red', true]],
    ['红色连衣裙', { color: ['红色'] }, { title: 'Dress', color: 'Red' }, ['红色', 'color', 'Red', true]],
    ['steel bottles', { product_type: ['bottles'] }, { title: 'Bottle' }, ['bottles', 'product_type', 'bottles', true]],
  ])('%s, %j', (query, stated, product, row) => {
    expect(of(query, stated, product)).toEqual([row]);
  });
});

test.each([
  ['tailored red dress', 'red', 9],
  ['Fred red or red', 'red', 5],
  ['红色连衣裙 红色', '红色', 0],
  ['大红色连衣裙', '红色', 1],
])('in %s, %s stands where it is a word, if anywhere', (query, wanted, start) => {
  const [one] = agreements(hardConstraints(query), { color: [wanted] }, { product: { title: 'Lamp' }, attributes: [] });
  expect(one?.at).toEqual({ start, end: start + wanted.length });
});

test('silence is null, and what is read from the product is told', () => {
  const read = [{ name: 'material', value: 'Plastic' }];
  expect(of('steel red bottle', { material: ['steel'], color: ['red'] }, { title: 'Bottle' }, read)).toEqual([
    ['steel', 'material', 'Plastic', null],
    ['red', 'color', null, null],
  ]);
});

test('a measure by its number', () => {
  const bottle = (title: string): Row[] => of('水杯 500ml', {}, { title });
  expect(bottle('水杯 500毫升')).toEqual([['500ml', 'measure', '500毫升', true]]);
  expect(bottle('水杯 350ml')).toEqual([['500ml', 'measure', '350ml', false]]);
  expect(bottle('水杯')).toEqual([['500ml', 'measure', null, null]]);
});

test('what differs in spaces and case only is told once', () => {
  const read = [{ name: 'measure', value: '350 ML' }];
  expect(of('水杯 500ml', { measure: ['500ml'] }, { title: '水杯 350ml' }, read)).toEqual([
    ['500ml', 'measure', '350ml', false],
  ]);
});

test('a price in another currency can’t be told', () => {
  const product = { title: 'Dress', price: { amount: 80, currency: 'EUR' } };
  expect(of('dress under $50', {}, product)).toEqual([['under $50', 'price', '80 EUR', null]]);
});
