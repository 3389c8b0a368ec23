import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../src/core/error.ts';
import { teiEmbed, teiMatch, teiTags } from '../../src/models/drivers/tei.ts';
import type { Call } from '../../src/models/port.ts';
import { fakeCall } from '../support/fake-call.ts';
import { fakePack } from '../support/fake-pack.ts';
import { type FakeTei, type Fault, startFakeTei } from '../support/fake-tei.ts';

const pack = fakePack();
const token = 'secret-token';
let fake: FakeTei;
beforeAll(async () => {
  fake = await startFakeTei({ token });
});
afterEach(() => {
  fake.fault = null;
  fake.faultAt = null;
  fake.requests.length = 0;
});
afterAll(() => fake.stop());

const options = (prefix: string) => ({ url: `${fake.url}/${prefix}`, token, pack, path: 'gpu' }) as const;

/** One call of each driver. */
const calls: Readonly<Record<string, (call: Call) => Promise<unknown>>> = {
  embed: (call) => teiEmbed(options('encoder')).run([{ text: 'a shopper’s words', as: 'query' }], call),
  match: (call) => teiMatch(options('match')).run([{ query: 'a shopper’s words', text: 'b' }], call),
  tags: (call) => teiTags(options('tagger')).run([{ text: 'a shopper’s words' }], call),
};
const roles = Object.keys(calls);

