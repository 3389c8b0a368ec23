import { describe, expect, test } from 'vitest';
import { synonymsResponse } from '../../src/contract/synonyms.ts';
import { httpShop, type HttpShop } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

const put = (shop: HttpShop, body: object, headers = {}): Promise<Response> =>
  shop.send('/v1/synonyms', body, { method: 'PUT', headers });
const get = async (shop: HttpShop): Promise<Json> =>
  await answerOf(await shop.send('/v1/synonyms', null, { method: 'GET', raw: null }), synonymsResponse);

test('there are none at first; what is put is got, and replaces what was', async () => {
  const shop = await httpShop();
  expect(await get(shop)).toEqual({ groups: [], one_way: [] });
  const body = { groups: [['sofa', 'couch', '沙发']], one_way: [{ from: 'footwear', to: ['shoes'] }] };
  expect(await answerOf(await put(shop, body), synonymsResponse)).toEqual(body);
  expect(await get(shop)).toEqual(body);
  await answerOf(await put(shop, { groups: [['a', 'b']] }), synonymsResponse);
  expect(await get(shop)).toEqual({ groups: [['a', 'b']], one_way: [] });
  await answerOf(await put(shop, {}), synonymsResponse);
  expect(await get(shop)).toEqual({ groups: [], one_way: [] });
});

test('a search finds by them at once, in both languages and one way only where told', async () => {
  const shop = await httpShop([
    { id: 'couch', title: 'Grey couch with three seats' },
    { id: 'zh', title: '灰色沙发 三人位' },
    { id: 'boots', title: 'Leather boots for men' },
  ]);
  const found = async (query: string): Promise<string[]> => {
    const { plan } = await shop.search({ query, weights: { semantic: 0 } });
    return plan.expanded.flatMap(({ to }: Json) => to);
  };
  expect(await found('sofa')).toEqual([]);
  await put(shop, { groups: [['sofa', 'couch', '沙发']], one_way: [{ from: 'footwear', to: ['boots'] }] });
  expect((await found('sofa')).toSorted()).toEqual(['couch', '沙发']);
  expect((await found('沙发')).toSorted()).toEqual(['couch', 'sofa']);
  expect(await found('footwear')).toEqual(['boots']);
  expect(await found('boots')).toEqual([]);
});

describe('refused', () => {
  test.each<[string, object, string, string]>([
    ['a group of one', { groups: [['sofa']] }, 'groups.0', 'at least 2'],
    ['a group of 21', { groups: [Array.from({ length: 21 }, (_, i) => `w${i}`)] }, 'groups.0', 'at most 20'],
    ['a blank word', { groups: [['sofa', ' ']] }, 'groups.0.1', 'blank'],
    ['a long word', { groups: [['sofa', 'x'.repeat(101)]] }, 'groups.0.1', '100'],
    ['2,001 groups', { groups: Array.from({ length: 2_001 }, () => ['a', 'b']) }, 'groups', 'at most 2000'],
    ['one way to nowhere', { one_way: [{ from: 'a', to: [] }] }, 'one_way.0.to', 'at least 1'],
    ['one way from nowhere', { one_way: [{ to: ['a'] }] }, 'one_way.0.from', 'required'],
  ])('%s', async (_, body, path, message) => {
    const { errors } = await problemOf(await put(await httpShop(), body), 422, 'validation_failed');
    expect(errors?.map((error) => error.path)).toEqual([path]);
    expect(errors?.[0]?.message).toContain(message);
  });
});

test('a write under an Idempotency-Key is done once', async () => {
  const shop = await httpShop();
  const headers = { 'idempotency-key': 'once' };
  await answerOf(await put(shop, { groups: [['a', 'b']] }, headers), synonymsResponse);
  await put(shop, { groups: [['c', 'd']] });
  const again = await put(shop, { groups: [['a', 'b']] }, headers);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await get(shop)).groups).toEqual([['c', 'd']]);
  await problemOf(await put(shop, { groups: [['e', 'f']] }, headers), 422, 'idempotency_mismatch');
});
