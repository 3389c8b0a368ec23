import { expect, test } from 'vitest';
import { anyEndpoint } from '../support/any-endpoint.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, type Json, problemOf, request, send } from '../support/requests.ts';
import { fetchApp } from '#host';
import { matchResponse } from '../../src/contract/match.ts';

const { path, response } = CASES.rerank;
const rerank = async (body: object): Promise<Json> => answerOf(await send(path, body), response);

anyEndpoint(CASES.rerank);

const DOCUMENTS = ['索尼 WH-1000XM4 头戴式降噪蓝牙耳机', '耳机收纳包', 'Garden hose 50 ft', '蓝牙耳机'];
const QUERY = '蓝牙耳机 降噪';

test('every document once, highest first', async () => {
  const { results } = await rerank({ query: QUERY, documents: DOCUMENTS });
  const scores = results.map((result: Json) => result.relevance_score);
  expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  expect(results.map(({ index }: Json) => index).toSorted()).toEqual([0, 1, 2, 3]);
});

test('the scores are the relevance of /v1/match', async () => {
  const { results } = await rerank({ query: QUERY, documents: DOCUMENTS });
  const products = DOCUMENTS.map((title) => ({ title }));
  const match = await answerOf(await send('/v1/match', { query: QUERY, products }), matchResponse);
  for (const { index, relevance_score } of results) expect(match.results[index].relevance).toBe(relevance_score);
});

test('top_n cuts after sorting, and may be more than there are', async () => {
  const all = await rerank({ query: QUERY, documents: DOCUMENTS });
  const two = await rerank({ query: QUERY, documents: DOCUMENTS, top_n: 2 });
  expect(two.results).toEqual(all.results.slice(0, 2));
  expect((await rerank({ query: QUERY, documents: DOCUMENTS, top_n: 9 })).results).toHaveLength(4);
  // What is judged is paid for.
  expect(two.aisle.usage).toEqual({ units: 4 });
});

test('ties stay in the order sent', async () => {
  const { results } = await rerank({ query: QUERY, documents: ['same', 'same', 'same'] });
  expect(results.map(({ index }: Json) => index)).toEqual([0, 1, 2]);
});

test('documents come back only when asked for, as they were', async () => {
  const documents = [{ text: 'USB-C cable', sku: 7 }, { title: 'HDMI cable', tags: ['a'] }, 'plain'];
  const { results } = await rerank({ query: 'usb c cable', documents, return_documents: true });
  const byIndex = results.toSorted((a: Json, b: Json) => a.index - b.index);
  expect(byIndex.map(({ document }: Json) => document)).toEqual([documents[0], documents[1], { text: 'plain' }]);
  const without = await rerank({ query: 'usb c cable', documents });
  for (const result of without.results) expect(result).not.toHaveProperty('document');
});

test('objects that hold no text are ranked, not refused', async () => {
  const documents = [{}, { price: 5 }, { text: '' }, { title: ' ' }, { a: { b: 'c' } }, 'usb c cable'];
  const { results } = await rerank({ query: 'usb c cable', documents });
  expect(results).toHaveLength(6);
});

test('rank_fields says what is read', async () => {
  const documents = [
    { name: 'usb c cable', note: 'garden hose' },
    { name: 'garden hose', note: 'usb c cable' },
  ];
  const order = async (field: string) =>
    (await rerank({ query: 'usb c cable', documents, rank_fields: [field] })).results.map(({ index }: Json) => index);
  expect(await order('name')).toEqual((await order('note')).toReversed());
});

test('/v2/rerank answers the same', async () => {
  const body = { model: 'rerank-v3.5', query: QUERY, documents: DOCUMENTS };
  const [first, second] = [await fetchApp(request(path, body)), await fetchApp(request('/v2/rerank', body))];
  const [one, two] = [await answerOf(first, response), await answerOf(second, response)];
  expect(two.results).toEqual(one.results);
  expect(two.meta).toEqual({ api_version: { version: '2' }, billed_units: { search_units: 1 } });
  expect(two.id).toBe(second.headers.get('x-request-id'));
});

test.each<[string, object, string]>([
  ['no query', { documents: ['a'] }, 'query'],
  ['no documents', { query: 'a' }, 'documents'],
  ['a half top_n', { query: 'a', documents: ['a'], top_n: 1.5 }, 'top_n'],
  ['return_documents as text', { query: 'a', documents: ['a'], return_documents: 'yes' }, 'return_documents'],
  ['a query of 513 characters', { query: 'x'.repeat(513), documents: ['a'] }, 'query'],
])('%s is refused', async (_, body, at) => {
  for (const each of [path, '/v2/rerank']) {
    const problem = await problemOf(await send(each, body), 422, 'validation_failed');
    expect(problem.errors?.[0]?.path).toBe(at);
    expect(problem.message).toContain(at);
  }
});
