import { expect, test } from 'vitest';
import { catalogResponse } from '../../src/contract/catalog.ts';
import { pageResponse, productResponse, productsResponse } from '../../src/contract/products.ts';
import { searchResponse } from '../../src/contract/search.ts';
import { suggestResponse } from '../../src/contract/suggest.ts';
import { answerOf, problemOf, request, send } from '../support/requests.ts';
import { appWith } from '#host';

/** An account of its own, whose catalogue nobody has written to. */
async function newcomer(name: string, settings: Record<string, string> = {}) {
  const fetch = await appWith({ API_KEYS: `${name}=key-${name}`, SAMPLE: 'on', ...settings });
  const headers = { authorization: `Bearer key-${name}` };
  return {
    read: async (path: string) => fetch(request(path, null, { method: 'GET', headers })),
    remove: async (path: string) => fetch(request(path, null, { method: 'DELETE', headers, raw: null })),
    send: async (path: string, value: unknown, method = 'POST') => send(path, value, { method, headers }, fetch),
  };
}

test('a new catalogue shows the sample, marked, in both languages', async () => {
  const shop = await newcomer('newcomer');
  const status = await answerOf(await shop.read('/v1/catalog'), catalogResponse);
  expect(status).toMatchObject({ sample: true });
  expect(status.products).toBeGreaterThan(300);
  const page = await answerOf(await shop.read('/v1/products?limit=3'), pageResponse);
  expect(page).toMatchObject({ sample: true });
  const [{ id }] = page.products;
  expect(await answerOf(await shop.read(`/v1/products/${id}`), productResponse)).toMatchObject({ id, sample: true });
  const search = async (query: string) => {
    const { sample, hits } = await answerOf(await shop.send('/v1/search', { query }), searchResponse);
    return { sample, titles: hits.map((hit: { product: { title: string } }) => hit.product.title).join('\n') };
  };
  expect(await search('fitbit charge 3')).toMatchObject({ sample: true, titles: expect.stringContaining('Charge 3') });
  expect(await search('iPhone 15 手机壳')).toMatchObject({ sample: true, titles: expect.stringContaining('手机壳') });
  const { suggestions } = await answerOf(await shop.read('/v1/suggest?q=dew'), suggestResponse);
  expect(suggestions.length).toBeGreaterThan(0);
});

test('it is read only, and never exported', async () => {
  const shop = await newcomer('reader');
  const [{ id }] = (await answerOf(await shop.read('/v1/products?limit=1'), pageResponse)).products;
  await problemOf(await shop.remove(`/v1/products/${id}`), 404, 'not_found');
  expect(await (await shop.read('/v1/products?format=ndjson')).text()).toBe('');
});

test('the first write ends it for good, also for what was asked before', async () => {
  const shop = await newcomer('writer');
  const query = { query: 'dewalt tool box' };
  const before = await answerOf(await shop.send('/v1/search', query), searchResponse);
  expect(before.hits.length).toBeGreaterThan(0);
  const products = [{ id: 'own', title: 'Linen shirt' }];
  await answerOf(await shop.send('/v1/products', { products }), productsResponse);
  const { products: count, sample } = await answerOf(await shop.read('/v1/catalog'), catalogResponse);
  expect({ count, sample }).toEqual({ count: 1, sample: undefined });
  // An answer may be sent again for less than a second.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await answerOf(await shop.send('/v1/search', query), searchResponse)).sample).toBeUndefined();
  await shop.remove('/v1/products/own');
  expect(await answerOf(await shop.read('/v1/catalog'), catalogResponse)).toMatchObject({ products: 0 });
});

test('SAMPLE=off begins with nothing', async () => {
  const shop = await newcomer('bare', { SAMPLE: 'off' });
  expect(await answerOf(await shop.read('/v1/catalog'), catalogResponse)).toMatchObject({ products: 0, revision: 0 });
});
