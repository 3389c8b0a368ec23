import { beforeAll, describe, expect, test } from 'vitest';
import { assistEvents, assistResponse } from '../../src/contract/assist.ts';
import { eventsOf } from '../support/event-stream.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, problemOf } from '../support/requests.ts';

const DOCUMENTS = [
  { id: 'returns', title: 'Returns', text: '# How long\n\nYou may return an unused item within 21 days of delivery.' },
  { id: 'tuihuo', title: '退货政策', text: '# 退货期限\n\n签收后21天内，未使用的商品可以退货。' },
];

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
  const response = await shop.send('/v1/documents', { documents: DOCUMENTS }, { method: 'PUT' });
  if (response.status !== 200) throw new Error(await response.text());
});

const user = (content: string) => ({ role: 'user', content });

const ask = (body: object, headers: Record<string, string> = {}) => shop.send('/v1/assist', body, { headers });

/** The answer as one object. */
async function answered(messages: object[], more: object = {}): Promise<Json> {
  return answerOf(await ask({ messages, ...more }, { accept: 'application/json' }), assistResponse);
}

describe('a stream', () => {
  test.each([
    ['en', 'red dress under $50', /Red summer dress/],
    ['zh', '红色连衣裙 200元以内', /红色雪纺连衣裙/],
  ])('%s: text with sources, products, then the end', async (language, content, title) => {
    const response = await ask({ messages: [user(content)] });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w.-]{1,64}$/);
    expect(response.headers.get('server-timing')).toMatch(/model;dur=/);
    const events = eventsOf(await response.text());
    for (const { event, data } of events) {
      const schema = assistEvents[event as keyof typeof assistEvents];
      expect(schema.safeParse(data).error?.issues ?? [], event).toEqual([]);
    }
    const order = events.map(({ event }) => event);
    expect(order).toEqual(order.toSorted((a, b) => PLACES.indexOf(a) - PLACES.indexOf(b)));
    expect(order.filter((event) => event === 'done')).toHaveLength(1);
    const text = events.map(({ event, data }) => (event === 'token' ? data.text : '')).join('');
    expect(text).toMatch(title);
    const done = events.at(-1)?.data;
    expect(done).toMatchObject({ route: 'search', language });
    const cited = events.flatMap(({ data }) => data.sources ?? []).filter((id) => typeof id === 'string');
    const sources = done.sources.map(({ id }: { id: string }) => id);
    expect(new Set(cited)).toEqual(new Set(sources));
  });

  test('what the caller sent and is not known stands in the end', async () => {
    const events = eventsOf(await (await ask({ messages: [user('hello')], extra: 1 })).text());
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { route: 'small_talk', warnings: ['extra'] } });
  });

  test('a deadline that is over is a problem, or an event that ends the stream', async () => {
    const response = await ask({ messages: [user(newText('dress'))] }, { 'x-deadline-ms': '1' });
    const text = await response.text();
    const last = response.status === 200 ? eventsOf(text).at(-1)?.event : String(response.status);
    expect(last).toMatch(/^(?:done|error|503|504)$/);
  });
});

const PLACES = ['token', 'product', 'action', 'done'];

describe('policies are quoted from the shop’s documents', () => {
  test.each([
    ['What is your return policy?', 'document:returns#0', DOCUMENTS[0]?.text],
    ['退货政策是什么', 'document:tuihuo#0', DOCUMENTS[1]?.text],
  ])('%s', async (content, id, text) => {
    const { route, sources, actions } = await answered([user(content)]);
    expect(route).toBe('service');
    expect(sources.map((source: { id: string }) => source.id)).toEqual([id]);
    expect(text).toContain(sources[0].quote);
    expect(actions).toEqual([]);
  });

  test.each(['Do you have a physical store?', '你们有实体店吗'])('%s: not stated', async (content) => {
    const { sources, text } = await answered([user(content)]);
    expect(sources).toEqual([]);
    expect(text).toMatch(/don’t state|没有说明/);
  });
});

describe('an order', () => {
  const order = { id: 'A-7', status: 'shipped', tracking: { carrier: 'UPS', number: '1Z9' } };

  test.each(['where is my order?', '我的订单到哪了'])('%s', async (content) => {
    const { text, actions, sources } = await answered([user(content)], { order });
    expect(text).toMatch(/A-7.*shipped/);
    expect(text).toContain('1Z9');
    expect(sources.map((source: { id: string }) => source.id)).toEqual(['order']);
    expect(actions).toMatchObject([{ action: 'track_order', parameters: { order_id: 'A-7' } }]);
  });
});

test.each([
  ['dress', 'not red, please', 'en'],
  ['连衣裙', '不要红色的', 'zh'],
])('a change of mind: %s, then %s', async (first, second, language) => {
  const {
    products,
    state,
    language: own,
  } = await answered([user(first), { role: 'assistant', content: 'Here.', product_ids: ['d1', 'd2'] }, user(second)]);
  expect(own).toBe(language);
  expect(state.excluded.length).toBeGreaterThan(0);
  for (const { product } of products as Json[]) expect(product.title).not.toMatch(/red|红色/i);
});

test.each([
  ['compare the first two', '对比', 'en'],
  ['第一个和第二个哪个好', '对比', 'zh'],
])('a comparison of what the page shows: %s', async (content) => {
  const { route, comparison } = await answered([user(content)], { product_ids: ['d1', 'd2'] });
  expect(route).toBe('compare');
  expect(comparison.products).toEqual(['d1', 'd2']);
  expect(comparison.rows).toContainEqual({ name: 'price', values: ['39 USD', '120 USD'], differs: true });
});

