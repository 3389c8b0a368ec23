import { describe, expect, test } from 'vitest';
import { rulesResponse } from '../../src/contract/rules.ts';
import { httpShop, type HttpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

const put = (shop: HttpShop, rules: object[]): Promise<Response> =>
  shop.send('/v1/rules', { rules }, { method: 'PUT' });
const get = async (shop: HttpShop): Promise<Json> =>
  await answerOf(await shop.send('/v1/rules', null, { method: 'GET', raw: null }), rulesResponse);
const ids = (hits: Json[]): string[] => hits.map(({ id }) => id);

test('there are none at first; what is put is got, and replaces what was', async () => {
  const shop = await httpShop(SHOP);
  expect(await get(shop)).toEqual({ rules: [], notices: [] });
  const rule = { id: 'hero', effect: 'pin', products: ['d3'], position: 1, when: { query: ['dress'] } };
  expect(await answerOf(await put(shop, [rule]), rulesResponse)).toEqual({ rules: [rule], notices: [] });
  expect((await get(shop)).rules).toEqual([rule]);
  await answerOf(await put(shop, []), rulesResponse);
  expect((await get(shop)).rules).toEqual([]);
});

test('a search follows them at once, shows them in its hits, and tells what they cost', async () => {
  const shop = await httpShop(SHOP);
  const before = await shop.search({ query: 'red dress', facets: ['brand'] });
  expect(before.plan.rules).toEqual([]);
  await put(shop, [
    { id: 'no d1', effect: 'hide', products: ['d1'] },
    { id: 'hero', effect: 'pin', products: ['s1'], position: 1, when: { query: ['red dress', '连衣裙'] } },
  ]);
  const after = await shop.search({ query: 'red dress', facets: ['brand'] });
  expect(ids(after.hits)[0]).toBe('s1');
  expect(after.hits[0].rules).toEqual(['hero']);
  expect(ids(after.hits)).not.toContain('d1');
  const count = ({ facets }: Json): number => facets.brand.reduce((sum: number, each: Json) => sum + each.count, 0);
  expect(count(after)).toBe(after.total);
  expect(after.plan.rules.map(({ id }: Json) => id)).toEqual(['no d1', 'hero']);
  expect(after.plan.rules[0].ndcg_cost).toBeGreaterThan(0);
  const zh = await shop.search({ query: '红色连衣裙' });
  expect(zh.hits[0].rules).toEqual(['hero']);
  const other = await shop.search({ query: 'headphones' });
  expect(ids(other.hits)).not.toContain('s1');
});

test('what is legal and yet a mistake is told', async () => {
  const shop = await httpShop(SHOP);
  const { notices } = await answerOf(
    await put(shop, [
      { id: 'old', effect: 'hide', products: ['d1'], until: '2020-01-01T00:00:00Z' },
      { id: 'gone', effect: 'boost', products: ['d1', 'nowhere'] },
    ]),
    rulesResponse,
  );
  expect(notices).toEqual([
    { id: 'old', message: expect.stringContaining('closed at 2020-01-01') },
    { id: 'gone', message: expect.stringContaining('no product nowhere') },
  ]);
});

describe('refused', () => {
  const pin = { id: 'a', effect: 'pin', products: ['d1'], position: 1 };
  test.each<[string, object[], string, string]>([
    [
      'an effect that is none',
      [{ id: 'a', effect: 'drop', products: ['d1'] }],
      'rules.0.effect',
      'pin, boost, bury or hide',
    ],
    ['two with one id', [pin, { ...pin, position: 2 }], 'rules.1.id', 'one rule only'],
    ['two pins on one position', [pin, { ...pin, id: 'b', products: ['d2'] }], 'rules.1.position', 'rule a'],
    ['a pin without a position', [{ id: 'a', effect: 'pin', products: ['d1'] }], 'rules.0.position', 'required'],
    ['a pin of two', [{ ...pin, products: ['d1', 'd2'] }], 'rules.0.products', 'one product'],
    ['a position of 101', [{ ...pin, position: 101 }], 'rules.0.position', 'at most 100'],
    ['a boost of nothing', [{ id: 'a', effect: 'boost' }], 'rules.0.products', '`where`'],
    ['a strength of 2', [{ id: 'a', effect: 'bury', products: ['d1'], strength: 2 }], 'rules.0.strength', 'at most 1'],
    [
      'a strength of a hide',
      [{ id: 'a', effect: 'hide', products: ['d1'], strength: 1 }],
      'rules.0.strength',
      'boost and bury',
    ],
    [
      'a window that never opens',
      [{ ...pin, from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }],
      'rules.0.until',
      'never opens',
    ],
    ['a date that is none', [{ ...pin, from: 'tomorrow' }], 'rules.0.from', 'ISO 8601'],
    [
      '201 rules',
      Array.from({ length: 201 }, (_, i) => ({ id: `r${i}`, effect: 'hide', products: ['x'] })),
      'rules',
      'at most 200',
    ],
  ])('%s', async (_, rules, path, message) => {
    const { errors } = await problemOf(await put(await httpShop(), rules), 422, 'validation_failed');
    expect(errors?.map((error) => error.path)).toEqual([path]);
    expect(errors?.[0]?.message).toContain(message);
  });

  test('two pins on one position may be there one after the other', async () => {
    const shop = await httpShop(SHOP);
    const rules = [
      { ...pin, until: '2099-01-01T00:00:00Z' },
      { ...pin, id: 'b', products: ['d2'], from: '2099-01-01T00:00:00Z' },
    ];
    expect((await answerOf(await put(shop, rules), rulesResponse)).rules).toEqual(rules);
  });
});
