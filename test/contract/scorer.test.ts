import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScorer } from '../../src/http/scorer/scorer-app.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { fakePack } from '../support/fake-pack.ts';
import { startFakeTei } from '../support/fake-tei.ts';
import { listen } from '../support/listen.ts';
import { describeTeiTable } from './suites/tei-table.ts';

const token = 'secret-token';
const maxConcurrentRequests = 64;

// One table for both: what holds for the fake that the drivers are tested against holds for the server that we ship.
describeTeiTable('the fake TEI', async () => {
  const fake = await startFakeTei({ token, maxConcurrentRequests });
  return {
    url: fake.url,
    token,
    maxConcurrentRequests,
    slow: (milliseconds) => void (fake.delay = milliseconds),
    break: (broken) => void (fake.broken = broken),
    stop: fake.stop,
  };
});

describeTeiTable('the scorer', async () => {
  const engine = fakeEngine();
  const server = await listen(createScorer({ engine, pack: fakePack(), apiKey: token, maxConcurrentRequests }));
  return {
    ...server,
    token,
    maxConcurrentRequests,
    slow: (milliseconds) => void (engine.delay = milliseconds),
    break: (broken) => void (engine.broken = broken),
  };
});

describe('what is the scorer’s own', () => {
  const engine = fakeEngine();
  const failures: unknown[] = [];
  const app = createScorer({ engine, pack: fakePack(), onFailure: (error) => failures.push(error) });
  let server: { url: string; stop: () => Promise<void> };
  beforeAll(async () => {
    server = await listen(app);
  });
  afterAll(() => server.stop());
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('the whole has health and metrics', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    await post('/match/predict', { inputs: 'a' });
    await post('/match/embed', { inputs: 'a' });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('te_request_success{model="match",method="single"} 1');
    expect(metrics).toContain('te_request_failure{model="match",err="backend"} 1');
    expect(metrics).toContain('te_queue_size{model="encoder"} 0');
  });

  test('a failure of the engine is TEI’s 424 and says nothing of it', async () => {
    engine.failure = new Error('secret of the engine');
    const response = await post('/encoder/embed', { inputs: 'a' });
    engine.failure = null;
    expect(response.status).toBe(424);
    expect(await response.json()).toEqual({ error: 'Backend error: Inference failed', error_type: 'Backend' });
    expect(failures).toHaveLength(1);
  });

  test('errors on OpenAI’s route have its shape', async () => {
    const response = await post('/encoder/v1/embeddings', { input: '' });
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'Input validation error: `inputs` cannot be empty', code: 400, type: 'Empty' },
    ]);
  });

  test('shorter vectors on request; no prompts; no token vectors of the encoder', async () => {
    const short = (await (await post('/encoder/embed', { inputs: 'a', dimensions: 4 })).json()) as number[][];
    expect(short[0]).toHaveLength(4);
    expect(Math.hypot(...(short[0] ?? []))).toBeCloseTo(1, 5);
    expect((await post('/encoder/embed', { inputs: 'a', dimensions: 9 })).status).toBe(422);
    expect((await post('/encoder/embed', { inputs: 'a', prompt_name: 'query' })).status).toBe(422);
    expect((await post('/encoder/embed_all', { inputs: 'a' })).status).toBe(424);
  });

  test('the tagger’s /embed is the mean of its token vectors', async () => {
    const response = await post('/tagger/embed', { inputs: 'Nike red' });
    const [vector = []] = (await response.json()) as number[][];
    // Two special tokens and two words: O twice, a brand, a color.
    for (const [i, x] of [2, 1, 0, 1].entries()) expect(vector[i]).toBeCloseTo(x / Math.sqrt(6), 5);
  });

  test('similarity is the cosine', async () => {
    const inputs = { source_sentence: 'a', sentences: ['a', 'b'] };
    const [same, other] = (await (await post('/encoder/similarity', { inputs })).json()) as number[];
    expect(same).toBeCloseTo(1, 5);
    expect(other).toBeLessThan(0.999);
  });

  test('deep nesting neither hangs nor fails', async () => {
    const deep = `${'['.repeat(100_000)}"\\ud83d"${']'.repeat(100_000)}`;
    const body = `{"inputs": "a", "other": ${deep}}`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/encoder/embed`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
  });
});