describe('words that the catalogue never has', () => {
  const products = [
    ...['主动降噪蓝牙耳机 头戴式', '骨传导蓝牙耳机 跑步', '真无线蓝牙耳机 长续航'].map((title, i) => ({
      id: `h${i}`,
      title,
    })),
    ...['电饭煲 4L 智能预约', '男士直筒牛仔裤', '双肩包 大容量 防水', '红色连衣裙 法式收腰'].map((title, i) => ({
      id: `z${i}`,
      title,
    })),
    ...["Women's running shoes, grey", 'Waterproof hiking backpack 30 l'].map((title, i) => ({ id: `e${i}`, title })),
  ];

  test.each([
    ['兰牙耳机', '蓝牙耳机', /蓝牙耳机/],
    ['想买个兰牙耳机，五百以内', '蓝牙耳机', /蓝牙耳机/],
    ['双肩抱', '双肩包', /双肩包/],
    ['牛仔库', '牛仔裤', /牛仔裤/],
    ['waterprof backpak', 'waterproof backpack', /backpack/],
  ])('%s is taken for %s where nothing else fits, and that is said', async (content, mended, title) => {
    const shelf = await httpShop(products);
    const sent = { headers: { accept: 'application/json' } };
    const told = await answerOf(await shelf.send('/v1/assist', { messages: [user(content)] }, sent), assistResponse);
    expect(told.products[0]?.product.title).toMatch(title);
    expect(told.text).toContain(mended);
  });

  test('what is found as it is typed is not mended', async () => {
    const { text } = await answered([user('红色连衣裙')]);
    expect(text).not.toMatch(/按“/);
  });
});

test.each(['投诉', '我要投诉！', '怎么投诉', 'complaint', 'I want to make a complaint'])(
  '%s: a person takes over',
  async (content) => {
    const { route, actions } = await answered([user(content)]);
    expect([route, actions]).toMatchObject(['hand_over', [{ action: 'hand_over' }]]);
  },
);

test.each(['这款耳机投诉多吗', '太贵了', 'the color is terrible'])('%s: no person yet', async (content) => {
  const { route } = await answered([user(content)]);
  expect(route).not.toBe('hand_over');
});

describe('without any model', () => {
  let bare: HttpShop;
  beforeAll(async () => {
    bare = await httpShop(SHOP, { MODEL_SCORER_URL: '' });
    await bare.send('/v1/documents', { documents: DOCUMENTS }, { method: 'PUT' });
  });

  test.each([
    ['red dress', /dress/i, 'search'],
    ['红色连衣裙', /连衣裙/, 'search'],
    ['what is your return policy?', /21 days/, 'service'],
    ['退货政策是什么', /21天/, 'service'],
  ])('%s is answered, and labelled', async (content, says, route) => {
    const sent = { headers: { accept: 'application/json' } };
    const response = await bare.send('/v1/assist', { messages: [user(content)] }, sent);
    const answer = await answerOf(response, assistResponse);
    expect(answer.served_by).toMatchObject({ path: 'lexical', degraded: true });
    expect(answer.route).toBe(route);
    expect(answer.text).toMatch(says);
  });
});

describe('what is not legal', () => {
  test.each<[string, unknown, string]>([
    ['no dialogue', {}, 'messages'],
    ['an empty dialogue', { messages: [] }, 'messages'],
    ['a dialogue that the assistant ends', { messages: [user('a'), { role: 'assistant', content: 'b' }] }, 'messages'],
    ['another role', { messages: [{ role: 'system', content: 'a' }] }, 'messages.0.role'],
    ['a blank message', { messages: [user(' ')] }, 'messages.0.content'],
    ['a long message', { messages: [user('x'.repeat(4_001))] }, 'messages.0.content'],
    ['201 messages', { messages: Array.from({ length: 201 }, () => user('a')) }, 'messages'],
    ['an order that is none', { messages: [user('a')], order: 7 }, 'order'],
    ['another language', { messages: [user('a')], language: 'fr' }, 'language'],
  ])('%s', async (_, body, path) => {
    const { errors } = await problemOf(await ask(body as object), 422, 'validation_failed');
    expect(errors?.map((error) => error.path)).toContain(path);
  });
});

test.each([
  ['dress', 'shopper_id'],
  ['连衣裙', 'session_id'],
])('what is shown to who is named is known to the events that follow: %s', async (content, name) => {
  const who = { [name]: newText('who') };
  const { query_id, products } = await answered([user(content)], who);
  const click = { type: 'click', ...who, query_id, product_id: products[0].product.id, position: 1 };
  const did = async (): Promise<Json> => (await shop.send('/v1/events', { events: [click] })).json();
  let taken = await did();
  // It is written after the answer.
  for (let i = 0; i < 20 && taken.warnings !== undefined; i++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    taken = await did();
  }
  expect(taken).toMatchObject({ accepted: 1 });
  expect(taken.warnings).toBeUndefined();
  expect((await answered([user(content)])).query_id).toBeUndefined();
  expect((await answered([user('hello')], who)).query_id).toBeUndefined();
});

test('200 messages in both languages are answered', async () => {
  const messages = Array.from({ length: 199 }, (_, i) =>
    i % 2 === 0 ? user(i % 4 === 0 ? 'dress' : '连衣裙') : { role: 'assistant', content: 'ok' },
  );
  const { route, usage } = await answered([...messages, user('连衣裙')]);
  expect(route).toBe('search');
  expect(usage.units).toBeGreaterThanOrEqual(20);
});

test.each(['👗👗👗', '?', 'فستان أحمر', '<script>alert(1)</script>', '𓀀𓀁'])('%s is answered', async (content) => {
  const { text } = await answered([user(content)]);
  expect(text.length).toBeGreaterThan(0);
});