async function errorOf(role: string, fault: Fault | null, call: Call = fakeCall()): Promise<AppError> {
  fake.fault = fault;
  const error: unknown = await calls[role]?.(call).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

/** Changes every number of the answer by position. */
const change = (edit: (answer: never) => unknown): Fault => ({
  kind: 'change',
  change: edit as (answer: unknown) => unknown,
});
const words = 'what the upstream said';
const json = (error: string, error_type: string): string => JSON.stringify({ error, error_type });

describe.each(roles)('%s', (role) => {
  test.each<[number, string, ErrorCode, boolean]>([
    [400, json(words, 'Empty'), 'upstream_rejected', false],
    [400, words, 'upstream_rejected', false],
    [401, '', 'upstream_unauthorized', false],
    [403, words, 'upstream_unauthorized', false],
    [404, '', 'upstream_rejected', false],
    [413, words, 'upstream_rejected', false],
    [415, words, 'upstream_rejected', false],
    [422, json(words, 'Validation'), 'upstream_rejected', false],
    [422, words, 'upstream_rejected', false],
    [424, json(words, 'Backend'), 'upstream_rejected', false],
    [429, json(words, 'Overloaded'), 'upstream_overloaded', true],
    [500, words, 'upstream_unavailable', true],
    [502, '<html>', 'upstream_unavailable', true],
    [503, json(words, 'Unhealthy'), 'upstream_unavailable', true],
    [504, words, 'upstream_unavailable', true],
    [302, '', 'upstream_rejected', false],
  ])('status %d %s is %s', async (status, body, code, retryable) => {
    const headers = status === 302 ? { location: '/elsewhere' } : {};
    const error = await errorOf(role, { kind: 'status', status, body, headers });
    expect([error.code, error.retryable, error.retryAfter]).toEqual([code, retryable, undefined]);
    expect(error.detail).toBe(`The model endpoint answered with status ${status}.`);
    expectNoLeak(error);
  });

  test('Retry-After is kept when it is a number of seconds', async () => {
    const after = (value: string) => errorOf(role, { kind: 'status', status: 429, headers: { 'retry-after': value } });
    expect((await after('7')).retryAfter).toBe(7);
    expect((await after('soon')).retryAfter).toBeUndefined();
  });

  test('the endpoint is down', async () => {
    const error = await errorOf(role, { kind: 'down' });
    expect([error.code, error.retryable]).toEqual(['upstream_unavailable', true]);
    expectNoLeak(error);
  });

  test('the connection breaks in the answer', async () => {
    const error = await errorOf(role, { kind: 'cut' });
    expect([error.code, error.retryable]).toEqual(['upstream_unavailable', true]);
  });

  test.each<[string, Fault]>([
    ['garbage', { kind: 'text', body: words }],
    ['nothing', { kind: 'text', body: '' }],
    ['null', change(() => null)],
    ['an object', change(() => ({ error: words }))],
    ['one item too few', change((answer: unknown[]) => answer.slice(1))],
    ['one item too many', change((answer: unknown[]) => [...answer, ...answer])],
    ['items of another kind', change((answer: unknown[]) => answer.map(() => words))],
  ])('%s is upstream_invalid', async (_, fault) => {
    const error = await errorOf(role, fault);
    expect([error.code, error.retryable]).toEqual(['upstream_invalid', false]);
    expectNoLeak(error);
  });

  test.each<[string, Fault]>([
    ['before the answer', { kind: 'slow', milliseconds: 2000 }],
    ['in the answer', { kind: 'stall' }],
  ])('an abort %s ends the call within 50 ms', async (_, fault) => {
    const stop = new AbortController();
    let aborted = 0;
    setTimeout(() => {
      aborted = performance.now();
      stop.abort(new Error('the deadline'));
    }, 100);
    const error = await errorOf(role, fault, fakeCall({ signal: stop.signal }));
    expect(performance.now() - aborted).toBeLessThan(50);
    expect([error.code, error.retryable]).toEqual(['upstream_timeout', true]);
  });

  test('the request is as TEI wants it, and carries the trace', async () => {
    fake.fault = null;
    await calls[role]?.(fakeCall({ requestId: 'id-7', traceparent: '00-a-b-01' }));
    for (const { headers } of fake.requests) {
      expect(headers).toMatchObject({
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-request-id': 'id-7',
        traceparent: '00-a-b-01',
      });
    }
    expect(fake.requests.map(({ route, body }) => [route, body]).toSorted()).toMatchObject(
      {
        embed: [['/embed', { inputs: ['query: a shopper’s words'], normalize: true, truncate: true }]],
        match: [['/predict', { inputs: [['a shopper’s words', 'b']], raw_scores: true, truncate: true }]],
        tags: [
          ['/embed_all', { inputs: ['a shopper’s words'], truncate: true }],
          ['/tokenize', { inputs: ['a shopper’s words'] }],
        ],
      }[role] ?? [],
    );
  });
});

type Vectors = (number | null | string)[][];
type Predictions = { score: number | null; label: string }[][];

test.each<[string, string, Fault]>([
  ['embed', 'a vector too short', change((answer: Vectors) => answer.map((vector) => vector.slice(1)))],
  ['embed', 'a vector with NaN', change((answer: Vectors) => answer.map((vector) => [null, ...vector.slice(1)]))],
  ['embed', 'a vector with text', change((answer: Vectors) => answer.map((vector) => ['1', ...vector.slice(1)]))],
  [
    'embed',
    'a vector of numbers too large',
    change((answer: Vectors) => answer.map((vector) => vector.map(() => 1e300))),
  ],
  ['embed', 'a vector of zeros', change((answer: Vectors) => answer.map((vector) => vector.map(() => 0)))],
  ['match', 'a label too few', change((answer: Predictions) => answer.map((labels) => labels.slice(1)))],
  ['match', 'a label twice', change((answer: Predictions) => answer.map(([one, , ...rest]) => [one, one, ...rest]))],
  [
    'match',
    'an unknown label',
    change((answer: Predictions) => answer.map(([, ...rest]) => [{ score: 1, label: 'x' }, ...rest])),
  ],
  [
    'match',
    'a score of NaN',
    change((answer: Predictions) => answer.map((all) => all.map(({ label }) => ({ label, score: null })))),
  ],
  ['match', 'a flat list', change((answer: Predictions) => answer[0])],
])('%s: %s is upstream_invalid', async (role, _, fault) => {
  expect((await errorOf(role, fault)).code).toBe('upstream_invalid');
});

test.each<[string, string, Fault]>([
  ['/embed_all', 'more vectors than tokens', change((answer: unknown[][]) => answer.map((all) => [...all, ...all]))],
  [
    '/embed_all',
    'token vectors too short',
    change((answer: number[][][]) => answer.map((all) => all.map((one) => one.slice(1)))),
  ],
  [
    '/tokenize',
    'a place outside the text',
    change((answer: object[][]) => answer.map((all) => all.map((t) => ({ ...t, start: 0, stop: 99 })))),
  ],
  [
    '/tokenize',
    'a place that ends before it begins',
    change((answer: object[][]) => answer.map((all) => all.map((t) => ({ ...t, start: 3, stop: 1 })))),
  ],
  ['/tokenize', 'no places', change((answer: object[][]) => answer.map((all) => all.map(() => ({ id: 1 }))))],
])('tags: %s gives %s', async (route, _, fault) => {
  fake.faultAt = route;
  expect((await errorOf('tags', fault)).code).toBe('upstream_invalid');
});

test('tags: the first failure of the two requests ends both', async () => {
  fake.faultAt = '/tokenize';
  fake.delay = 2000;
  const begin = performance.now();
  const error = await errorOf('tags', { kind: 'status', status: 503 });
  fake.delay = 0;
  expect(error.code).toBe('upstream_unavailable');
  expect(performance.now() - begin).toBeLessThan(1000);
});

test('tags: a text that was cut keeps the places of what is left', async () => {
  const text = `${'word '.repeat(125)}Nike red`;
  const [answer] = await teiTags(options('tagger')).run([{ text }], fakeCall());
  expect(answer?.output.spans.map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
    ['brand', 'Nike'],
  ]);
});

