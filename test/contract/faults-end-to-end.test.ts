import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CASES } from '../support/endpoint-cases.ts';
import { fakeApp } from '../support/fake-app.ts';
import { type FakeTei, type Fault, startFakeTei } from '../support/fake-tei.ts';
import { answerOf, newText, problemOf, send } from '../support/requests.ts';

let tei: FakeTei;
beforeAll(async () => {
  tei = await startFakeTei({ token: 'upstream-token' });
});
beforeEach(() => {
  Object.assign(tei, { fault: null, faultAt: null, delay: 0, broken: false });
  tei.requests.length = 0;
});
afterAll(() => tei.stop());

const { embeddings, ...scored } = CASES;
const DEADLINE = 500;
const headers = { 'x-deadline-ms': String(DEADLINE) };

/** Every number of an answer changed. */
const numbers = (into: unknown): Fault => ({
  kind: 'change',
  change: (answer) =>
    JSON.parse(JSON.stringify(answer), (_, value: unknown) => (typeof value === 'number' ? into : value)) as unknown,
});

/** Every innermost list without its last item: vectors and predictions too short. */
const shorter = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  return value.some(Array.isArray) ? value.map(shorter) : value.slice(0, -1);
};

const words = 'what the upstream said';
const FAULTS: readonly [string, Fault][] = [
  ['down', { kind: 'down' }],
  ['slow', { kind: 'slow', milliseconds: 5_000 }],
  ['stalled in the middle of an answer', { kind: 'stall' }],
  ['cut off', { kind: 'cut' }],
  ['not JSON', { kind: 'text', body: `<html>${words}</html>` }],
  ['nothing', { kind: 'text', body: '' }],
  ['null', { kind: 'text', body: 'null' }],
  ['an empty list', { kind: 'text', body: '[]' }],
  ['an error as a 200', { kind: 'text', body: JSON.stringify({ error: words }) }],
  ['NaN', { kind: 'text', body: '[[NaN, NaN]]' }],
  ['numbers that are null', numbers(null)],
  [
    'numbers that are infinite',
    { kind: 'change', change: (answer) => JSON.stringify(answer).replaceAll(/-?\d+(?:\.\d+)?/g, '1e999') },
  ],
  ['numbers as text', numbers('0.5')],
  ['lists too short', { kind: 'change', change: shorter }],
  ...[400, 401, 404, 413, 422, 424, 500, 502, 503].map((status): [string, Fault] => [
    `status ${status}`,
    { kind: 'status', status, body: JSON.stringify({ error: words, error_type: 'Backend' }) },
  ]),
  ['overloaded', { kind: 'status', status: 429, body: words, headers: { 'retry-after': '1' } }],
  ['a redirect', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
];

// What is timed is tried again, since other work on the machine may hold it up.
describe.each(FAULTS)('the endpoint is bad: %s', { retry: 2 }, (_, fault) => {
  test.each(Object.values(scored))(
    '$path: a labelled stand-in in time, and the model again afterwards',
    async (endpoint) => {
      const { path, body, response, envelope } = endpoint;
      const app = await fakeApp(tei);
      const texts = [newText('nike red'), newText('红色 跑步鞋')];
      const ask = async () => {
        const answer = await send(path, body(texts), { headers }, app.fetch);
        const text = await answer.clone().text();
        expect(text).not.toContain(words);
        return { cache: answer.headers.get('cache-status'), ...envelope(await answerOf(answer, response)) };
      };
      tei.fault = fault;
      const start = performance.now();
      const stand = await ask();
      const took = performance.now() - start;
      const reason = expect.stringMatching(/^gpu: upstream_[a-z]+$/);
      expect(stand).toMatchObject({ cache: 'aisle; fwd=miss', served_by: { path: 'lexical', degraded: true, reason } });
      expect(took).toBeLessThan(DEADLINE + 50);

      tei.fault = null;
      const served_by = { path: 'gpu', degraded: false };
      expect(await ask()).toMatchObject({ cache: 'aisle; fwd=miss', served_by });
      expect(await ask()).toMatchObject({ cache: 'aisle; hit', served_by });
      expect(app.defects).toEqual([]);
    },
  );

  test('/v1/embeddings: a problem in time, and vectors again afterwards', async () => {
    const app = await fakeApp(tei);
    const value = embeddings.body([newText()]);
    tei.fault = fault;
    const start = performance.now();
    const answer = await send(embeddings.path, value, { headers }, app.fetch);
    const took = performance.now() - start;
    const late = answer.status === 504;
    await problemOf(answer, late ? 504 : 503, late ? 'deadline_exceeded' : 'model_unavailable');
    expect(took).toBeLessThan(DEADLINE + 50);
    tei.fault = null;
    const good = await send(embeddings.path, value, {}, app.fetch);
    expect(good.headers.get('cache-status')).toBe('aisle; fwd=miss');
    await answerOf(good, embeddings.response);
    expect(app.defects).toEqual([]);
  });
});

test('scores that are NaN upstream', async () => {
  tei.broken = true;
  const app = await fakeApp(tei);
  const answer = await answerOf(
    await send('/v1/match', CASES.match.body([newText()]), {}, app.fetch),
    CASES.match.response,
  );
  expect(answer.served_by).toEqual({ path: 'lexical', degraded: true, reason: 'gpu: upstream_rejected' });
});

test('one model down: the others still answer, and the answer has the worst rung', async () => {
  const app = await fakeApp(tei);
  tei.fault = { kind: 'down' };
  tei.faultAt = '/embed_all';
  const query = { queries: [newText()] };
  const answer = await answerOf(await send('/v1/intent', query, {}, app.fetch), CASES.intent.response);
  expect(answer.served_by).toMatchObject({ path: 'lexical', degraded: true });
  // The half that was well is kept, and the answer still says where the other half comes from.
  tei.fault = null;
  const again = await send('/v1/intent', query, {}, app.fetch);
  expect(again.headers.get('cache-status')).toBe('aisle; fwd=partial');
  expect((await answerOf(again, CASES.intent.response)).served_by).toEqual({ path: 'gpu', degraded: false });
});

test('an endpoint that keeps failing is left alone, and asked again when its time has come', { retry: 2 }, async () => {
  const app = await fakeApp(tei);
  const served = async () =>
    (await answerOf(await send('/v1/match', CASES.match.body([newText()]), {}, app.fetch), CASES.match.response))
      .served_by;
  tei.fault = { kind: 'status', status: 503 };
  for (let i = 0; i < 8; i++) expect((await served()).path).toBe('lexical');
  tei.requests.length = 0;
  tei.fault = null;
  expect(await served()).toEqual({ path: 'lexical', degraded: true, reason: 'gpu: upstream_unavailable' });
  expect(tei.requests).toEqual([]);
  await expect.poll(served, { timeout: 10_000, interval: 500 }).toEqual({ path: 'gpu', degraded: false });
});

describe('what goes upstream', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const upstream = async (sent: Record<string, string>) => {
    const app = await fakeApp(tei);
    await send('/v1/intent', { queries: [newText()] }, { headers: sent }, app.fetch);
    return tei.requests.map((request) => request.headers);
  };

  test('the request id, the trace and the token of the endpoint; nothing of the caller', async () => {
    const all = await upstream({ 'x-request-id': 'order-1', traceparent, cookie: 'a=b', 'x-custom': 'c' });
    expect(all.length).toBeGreaterThanOrEqual(3);
    for (const sent of all) {
      expect(sent).toMatchObject({ 'x-request-id': 'order-1', traceparent, authorization: 'Bearer upstream-token' });
      expect(sent).not.toHaveProperty('cookie');
      expect(sent).not.toHaveProperty('x-custom');
    }
  });

  test('a trace that is none is not passed on', async () => {
    for (const sent of await upstream({ traceparent: 'x\ty' })) expect(sent).not.toHaveProperty('traceparent');
  });
});

test('a caller who leaves takes the call upstream with him', async () => {
  const app = await fakeApp(tei);
  tei.fault = { kind: 'slow', milliseconds: 3_000 };
  const caller = new AbortController();
  const request = new Request('http://localhost/v1/match', {
    method: 'POST',
    headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
    body: JSON.stringify(CASES.match.body([newText()])),
    signal: caller.signal,
  });
  const start = performance.now();
  const answer = app.fetch(request);
  setTimeout(() => caller.abort(), 50);
  expect((await answer).status).toBe(503);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(app.defects).toEqual([]);
});
