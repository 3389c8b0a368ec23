import { describe, expect, inject, test } from 'vitest';
import { assistResponse } from '../../src/contract/assist.ts';
import { readyResponse } from '../../src/contract/service.ts';
import { eventsOf } from '../support/event-stream.ts';
import { httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, get, type Json } from '../support/requests.ts';

const user = (content: string) => ({ role: 'user', content });
const ASKED = ['red dress for women', '红色连衣裙'];

/** A shop whose assistant is worded at an address of the fake endpoints. */
const shopAt = (how: string) => httpShop(SHOP, { MODEL_WRITER_URL: `${inject('endpoints')}/chat/${how}` });

async function answered(how: string, content: string): Promise<Json> {
  const shop = await shopAt(how);
  const accept = { headers: { accept: 'application/json' } };
  return answerOf(await shop.send('/v1/assist', { messages: [user(content)] }, accept), assistResponse);
}

test.each(ASKED)('a model’s own words, with their sources: %s', async (content) => {
  const { writing, text, products, sources } = await answered('good', content);
  expect(writing).toEqual({ path: 'llm', degraded: false, dropped: 0 });
  for (const { product } of products) expect(text).toContain(product.title);
  expect(sources.map(({ id }: Json) => id)).toContain(`product:${products[0].product.id}`);
});

test.each(ASKED)('what no source says never comes out: %s', async (content) => {
  const shop = await shopAt('lying');
  const response = await shop.send('/v1/assist', { messages: [user(content)] });
  const events = eventsOf(await response.text());
  expect(events.map(({ event }) => event)).not.toContain('action');
  expect(JSON.stringify(events)).not.toMatch(/refunded|cancel|取消|免费|\$1\b|Everything/);
  expect(events.at(-1)?.data.writing).toEqual({ path: 'llm', degraded: true, reason: 'unsupported', dropped: 5 });
});

describe('an endpoint that fails: the templates, and it is said', () => {
  test.each([
    ['503', 'upstream_unavailable'],
    ['401', 'upstream_unauthorized'],
    ['not-sse', 'upstream_invalid'],
    ['cut-off', 'upstream_invalid'],
    ['disconnect', 'upstream_unavailable'],
    ['hang-midway', 'upstream_timeout'],
  ])('%s', async (how, reason) => {
    const { writing, text, products } = await answered(how, 'red dress for women');
    expect(writing).toEqual({ path: 'template', degraded: true, reason, dropped: 0 });
    expect(text).toContain(products[0].product.title);
  });
});

test('without an endpoint the templates are no lack', async () => {
  const shop = await httpShop(SHOP);
  const accept = { headers: { accept: 'application/json' } };
  const { writing } = await answerOf(
    await shop.send('/v1/assist', { messages: [user('red dress')] }, accept),
    assistResponse,
  );
  expect(writing).toEqual({ path: 'template', degraded: false, dropped: 0 });
});

test.each([
  ['good', 'ready', true],
  ['503', 'degraded', false],
])('/ready tells of it: %s', async (how, status, ok) => {
  const { fetch } = await shopAt(how);
  const ready = readyResponse.parse(await (await get('/ready', {}, fetch)).json());
  expect(ready.status).toBe(status);
  expect(ready.roles['writing']).toMatchObject([{ path: 'gpu', ok }]);
});
