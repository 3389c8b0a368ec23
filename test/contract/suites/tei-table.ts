import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A server that claims to answer as text-embeddings-inference, with the fake pack (most tokens 128) under three prefixes. */
export interface TeiUnderTest {
  url: string;
  token: string;
  maxConcurrentRequests: number;
  /** Each model call takes this long. */
  slow(milliseconds: number): void;
  /** Scores become NaN. */
  break(broken: boolean): void;
  stop(): Promise<void>;
}

type Json = Record<string, unknown>;
interface Prediction {
  score: number;
  label: string;
}

/** The facts of text-embeddings-inference 1.9.3 that this house builds on, each as one test. */
export function describeTeiTable(name: string, startServer: () => Promise<TeiUnderTest>): void {
  describe(`${name} answers as TEI`, () => {
    let server: TeiUnderTest;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.stop());

    const call = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(server.url + path, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init.headers } });
    const post = (path: string, body: unknown): Promise<Response> =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const answer = async <T>(path: string, body: unknown): Promise<T> => {
      const response = await post(path, body);
      expect(response.status, await response.clone().text()).toBe(200);
      return (await response.json()) as T;
    };
    const fault = async (path: string, body: unknown): Promise<{ status: number; json: unknown }> => {
      const response = await post(path, body);
      expect(response.headers.get('content-type')).toContain('application/json');
      return { status: response.status, json: await response.json() };
    };
    const text = async (response: Response): Promise<[number, string | undefined]> => {
      await response.text();
      return [response.status, response.headers.get('content-type')?.split(';')[0]];
    };
    const long = 'word '.repeat(400).trim();
    const empty = {
      status: 400,
      json: { error: 'Input validation error: `inputs` cannot be empty', error_type: 'Empty' },
    };

    test.each(['/encoder', '/match', '/tagger'])('%s: health is 200 with an empty body', async (prefix) => {
      for (const route of ['/', '/health', '/ping']) {
        const response = await call(prefix + route);
        expect([response.status, await response.text()], route).toEqual([200, '']);
      }
    });

    test('/info tells the model, its kind and its limits', async () => {
      const info = async (prefix: string): Promise<Json> => (await (await call(`${prefix}/info`)).json()) as Json;
      const limits = {
        model_id: expect.any(String),
        max_concurrent_requests: server.maxConcurrentRequests,
        max_input_length: 128,
        max_client_batch_size: 32,
        max_batch_tokens: 16_384,
        auto_truncate: true,
        version: expect.any(String),
      };
      const classifier = {
        id2label: { 0: 'exact', 1: 'substitute', 2: 'complement', 3: 'irrelevant' },
        label2id: { exact: 0, substitute: 1, complement: 2, irrelevant: 3 },
      };
      expect(await info('/encoder')).toMatchObject({ ...limits, model_type: { embedding: { pooling: 'mean' } } });
      expect(await info('/tagger')).toMatchObject({ ...limits, model_type: { embedding: { pooling: 'mean' } } });
      expect(await info('/match')).toMatchObject({ ...limits, model_type: { classifier } });
    });

    test('/embed answers a list of unit vectors, for one text too', async () => {
      const [one] = await answer<number[][]>('/encoder/embed', { inputs: 'query: red dress' });
      const both = await answer<number[][]>('/encoder/embed', {
        inputs: ['query: red dress', '连衣裙'],
        normalize: true,
        truncate: true,
      });
      expect(both).toHaveLength(2);
      expect(Math.hypot(...(one ?? []))).toBeCloseTo(1, 4);
      for (const [i, x] of (one ?? []).entries()) expect(both[0]?.[i]).toBeCloseTo(x, 5);
    });

    test('/embed_all answers a vector a token, special tokens included', async () => {
      const texts = ['红色 Nike 👟 red', 'a'];
      const vectors = await answer<number[][][]>('/tagger/embed_all', { inputs: texts });
      const tokens = await answer<unknown[][]>('/tagger/tokenize', { inputs: texts });
      expect(vectors.map((list) => list.length)).toEqual(tokens.map((list) => list.length));
      expect(new Set(vectors.flat().map((vector) => vector.length)).size).toBe(1);
    });

    test('/tokenize counts bytes, and special tokens have no place', async () => {
      const input = '红 👟 red';
      const [tokens = []] = await answer<Json[][]>('/tagger/tokenize', { inputs: [input] });
      const bytes = new TextEncoder().encode(input);
      const slices = tokens
        .filter(({ special }) => special === false)
        .map(({ start, stop }) => new TextDecoder().decode(bytes.slice(Number(start), Number(stop))));
      expect(slices).toEqual(['红', '👟', 'red']);
      const specials = tokens.filter(({ special }) => special === true);
      expect(specials.map(({ start, stop }) => [start, stop])).toEqual([
        [null, null],
        [null, null],
      ]);
      expect(Object.keys(tokens[1] ?? {}).toSorted()).toEqual(['id', 'special', 'start', 'stop', 'text']);
    });

    test('/tokenize never truncates', async () => {
      const [tokens = []] = await answer<Json[][]>('/encoder/tokenize', { inputs: long });
      expect(tokens).toHaveLength(402);
    });

    test('/predict: all labels, highest first, softmax; a flat list of two strings is one pair', async () => {
      const flat = await answer<Prediction[]>('/match/predict', { inputs: ['red dress', 'a red dress'] });
      expect(flat.map(({ label }) => label).toSorted()).toEqual(['complement', 'exact', 'irrelevant', 'substitute']);
      expect(flat.map(({ score }) => score)).toEqual(flat.map(({ score }) => score).toSorted((a, b) => b - a));
      expect(flat.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5);
      expect(flat[0]?.label).toBe('exact');
      const alone = await answer<Prediction[]>('/match/predict', { inputs: 'red dress' });
      expect(alone).toHaveLength(4);
    });

    test('/predict: a batch is a list of lists, of one too; raw scores are logits', async () => {
      const pairs = [
        ['red dress', 'a red dress'],
        ['red dress', 'garden hose'],
      ];
      const raw = await answer<Prediction[][]>('/match/predict', { inputs: pairs, raw_scores: true });
      const soft = await answer<Prediction[][]>('/match/predict', { inputs: [pairs[0]] });
      expect(raw.map((list) => list.length)).toEqual([4, 4]);
      expect(soft).toHaveLength(1);
      const sum = (raw[0] ?? []).reduce((total, { score }) => total + Math.exp(score), 0);
      for (const [i, { score, label }] of (raw[0] ?? []).entries()) {
        expect(soft[0]?.[i]?.label).toBe(label);
        expect(soft[0]?.[i]?.score).toBeCloseTo(Math.exp(score) / sum, 5);
      }
      expect(await answer<unknown[]>('/match/predict', { inputs: [['one'], ['two', 'three']] })).toHaveLength(2);
    });

    test('/v1/embeddings answers in the shape of OpenAI, as numbers or base64', async () => {
      const request = { input: ['red dress'], model: 'ignored' };
      const plain = await answer<{ data: { embedding: number[] }[] }>('/encoder/v1/embeddings', request);
      expect(plain).toMatchObject({
        object: 'list',
        data: [{ object: 'embedding', index: 0 }],
        usage: { prompt_tokens: 4, total_tokens: 4 },
      });
      const packed = await answer<{ data: { embedding: string }[] }>('/encoder/embeddings', {
        ...request,
        encoding_format: 'base64',
      });
      const bytes = Uint8Array.from(Buffer.from(packed.data[0]?.embedding ?? '', 'base64'));
      const numbers = new Float32Array(bytes.buffer);
      for (const [i, x] of numbers.entries()) expect(x).toBeCloseTo(plain.data[0]?.embedding[i] ?? NaN, 5);
    });

    test('a success says what it took', async () => {
      const response = await post('/encoder/embed', { inputs: ['红 👟', 'red'] });
      await response.text();
      const headers = Object.fromEntries([...response.headers].filter(([key]) => key.startsWith('x-')));
      for (const key of ['compute-time', 'total-time', 'tokenization-time', 'queue-time', 'inference-time']) {
        expect(headers[`x-${key}`], key).toMatch(/^\d+$/);
      }
      expect(headers).toMatchObject({
        'x-compute-type': expect.any(String),
        'x-compute-characters': '6',
        'x-compute-tokens': '7',
      });
    });

    test.each([
      ['/encoder/embed', ''],
      ['/encoder/embed', []],
      ['/encoder/embed', ['a', '']],
      ['/tagger/embed_all', []],
      ['/tagger/tokenize', ['']],
      ['/match/predict', ''],
      ['/match/predict', []],
      ['/match/predict', [['', '']]],
    ])('%s of %j is empty', async (path, inputs) => {
      expect(await fault(path, { inputs })).toEqual(empty);
    });

    test('too long is cut, or refused on request', async () => {
      const error = 'Input validation error: `inputs` must have less than 128 tokens. Given: 402';
      const refusal = { status: 422, json: { error, error_type: 'Validation' } };
      expect(await fault('/encoder/embed', { inputs: [long], truncate: false })).toEqual(refusal);
      expect(await fault('/match/predict', { inputs: [[long]], truncate: false })).toEqual(refusal);
      expect(await answer<unknown[]>('/encoder/embed', { inputs: [long] })).toHaveLength(1);
      const [vectors] = await answer<unknown[][]>('/tagger/embed_all', { inputs: [long] });
      expect(vectors).toHaveLength(128);
    });

    test('33 inputs are too many', async () => {
      const error = 'batch size 33 > maximum allowed batch size 32';
      const refusal = { status: 422, json: { error, error_type: 'Validation' } };
      expect(await fault('/encoder/embed', { inputs: Array<string>(33).fill('a') })).toEqual(refusal);
      expect(await fault('/tagger/tokenize', { inputs: Array<string>(33).fill('a') })).toEqual(refusal);
      expect(await fault('/match/predict', { inputs: Array.from({ length: 33 }, () => ['a', 'b']) })).toEqual(refusal);
      expect(await answer<unknown[]>('/encoder/embed', { inputs: Array<string>(32).fill('a') })).toHaveLength(32);
    });

    test('a flood is answered or refused, one permit an input', async () => {
      server.slow(500);
      const single = (): Promise<Response> => post('/encoder/embed', { inputs: 'a' });
      const most = server.maxConcurrentRequests;
      const responses = await Promise.all(Array.from({ length: most + 20 }, single));
      const statuses = responses.map(({ status }) => status);
      const refused = responses.find(({ status }) => status === 429);
      const json: unknown = await refused?.json();
      await Promise.all(responses.filter(({ bodyUsed }) => !bodyUsed).map((response) => response.text()));
      server.slow(0);
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(most);
      expect(json).toEqual({ error: 'Model is overloaded', error_type: 'Overloaded' });
      expect(refused?.headers.has('retry-after')).toBe(false);
      expect((await single()).status, 'permits come back').toBe(200);
    });

    test('a route of another kind of model is a failed dependency', async () => {
      const refusal = (what: string) => ({
        status: 424,
        json: { error: `Backend error: Model is not ${what}`, error_type: 'Backend' },
      });
      expect(await fault('/encoder/predict', { inputs: 'a' })).toEqual(refusal('a classifier model'));
      expect(await fault('/tagger/predict', { inputs: [['a', 'b']] })).toEqual(refusal('a classifier model'));
      expect(await fault('/match/embed', { inputs: 'a' })).toEqual(refusal('an embedding model'));
      expect(await fault('/match/embed_all', { inputs: ['a'] })).toEqual(refusal('an embedding model'));
      expect((await fault('/match/rerank', { query: 'a', texts: ['b'] })).status).toBe(424);
      expect((await fault('/encoder/rerank', { query: 'a', texts: ['b'] })).status).toBe(424);
    });

    test('one NaN fails the whole batch', async () => {
      server.break(true);
      const answered = await fault('/match/predict', { inputs: [['a', 'b']] });
      server.break(false);
      expect(answered).toEqual({ status: 424, json: { error: 'score is NaN', error_type: 'Backend' } });
    });

    test('a body over 2 MB', async () => {
      const response = await post('/encoder/embed', { inputs: 'a'.repeat(2_000_001) });
      expect(await text(response)).toEqual([413, 'text/plain']);
    });

    test.each([
      ['broken JSON', '{"inputs": "a"'],
      ['a lone surrogate', String.raw`{"inputs": "\ud83d"}`],
      ['nothing', ''],
    ])('%s is no JSON', async (_, body) => {
      expect(await text(await post('/encoder/embed', body))).toEqual([400, 'text/plain']);
    });

    test('bad UTF-8 is no JSON', async () => {
      const body = Uint8Array.from([...new TextEncoder().encode('{"inputs": "'), 0xff, 0x22, 0x7d]);
      const response = await call('/encoder/embed', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(await text(response)).toEqual([400, 'text/plain']);
    });

    test.each([
      ['/encoder/embed', {}],
      ['/encoder/embed', { inputs: 5 }],
      ['/encoder/embed', { inputs: [5] }],
      ['/encoder/embed', { inputs: null }],
      ['/match/predict', { inputs: ['a', 'b', 'c'] }],
      ['/match/predict', { inputs: [['a', 'b', 'c']] }],
      ['/match/predict', { inputs: ['a', ['b']] }],
    ])('%s of %j has the wrong type', async (path, body) => {
      expect(await text(await post(path, body))).toEqual([422, 'text/plain']);
    });

    test('unknown fields are ignored', async () => {
      expect(await answer<unknown[]>('/encoder/embed', { inputs: 'a', other: { deep: [1] } })).toHaveLength(1);
    });

    test('another content type', async () => {
      const response = await call('/encoder/embed', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: '{"inputs": "a"}',
      });
      expect(await text(response)).toEqual([415, 'text/plain']);
    });

    test('a wrong key is 401 with an empty body; health and metrics stay open', async () => {
      for (const authorization of ['', 'Bearer wrong', server.token]) {
        const headers = { authorization, 'content-type': 'application/json' };
        const response = await call('/encoder/embed', { method: 'POST', headers, body: '{"inputs": "a"}' });
        expect([response.status, await response.text()]).toEqual([401, '']);
        expect((await call('/encoder/info', { headers })).status).toBe(401);
        expect((await call('/encoder/health', { headers })).status).toBe(200);
        const metrics = await call('/encoder/metrics', { headers });
        expect([metrics.status, await metrics.text()]).toEqual([200, expect.stringContaining('te_request_count')]);
      }
    });

    test('another method, another route', async () => {
      expect((await call('/encoder/embed')).status).toBeGreaterThanOrEqual(404);
      expect((await post('/encoder/health', {})).status).toBe(405);
      expect((await call('/encoder/nothing')).status).toBe(404);
    });
  });
}
