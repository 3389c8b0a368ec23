import { describe, expect, it } from 'vitest';
import { createApiClient } from '../../../src/console/api-client.ts';
import { parseCacheStatus, parseServerTiming } from '../../../src/console/headers.ts';
import { parseProblem } from '../../../src/console/problem.ts';

const never = new AbortController().signal;

function clientFor(answer: () => Promise<Response>, key: string | null = null) {
  const sent: Request[] = [];
  let time = 100;
  const client = createApiClient({
    fetch: (input, init) => {
      sent.push(new Request(new URL(String(input), 'http://localhost'), init));
      return answer();
    },
    now: () => (time += 5),
    key: () => key,
  });
  return { client, sent };
}

describe('createApiClient', () => {
  it('gives the answer and how it travelled', async () => {
    const headers = { 'Server-Timing': 'model;dur=8.5', 'Cache-Status': 'aisle; hit', 'X-Request-Id': 'r-1' };
    const { client, sent } = clientFor(async () => Response.json({ results: [] }, { headers }), 'secret');
    expect(await client.post('/v1/intent', { queries: ['a'] }, never)).toEqual({
      kind: 'answer',
      answer: { results: [] },
      trip: { status: 200, latency: 5, stages: [{ name: 'model', duration: 8.5 }], cache: 'hit', requestId: 'r-1' },
    });
    expect(sent[0]?.headers.get('Authorization')).toBe('Bearer secret');
    expect(await sent[0]?.json()).toEqual({ queries: ['a'] });
  });

  it('sends no key where there is none', async () => {
    const { client, sent } = clientFor(async () => Response.json({}));
    await client.post('/v1/intent', {}, never);
    expect(sent[0]?.headers.has('Authorization')).toBe(false);
  });

  it('makes a problem of a failed answer, also of one that is not JSON', async () => {
    const html = clientFor(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const outcome = await html.client.post('/v1/intent', {}, never);
    expect(outcome).toMatchObject({ kind: 'problem', problem: { status: 502, title: 'HTTP 502', errors: [] } });
    const empty = clientFor(async () => new Response('', { status: 200 }));
    expect((await empty.client.post('/v1/intent', {}, never)).kind).toBe('problem');
  });

  it('says when no server answered, and passes an abort on', async () => {
    const { client } = clientFor(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await client.post('/v1/intent', {}, never)).toEqual({ kind: 'unreachable', detail: 'Failed to fetch' });
    await expect(client.post('/v1/intent', {}, AbortSignal.abort())).rejects.toThrow('Failed to fetch');
  });
});

describe('parseProblem', () => {
  it('reads all fields', () => {
    const body = {
      type: 'about:blank',
      title: 'Not valid',
      status: 422,
      detail: 'One field.',
      code: 'invalid_request',
      request_id: 'r-2',
      errors: [{ path: 'queries.0', message: 'too long' }, { path: ['items', 0, 'query'], message: 'empty' }, 'noise'],
    };
    expect(parseProblem(422, body, 'r-header')).toEqual({
      status: 422,
      title: 'Not valid',
      detail: 'One field.',
      code: 'invalid_request',
      requestId: 'r-2',
      errors: [
        { path: 'queries.0', message: 'too long' },
        { path: 'items.0.query', message: 'empty' },
      ],
    });
  });

  it.each([undefined, null, 'text', 7, [], { title: 7, errors: 'none' }])('survives %j', (body) => {
    expect(parseProblem(500, body, 'r-3')).toEqual({
      status: 500,
      title: 'HTTP 500',
      detail: null,
      code: null,
      requestId: 'r-3',
      errors: [],
    });
  });
});

describe('headers', () => {
  it('reads Server-Timing and leaves out what has no duration', () => {
    expect(parseServerTiming('auth;dur=0.1, cache;desc="x";dur="2", total, model;dur=z')).toEqual([
      { name: 'auth', duration: 0.1 },
      { name: 'cache', duration: 2 },
    ]);
    expect(parseServerTiming(null)).toEqual([]);
  });

  it.each([
    [null, 'none'],
    ['', 'none'],
    ['aisle; hit', 'hit'],
    ['aisle; hit; ttl=30', 'hit'],
    ['aisle; hit; ttl=-3', 'stale'],
    ['aisle; fwd=miss; stored', 'miss'],
    ['aisle; fwd=partial', 'partial'],
    ['aisle; fwd=request', 'bypass'],
    ['aisle; fwd=stale', 'other'],
    ['aisle; fwd=miss, cdn; hit', 'miss'],
  ] as const)('reads Cache-Status %s as %s', (header, state) => {
    expect(parseCacheStatus(header)).toBe(state);
  });
});
