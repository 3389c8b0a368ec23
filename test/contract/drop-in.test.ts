import { Cohere, CohereClientV2 } from 'cohere-ai';
import OpenAI, { AuthenticationError, InternalServerError, UnprocessableEntityError } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';

const apiKey = 'sdk-key';
let server: TestServer;
/** The same without any model: for what an SDK does with a 503. */
let bare: TestServer;
beforeAll(async () => {
  [server, bare] = await Promise.all([
    startServer({ API_KEYS: apiKey }),
    startServer({ API_KEYS: apiKey, MODEL_LOCAL: 'off' }),
  ]);
});
afterAll(() => Promise.all([server?.stop(), bare?.stop()]));

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (answer) => expect.unreachable(`answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );

describe('the SDK of OpenAI', () => {
  const client = (options = {}) => new OpenAI({ baseURL: `${server.url}/v1`, apiKey, maxRetries: 0, ...options });
  const create = (body: object, options = {}) =>
    client(options).embeddings.create(body as OpenAI.EmbeddingCreateParams);

  test('vectors, which it asks for as base64 unless told otherwise', async () => {
    const input = ['red dress', '红色连衣裙'];
    const { data, model, usage } = await create({ model: 'aisle', input });
    expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 384],
      [1, 384],
    ]);
    const floats = await create({ model: 'aisle', input, encoding_format: 'float' });
    expect(data[1]?.embedding).toEqual(floats.data[1]?.embedding);
    expect(model).toBe('aisle-small');
    expect(usage.total_tokens).toBeGreaterThan(0);
  });

  test('one text, fewer dimensions', async () => {
    const { data } = await create({ model: 'aisle', input: 'red dress', dimensions: 64 });
    expect(data[0]?.embedding).toHaveLength(64);
  });

  test('its own errors, with the words of ours', async () => {
    const wrongKey = await failure(create({ model: 'aisle', input: 'a' }, { apiKey: 'wrong' }));
    expect(wrongKey).toBeInstanceOf(AuthenticationError);
    expect(wrongKey).toMatchObject({ status: 401, code: 'unauthorized', type: 'invalid_request_error' });

    const blank = await failure(create({ model: 'aisle', input: ['a', ' '] }));
    expect(blank).toBeInstanceOf(UnprocessableEntityError);
    expect(blank).toMatchObject({ status: 422, code: 'validation_failed', param: 'input.1' });
    expect((blank as Error).message).toContain('must not be blank');

    const none = await failure(create({ model: 'aisle', input: 'a' }, { baseURL: `${bare.url}/v1` }));
    expect(none).toBeInstanceOf(InternalServerError);
    expect(none).toMatchObject({ status: 503, code: 'model_unavailable', type: 'api_error' });
  });

  test('a request id that can be looked up', async () => {
    const { request_id } = await client().embeddings.create({ model: 'aisle', input: 'a' }).withResponse();
    expect(request_id).toMatch(/^[\w.-]{1,64}$/);
  });
});

describe('the SDK of Cohere', () => {
  const client = (token = apiKey) => new CohereClientV2({ token, environment: server.url });
  const documents = ['索尼 WH-1000XM4 头戴式降噪蓝牙耳机', '耳机收纳包', 'Garden hose 50 ft'];
  const ask = { model: 'rerank-v3.5', query: '蓝牙耳机 降噪', documents };

  test('a ranking', async () => {
    const { results, id, meta } = await client().rerank({ ...ask, topN: 2 });
    expect(results).toHaveLength(2);
    expect(results[0]?.relevanceScore).toBeGreaterThanOrEqual(results[1]?.relevanceScore ?? 1);
    expect(id).toMatch(/^[\w.-]{1,64}$/);
    expect(meta?.billedUnits?.searchUnits).toBe(1);
  });

  test('its own errors, with the words of ours', async () => {
    const wrongKey = await failure(client('wrong').rerank(ask, { maxRetries: 0 }));
    expect(wrongKey).toBeInstanceOf(Cohere.UnauthorizedError);
    expect(wrongKey).toMatchObject({ statusCode: 401, body: { code: 'unauthorized' } });

    const blank = await failure(client().rerank({ ...ask, documents: ['a', ' '] }, { maxRetries: 0 }));
    expect(blank).toBeInstanceOf(Cohere.UnprocessableEntityError);
    expect(blank).toMatchObject({ statusCode: 422, body: { message: expect.stringContaining('documents.1') } });
  });
});
