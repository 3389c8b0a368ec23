import { describe, expect, test } from 'vitest';
import { SUB_INTENTS } from '../../src/core/intent.ts';
import { anyEndpoint } from '../support/any-endpoint.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, type Json, send } from '../support/requests.ts';

const { path, response } = CASES.intent;
const intents = async (queries: string[], more = {}): Promise<Json[]> =>
  (await answerOf(await send(path, { queries, ...more }), response)).results;

anyEndpoint(CASES.intent);

const QUERIES = ['red dress under $50', '我的快递到哪了', '送女朋友什么生日礼物好', 'is it waterproof?', '🧣'];

test('a distribution of the 12 intents, highest first, that sums to 1', async () => {
  for (const result of await intents(QUERIES)) {
    const { distribution, confidence, intent } = result;
    expect(new Set(distribution.map((entry: Json) => entry.intent)).size).toBe(12);
    const probabilities: number[] = distribution.map((entry: Json) => entry.probability);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    expect([intent, confidence]).toEqual([distribution[0].intent, distribution[0].probability]);
  }
});

test('numbers are not rounded', async () => {
  const digits = (await intents(QUERIES)).map(
    ({ confidence }) => String(confidence).replace(/^0\.0*|e.*$/g, '').length,
  );
  expect(Math.max(...digits)).toBeGreaterThanOrEqual(6);
});

test('the query comes back as sent', async () => {
  const sent = '  Red\u0000 DRESS 连衣裙 ';
  expect((await intents([sent]))[0].query).toBe(sent);
});

test('a sub-intent is one of the 27, or null', async () => {
  for (const { sub_intent } of await intents(['track my order', '我要退货', 'red dress', 'cancel order 123'])) {
    expect([null, ...Object.keys(SUB_INTENTS)]).toContain(sub_intent);
  }
});

test('the language is detected per query, or the caller says it', async () => {
  const languages = (results: Json[]) => results.map(({ language }) => language);
  expect(languages(await intents(['red dress', '红色连衣裙']))).toEqual(['en', 'zh']);
  expect(languages(await intents(['red dress', '红色连衣裙'], { language: 'zh' }))).toEqual(['zh', 'zh']);
});

describe('constraints that the parser reads', () => {
  test.each([
    ['red dress under $50', { price: { max: 50, currency: 'USD' } }],
    ['200元以内的耳机', { price: { max: 200, currency: 'CNY' } }],
    ['laptop between $500 and $800', { price: { min: 500, max: 800, currency: 'USD' } }],
    ['华为手机壳 不要透明的', { not: ['透明'] }],
    ['water bottle without lid', { not: ['lid'] }],
    ['linen shirt', { not: [] }],
  ])('%s', async (query, stated) => {
    const [result] = await intents([query]);
    expect(result.constraints).toMatchObject(stated);
  });

  test('an excluded word is not also wanted', async () => {
    const [{ constraints }] = await intents(['华为手机壳 不要透明的']);
    const { not: _, price: __, measures: ___, ...words } = constraints;
    expect(Object.values(words).flat().join()).not.toContain('透明');
  });
});
