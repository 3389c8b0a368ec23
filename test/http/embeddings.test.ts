import { expect, test } from 'vitest';
import { anyEndpoint } from '../support/any-endpoint.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, type Json, problemOf, send } from '../support/requests.ts';

const { path, response } = CASES.embeddings;
const embed = async (body: object): Promise<Json> => answerOf(await send(path, body), response);
const vectorOf = async (body: object): Promise<number[]> => (await embed(body)).data[0].embedding;
const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

anyEndpoint(CASES.embeddings);

test('unit vectors of 384 numbers, in the order sent', async () => {
  const { data, object, model, usage } = await embed({ input: ['red dress', '红色连衣裙', 'garden hose'] });
  expect([object, data.map(({ index }: Json) => index)]).toEqual(['list', [0, 1, 2]]);
  for (const { embedding } of data) {
    expect(embedding).toHaveLength(384);
    expect(dot(embedding, embedding)).toBeCloseTo(1, 3);
  }
  expect(model).toBeTruthy();
  expect(usage.total_tokens).toBeGreaterThan(0);
});

test('the two languages meet', async () => {
  const { data } = await embed({ input: ['red dress', '红色连衣裙', 'garden hose'], input_type: 'document' });
  const [english, chinese, other] = data.map(({ embedding }: Json) => embedding);
  expect(dot(english, chinese)).toBeGreaterThan(dot(english, other));
});

test('a text alone is a list of one', async () => {
  const [alone, listed] = [await embed({ input: 'red dress' }), await embed({ input: ['red dress'] })];
  expect(alone.data).toEqual(listed.data);
  expect(alone.aisle.usage).toEqual({ units: 1 });
});

test('base64 is the same numbers, little-endian', async () => {
  const floats = await vectorOf({ input: 'red dress' });
  const text = (await embed({ input: 'red dress', encoding_format: 'base64' })).data[0].embedding;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  expect([...new Float32Array(bytes.buffer)]).toEqual(floats);
});

test('dimensions: the first so many, to unit length again', async () => {
  const whole = await vectorOf({ input: 'red dress' });
  const cut = await vectorOf({ input: 'red dress', dimensions: 64 });
  expect(cut).toHaveLength(64);
  expect(dot(cut, cut)).toBeCloseTo(1, 5);
  expect(dot(cut, whole) / Math.sqrt(dot(whole.slice(0, 64), whole.slice(0, 64)))).toBeCloseTo(1, 4);
  // What is kept in memory is not what was cut.
  expect(await vectorOf({ input: 'red dress' })).toEqual(whole);
});

test('a query and a document differ', async () => {
  const query = await vectorOf({ input: 'red dress', input_type: 'query' });
  const document = await vectorOf({ input: 'red dress', input_type: 'document' });
  expect(query).not.toEqual(document);
  expect(await vectorOf({ input: 'red dress' })).toEqual(document);
});

test.each<[string, object, string]>([
  ['no input', { model: 'aisle' }, 'input'],
  ['an empty input', { input: '' }, 'input'],
  ['token ids', { input: [1, 2, 3] }, 'input.0'],
  ['dimensions 0', { input: 'a', dimensions: 0 }, 'dimensions'],
  ['an unknown format', { input: 'a', encoding_format: 'int8' }, 'encoding_format'],
  ['an unknown input_type', { input: 'a', input_type: 'passage' }, 'input_type'],
])('%s is refused as the SDK of OpenAI reads it', async (_, body, at) => {
  const problem = await problemOf(await send(path, body), 422, 'validation_failed');
  expect(problem.errors?.[0]?.path).toBe(at);
  expect(problem.error).toMatchObject({ type: 'invalid_request_error', code: 'validation_failed', param: at });
  expect(problem.error?.message).toContain(at);
});
