import { expect, test } from 'vitest';
import { driftResponse } from '../../src/contract/drift.ts';
import { httpShop, type HttpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, problemOf } from '../support/requests.ts';

const report = async (shop: HttpShop, query = ''): Promise<Json> =>
  await answerOf(await shop.send(`/v1/drift${query}`, null, { method: 'GET' }), driftResponse);
const valuesOf = (part: Json, name: string): Json =>
  Object.fromEntries(
    part.distributions.find((one: Json) => one.name === name).values.map(({ value, recent }: Json) => [value, recent]),
  );

test('queries and products are counted, those answered from memory too, and no text of a query is told', async () => {
  const shop = await httpShop(SHOP);
  const secret = newText('secret dress');
  for (const query of [secret, secret, '红色连衣裙', '我的快递到哪了']) await shop.send('/v1/search', { query });
  await shop.send('/v1/intent', { queries: ['red dress', '红色连衣裙'] });
  const told = await report(shop);
  expect(told).toMatchObject({ days: 7, verdict: 'unknown' });
  expect(told.queries.seen).toEqual({ before: 0, recent: 6 });
  expect(valuesOf(told.queries, 'language')).toEqual({ en: 0.5, zh: 0.5 });
  expect(valuesOf(told.queries, 'intent').order_status).toBeCloseTo(1 / 6, 9);
  const share = (name: string): Json => told.queries.shares.find((one: Json) => one.name === name);
  // What asks for a service looks for no product.
  expect(share('empty').seen.recent).toBe(3);
  expect(share('degraded')).toMatchObject({ seen: { recent: 4 }, share: { before: null, recent: 0 }, p: null });
  expect(told.catalog.seen).toEqual({ before: 0, recent: SHOP.length });
  expect(valuesOf(told.catalog, 'brand')).toMatchObject({ 轻风: 2 / 8, Acme: 2 / 8 });
  expect(valuesOf(told.catalog, 'product_language')).toEqual({ en: 5 / 8, zh: 3 / 8 });
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(told.sentences.en).toHaveLength(told.sentences.zh.length);

  await shop.put(SHOP);
  expect((await report(shop)).catalog.seen.recent).toBe(SHOP.length);
  await shop.put([{ ...(SHOP[0] as Json), brand: 'Other' }]);
  expect((await report(shop)).catalog.seen.recent).toBe(SHOP.length + 1);
});

test('vectors of new products are counted when they are made', async () => {
  const shop = await httpShop(SHOP);
  const vectors = async (): Promise<number> => (await report(shop)).catalog.embedding.vectors.recent;
  await expect.poll(vectors, { timeout: 20_000, interval: 200 }).toBe(SHOP.length);
});

test('an account sees its own only', async () => {
  const [one, other] = [await httpShop(SHOP), await httpShop()];
  expect((await report(one)).catalog.seen.recent).toBe(SHOP.length);
  expect((await report(other)).catalog.seen.recent).toBe(0);
});

test.each([
  ['0', 'must be at least 1'],
  ['31', 'must be at most 30'],
  ['x', 'must be a whole number from 1 to 30'],
  ['1.5', 'must be a whole number from 1 to 30'],
])('%s days are refused', async (days, message) => {
  const shop = await httpShop();
  const response = await shop.send(`/v1/drift?days=${days}`, null, { method: 'GET' });
  const { errors } = await problemOf(response, 422, 'validation_failed');
  expect(errors).toEqual([{ path: 'days', message }]);
});
