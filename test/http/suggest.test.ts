import { beforeAll, expect, test } from 'vitest';
import { suggestResponse } from '../../src/contract/suggest.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, problemOf } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
});

const ask = (query: string): Promise<Response> => shop.send(`/v1/suggest?${query}`, null, { method: 'GET', raw: null });
const texts = async (query: string): Promise<string[]> => {
  const { suggestions } = await answerOf(await ask(query), suggestResponse);
  return suggestions.map(({ text }: { text: string }) => text);
};

test.each([
  ['q=ze', /^zest$/i],
  ['q=dre', /dress/i],
  [`q=${encodeURIComponent('连衣')}`, /连衣裙/],
  [`q=${encodeURIComponent('轻')}`, /轻风/],
])('%s is completed', async (query, expected) => {
  expect(await texts(query)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
});

test('there are as many as asked, and none where nothing begins so', async () => {
  expect(await texts('q=d&limit=1')).toHaveLength(1);
  expect(await texts('q=qqqq')).toEqual([]);
  expect(await texts(`q=${encodeURIComponent('🧣')}`)).toEqual([]);
});

test.each([
  ['', 'q', 'required'],
  ['q=', 'q', 'required'],
  ['q=%20', 'q', 'blank'],
  [`q=${'x'.repeat(201)}`, 'q', '200'],
  ['q=a&limit=0', 'limit', 'at least 1'],
  ['q=a&limit=21', 'limit', 'at most 20'],
  ['q=a&limit=x', 'limit', 'whole number'],
])('refused: %s', async (query, path, message) => {
  const { errors } = await problemOf(await ask(query), 422, 'validation_failed');
  expect(errors?.map((error) => error.path)).toEqual([path]);
  expect(errors?.[0]?.message).toContain(message);
});

test('the method is GET', async () => {
  await problemOf(await shop.send('/v1/suggest?q=a', {}), 405, 'method_not_allowed');
});
