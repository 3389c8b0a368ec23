import { expect, test } from 'vitest';
import { catalogResponse } from '../../src/contract/catalog.ts';
import { productResponse, productsResponse } from '../../src/contract/products.ts';
import { answerOf, get, problemOf, request, send } from '../support/requests.ts';
import { appWith } from '#host';

test('the catalogue tells how far it is: by meaning within seconds, then with attributes and their evidence', async () => {
  const fetch = await appWith({ API_KEYS: 'far=key-far' });
  const headers = { authorization: 'Bearer key-far' };
  const ask = (at: string) => fetch(request(at, null, { method: 'GET', headers }));
  const status = async () => answerOf(await ask('/v1/catalog'), catalogResponse);
  const shoes = { id: 'a', title: 'Nike red running shoes', description: '<p>Made of <i>mesh</i></p>' };
  const products = [shoes, { id: 'b', title: '红色连衣裙' }];
  await answerOf(await send('/v1/products', { products }, { headers }, fetch), productsResponse);
  expect(await status()).toMatchObject({ products: 2, keyword: 2 });
  await expect
    .poll(status, { timeout: 20_000, interval: 200 })
    .toMatchObject({ embedded: 2, attributed: 2, pending: 0, vectors: expect.any(String) });
  const { extracted } = await answerOf(await ask('/v1/products/a'), productResponse);
  expect(extracted).toContainEqual(
    expect.objectContaining({ name: 'brand', text: 'Nike', evidence: { field: 'title', start: 0, end: 4 } }),
  );
});

test('an empty one', async () => {
  const fetch = await appWith({ API_KEYS: 'empty=key-empty' });
  const headers = { authorization: 'Bearer key-empty' };
  const answer = await answerOf(await fetch(request('/v1/catalog', null, { method: 'GET', headers })), catalogResponse);
  expect(answer).toEqual({
    products: 0,
    keyword: 0,
    embedded: 0,
    attributed: 0,
    pending: 0,
    failed: [],
    revision: 0,
    vectors: null,
  });
});

test('without a key nothing is told', async () => {
  await problemOf(await get('/v1/catalog'), 401, 'unauthorized');
});
