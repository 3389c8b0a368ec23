import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attributesResponse } from '../../src/contract/attributes.ts';
import { intentResponse } from '../../src/contract/intent.ts';
import { matchResponse } from '../../src/contract/match.ts';
import { answerOf, type Json, send } from '../support/requests.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

/** Over the wire, as a newcomer's curl would. */
const fetchServer = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url);
  return await fetch(server.url + pathname, { method: 'POST', headers: request.headers, body: await request.text() });
};
const ask = async (
  path: string,
  value: object,
  schema: typeof intentResponse | typeof attributesResponse | typeof matchResponse,
): Promise<Json> => {
  const answer = await answerOf(await send(path, value, {}, fetchServer), schema);
  expect(answer.served_by).toEqual({ path: 'onnx', degraded: false });
  return answer.results;
};
const intentOf = async (query: string): Promise<Json> =>
  (await ask('/v1/intent', { queries: [query] }, intentResponse))[0];
const attributesOf = async (item: object): Promise<Json[]> =>
  (await ask('/v1/attributes', { items: [item] }, attributesResponse))[0].attributes;
const judge = async (query: string, titles: string[]): Promise<Json[]> =>
  ask('/v1/match', { query, products: titles.map((title) => ({ title })) }, matchResponse);

describe('what a query wants', () => {
  test('red dress under $50', async () => {
    expect(await intentOf('red dress under $50')).toMatchObject({
      language: 'en',
      intent: 'find_product',
      sub_intent: null,
      constraints: { product_type: ['dress'], color: ['red'], price: { max: 50, currency: 'USD' }, not: [] },
    });
  });

  test('我的快递到哪了', async () => {
    expect(await intentOf('我的快递到哪了')).toMatchObject({
      language: 'zh',
      intent: 'order_status',
      sub_intent: 'track_order',
    });
  });

  test('送女朋友什么生日礼物好', async () => {
    expect(await intentOf('送女朋友什么生日礼物好')).toMatchObject({
      language: 'zh',
      intent: 'discover',
      sub_intent: null,
    });
  });

  test('华为手机壳 不要透明的', async () => {
    const { intent, constraints } = await intentOf('华为手机壳 不要透明的');
    expect(intent).toBe('find_product');
    expect(constraints).toMatchObject({ brand: ['华为'], product_type: ['手机壳'], not: ['透明'] });
    const { not: _, ...wanted } = constraints;
    expect(JSON.stringify(wanted)).not.toContain('透明');
  });

  test('tommy hilfiger mens slim jeans 32x30', async () => {
    const { intent, constraints } = await intentOf('tommy hilfiger mens slim jeans 32x30');
    expect(intent).toBe('find_product');
    expect(constraints).toMatchObject({ brand: ['tommy hilfiger'], product_type: ['jeans'], size: ['32x30'] });
  });
});

describe('what a text states, and where', () => {
  test.each([
    ['brand', 'Tommy Hilfiger', 0, 14],
    ['product_type', 'jeans', 25, 30],
    ['size', '32x30', 31, 36],
  ])('tommy hilfiger mens slim jeans 32x30: %s', async (name, value, start, end) => {
    const query = 'tommy hilfiger mens slim jeans 32x30';
    const attributes = await attributesOf({ query });
    const evidence = { field: 'query', start, end };
    expect(attributes).toContainEqual(
      expect.objectContaining({ name, value, text: query.slice(start, end), evidence, source: 'text' }),
    );
  });

  test('the audience, the style', async () => {
    const attributes = await attributesOf({ query: 'tommy hilfiger mens slim jeans 32x30' });
    expect(attributes.map(({ text }) => text)).toEqual(expect.arrayContaining(['mens', 'slim']));
  });

  test.each([
    ['brand', '华为', 0, 2],
    ['product_type', '手机壳', 2, 5],
  ])('华为手机壳 不要透明的: %s', async (name, value, start, end) => {
    const attributes = await attributesOf({ query: '华为手机壳 不要透明的' });
    expect(attributes).toContainEqual(
      expect.objectContaining({ name, value, evidence: { field: 'query', start, end } }),
    );
  });

  test('names that were asked for: stated and not stated', async () => {
    const title = 'Jade Leaf Organic Matcha Green Tea Powder, Vanilla, 100 g';
    const attributes = await attributesOf({ product: { title }, attributes: ['Brand', 'Net content', 'Voltage'] });
    const value = (name: string) => attributes.find((attribute) => attribute.name === name)?.text;
    expect([value('Brand'), value('Net content'), value('Voltage')]).toEqual(['Jade Leaf', '100 g', null]);
  });
});

describe('how products relate to a query', () => {
  const relations = (results: Json[]) => results.map(({ relation }) => relation);

  test('iphone 13 case', async () => {
    const results = await judge('iphone 13 case', [
      'Silicone Case for iPhone 13, Midnight',
      'Silicone Case for iPhone 12, Midnight',
      '20W USB-C Charger for iPhone',
      'Expandable Garden Hose 50 ft',
    ]);
    const [first, second, third, last] = relations(results);
    expect([first, last]).toEqual(['exact', 'irrelevant']);
    // A case that doesn't fit is no use, and one who lives with another phone may think otherwise: never exact.
    expect(['substitute', 'irrelevant']).toContain(second);
    expect(['complement', 'irrelevant']).toContain(third);
    const [exact = 0, ...others] = results.map((result) => result.relevance as number);
    expect(exact).toBeGreaterThan(0.5);
    expect(Math.max(...others)).toBeLessThan(0.2);
  });

  test('iphone 13 手机壳', async () => {
    const results = await judge('iphone 13 手机壳', [
      '苹果 iPhone 13 手机壳 液态硅胶 全包防摔',
      '苹果 iPhone 12 手机壳 液态硅胶 全包防摔',
      '苹果 20W 快充充电器 USB-C',
      '花园水管 伸缩软管 15米',
    ]);
    const [first, second, third, last] = relations(results);
    expect([first, second, last]).toEqual(['exact', 'substitute', 'irrelevant']);
    expect(['complement', 'irrelevant']).toContain(third);
  });

  test('华为手机壳 不要透明的', async () => {
    const results = await judge('华为手机壳 不要透明的', [
      '华为Mate60手机壳 磨砂硅胶 黑色',
      '华为Mate60手机壳 透明 防摔',
      '花园水管 15米',
    ]);
    const [first, second, last] = relations(results);
    expect(first).toBe('exact');
    expect(second).not.toBe('exact');
    expect(last).toBe('irrelevant');
  });
});
