import { describe, expect, test } from 'vitest';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, newText, problemOf, send } from '../support/requests.ts';
import { appWith } from '#host';

const SERVER_TIMING = /^auth;dur=\d+\.\d+, cache;dur=\d+\.\d+, model;dur=\d+\.\d+, rank;dur=\d+\.\d+$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

describe.each(Object.values(CASES))('$path', ({ path, body, response, envelope }) => {
  const value = body(['red dress']);
  const idOf = async (sent: string, ask: object = value) =>
    (await send(path, ask, { headers: { 'x-request-id': sent } })).headers.get('x-request-id');

  test.each(['a', 'Order-1_2.3', 'x'.repeat(64)])('the request id %s is kept, on problems too', async (id) => {
    expect(await idOf(id)).toBe(id);
    expect(await idOf(id, {})).toBe(id);
  });

  test.each(['x'.repeat(65), 'a b', 'a/b', 'ä', '"a"', 'a,b', '<a>', '{}'])(
    'the request id %s is replaced',
    async (id) => {
      expect(await idOf(id)).toMatch(UUID);
      expect(await idOf(id, {})).toMatch(UUID);
    },
  );

  test('each request without an id gets its own', async () => {
    expect(await idOf('')).not.toBe(await idOf(''));
  });

  test.each(['0', '-1', '1.5', '1e3', 'soon', '100ms', '9'.repeat(10), '0x10', '1, 2'])(
    'the deadline %s is refused',
    async (deadline) => {
      const problem = await problemOf(
        await send(path, value, { headers: { 'x-deadline-ms': deadline } }),
        400,
        'invalid_header',
      );
      expect(problem.detail).toContain('30000');
    },
  );

  test.each(['30000', '999999', '', '2000'])('the deadline "%s" is taken', async (deadline) => {
    await answerOf(await send(path, value, { headers: { 'x-deadline-ms': deadline } }), response);
  });

  test('a deadline too short for the model: an answer that says so, or 504, in time', async () => {
    const over: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      const answer = await send(path, body(Array.from({ length: 30 }, () => newText())), {
        headers: { 'x-deadline-ms': '60' },
      });
      over.push(performance.now() - start - 60);
      if (answer.status === 504) {
        await problemOf(answer, 504, 'deadline_exceeded');
        continue;
      }
      const { served_by } = envelope(await answerOf(answer, response));
      const late = served_by.degraded === true;
      expect(late ? served_by.reason : 'onnx: upstream_timeout').toMatch(/upstream_timeout|deadline_exceeded/);
    }
    // Of five, since other work on the machine may hold any of them up.
    expect(Math.min(...over)).toBeLessThan(50);
  });

  test('each stage has its time', async () => {
    const first = await send(path, body([newText()]));
    await answerOf(first, response);
    const stages = first.headers.get('server-timing') ?? '';
    expect(stages).toMatch(SERVER_TIMING);
    const model = Number(/model;dur=([\d.]+)/.exec(stages)?.[1]);
    // The clock of Workers stands still except while waiting, and the model is waited for.
    expect(model).toBeGreaterThan(0);
    const problem = await send(path, {});
    expect(problem.headers.get('server-timing')).toMatch(SERVER_TIMING);
    expect(problem.headers.get('cache-status')).toBeNull();
  });

  test.each(['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'garbage', '00-zz', 'x'.repeat(5000)])(
    'the traceparent %.20s does no harm',
    async (traceparent) => {
      await answerOf(await send(path, value, { headers: { traceparent } }), response);
    },
  );

  test('a page elsewhere is not let read: CORS is off', async () => {
    const answer = await send(path, value, { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await send(path, null, {
      method: 'OPTIONS',
      raw: null,
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST', authorization: '' },
    });
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('answers are for this caller and JSON only', async () => {
    for (const answer of [await send(path, value), await send(path, {})]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('CORS, configured', () => {
  const origin = 'https://shop.example';
  const app = () => appWith({ CORS_ORIGINS: `${origin}, https://b.example` });
  const preflight = async (from: string) =>
    send(
      '/v1/intent',
      null,
      {
        method: 'OPTIONS',
        raw: null,
        headers: {
          origin: from,
          authorization: '',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-deadline-ms',
        },
      },
      await app(),
    );

  test('a configured origin may ask, with our headers, and read ours', async () => {
    const allowed = await preflight(origin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-deadline-ms');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await send('/v1/intent', { queries: ['red dress'] }, { headers: { origin } }, await app());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/x-request-id/i);
    expect(answer.headers.get('vary')).toMatch(/origin/i);
  });

  test('another origin may not', async () => {
    for (const from of ['https://elsewhere.example', 'http://shop.example', 'null', `${origin}.evil.example`]) {
      expect((await preflight(from)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('problems can be read too', async () => {
    const answer = await send('/v1/intent', {}, { headers: { origin, authorization: '' } }, await app());
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
  });
});