test('match: labels of a model without names', async () => {
  const named = await teiMatch(options('match')).run([{ query: 'a', text: 'a' }], fakeCall());
  fake.fault = change((answer: Predictions) =>
    answer.map((all) =>
      all.map(({ score, label }) => ({ score, label: `LABEL_${pack.manifest.match.labels.indexOf(label)}` })),
    ),
  );
  expect(await teiMatch(options('match')).run([{ query: 'a', text: 'a' }], fakeCall())).toEqual(named);
});

test('the default fetch and an injected one', async () => {
  const asked: string[] = [];
  const model = teiEmbed({
    ...options('encoder/'),
    fetch: (input, init) => {
      asked.push(String(input));
      return fetch(input, init);
    },
  });
  expect(await model.run([{ text: 'a', as: 'query' }], fakeCall())).toHaveLength(1);
  expect(asked).toEqual([`${fake.url}/encoder/embed`]);
});

describe('probe', () => {
  const signal = new AbortController().signal;

  test('names the model and its revision', async () => {
    const probe = await teiMatch(options('match')).probe(signal);
    expect(probe).toEqual({ path: 'gpu', ok: true, name: 'fake/match', revision: 'fake-1' });
    expect((await teiMatch({ ...options('match'), name: 'our GPU' }).probe(signal)).name).toBe('our GPU');
  });

  test('a model of another kind, a refusal, a dead endpoint and a slow one are not ok, and say so', async () => {
    const other = await teiEmbed(options('match')).probe(signal);
    expect(other).toMatchObject({ ok: false, detail: expect.stringContaining('no embedding model') });
    const refused = await teiEmbed({ ...options('encoder'), token: 'wrong' }).probe(signal);
    expect(refused).toMatchObject({ ok: false, detail: 'The model endpoint answered with status 401.' });
    const dead = await teiEmbed({ ...options('encoder'), url: 'http://127.0.0.1:1' }).probe(signal);
    expect(dead).toMatchObject({ ok: false, name: '127.0.0.1:1', revision: null });
    const slow = await teiEmbed(options('encoder')).probe(AbortSignal.abort());
    expect(slow).toMatchObject({ ok: false });
  });
});

/** Neither the upstream's words, nor the shopper's, nor the token. */
function expectNoLeak(error: AppError): void {
  const shown = [error.message, error.detail, error.stack, String(error.cause), JSON.stringify(error)].join('\n');
  for (const secret of [words, 'a shopper', token, '<html>']) expect(shown).not.toContain(secret);
}
