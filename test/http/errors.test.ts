import { describe, expect, test } from 'vitest';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, get, problemOf, request, send } from '../support/requests.ts';
import { KEY } from '../support/settings.ts';
import { fetchApp } from '#host';

const bytes = (...parts: (string | number)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

describe.each(Object.values(CASES))('$path', ({ path, body, response, sdk, at }) => {
  const good = JSON.stringify(body(['red dress']));
  const bad = async (raw: BodyInit | null) => problemOf(await send(path, null, { raw }), 400, 'malformed_json');

  test.each([
    ['cut off', good.slice(0, -1)],
    ['a comma too many', good.replace(/\}$/, ',}')],
    ['single quotes', good.replaceAll('"', "'")],
    ['NaN', '{"queries": NaN}'],
    ['two values', `${good} ${good}`],
    ['a word', 'undefined'],
    ['an open list, 100,000 deep', '['.repeat(100_000)],
    ['a raw control character', good.replace('red', 'r\u0001d')],
    ['a form', 'queries=red+dress'],
  ])('malformed: %s', async (_, raw) => {
    expect(await bad(raw)).not.toHaveProperty('errors');
  });

  test.each<[string, BodyInit | null]>([
    ['nothing', null],
    ['no bytes', ''],
    ['white space', ' \n\t '],
  ])('empty: %s', async (_, raw) => {
    expect((await bad(raw)).detail).toBe('The body is empty.');
  });

  test.each([
    ['a cut sequence', bytes('{"a":"', 0xe7, 0xba, '"}')],
    ['a byte that is never one', bytes('{"a":"', 0xff, '"}')],
    ['an encoded surrogate', bytes('{"a":"', 0xed, 0xa0, 0x80, '"}')],
    ['UTF-16', bytes(0xff, 0xfe, '{', 0, '}', 0)],
    ['GB 18030', bytes('{"a":"', 0xba, 0xec, '"}')],
  ])('not UTF-8: %s', async (_, raw) => {
    expect((await bad(raw)).detail).toBe('The body is not valid UTF-8.');
  });

  test('a byte order mark is no part of the JSON', async () => {
    await answerOf(await send(path, null, { raw: `\ufeff${good}` }), response);
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    const answer = await fetchApp(request(path, body(['a']), { method }));
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    if (method !== 'HEAD') await problemOf(answer, 405, 'method_not_allowed');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/mixed; boundary=x',
    'application/jsonp',
    'json',
  ])('content type %s is not taken', async (type) => {
    await problemOf(
      await send(path, body(['a']), { headers: { 'content-type': type } }),
      415,
      'unsupported_media_type',
    );
  });

  // Where pictures may come along, a form is taken, and this is none.
  test('a form is taken where files are', async () => {
    const [status, code] =
      path === CASES.attributes.path ? ([400, 'malformed_form'] as const) : ([415, 'unsupported_media_type'] as const);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    await problemOf(await send(path, body(['a']), { headers }), status, code);
  });

  test('no content type is not taken', async () => {
    const raw = new TextEncoder().encode(good);
    await problemOf(await send(path, null, { raw, headers: { 'content-type': '' } }), 415, 'unsupported_media_type');
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json'])(
    'content type %s is taken',
    async (type) => {
      await answerOf(await send(path, body(['red dress']), { headers: { 'content-type': type } }), response);
    },
  );

  test('what the SDKs read of an error', async () => {
    const problem = await problemOf(await send(path, body(['a', ' '])), 422, 'validation_failed');
    expect(problem.errors).toEqual([{ path: at(1), message: 'must not be blank' }]);
    const message = `The request is not valid. ${at(1)}: must not be blank`;
    const error = { message, type: 'invalid_request_error', code: 'validation_failed', param: at(1) };
    expect([problem.message, problem.error]).toEqual(sdk ? [message, error] : [undefined, undefined]);
  });

  test('a thousand faults are answered shortly', async () => {
    const problem = await problemOf(
      await send(path, body(Array.from({ length: 1000 }, () => ' '))),
      422,
      'validation_failed',
    );
    expect(problem.errors?.length).toBeLessThanOrEqual(50);
  });
});

test('a fault without words of its own is told in those of all', async () => {
  const body = { query: 'q', products: [{ title: 'x', price: 5 }] };
  const { errors } = await problemOf(await send('/v1/match', body), 422, 'validation_failed');
  expect(errors).toEqual([{ path: 'products.0.price', message: 'must be an object' }]);
});

test.each([
  ['POST', '/v1/recommend', '[]'],
  ['POST', '/v1/recommend', 'null'],
  ['POST', '/v1/search', '[]'],
  ['PATCH', '/v1/shoppers/ann', '[]'],
  ['POST', '/v1/shoppers/ann/merge', '"x"'],
  ['PUT', '/v1/documents', '5'],
])('%s %s with the body %s', async (method, path, raw) => {
  const { errors } = await problemOf(await send(path, null, { method, raw }), 422, 'validation_failed');
  expect(errors).toEqual([{ path: '$', message: 'must be an object' }]);
});

describe.each([
  ['/v1/recommend', {}],
  ['/v1/search', { query: '连衣裙' }],
])('filters of %s', (path, rest) => {
  const bound = 'must be a number, or for `updated_at` an ISO 8601 date and time with its offset';

  test.each([
    ['{"price": {"lt": "cheap"}}', 'price.lt', 'must be a number'],
    ['{"updated_at": {"lt": "2026-01-01"}}', 'updated_at.lt', bound],
    ['{"price": {"lt": "2026-01-01T00:00:00Z"}}', 'price.lt', 'must be a number'],
    ['{"not": ["x"]}', 'not', 'must be an object'],
    ['{"__proto__": ["a"]}', '__proto__', 'must not be the name of a field'],
    ['{"brand": ["a"], "__proto__": {"lt": 1}}', '__proto__', 'must not be the name of a field'],
    ['{"not": {"__proto__": ["a"]}}', 'not.__proto__', 'must not be the name of a field'],
  ])('%s', async (filters, at, message) => {
    const raw = JSON.stringify({ ...rest, filters: 0 }).replace('"filters":0', `"filters":${filters}`);
    const { errors } = await problemOf(await send(path, null, { raw }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: `filters.${at}`, message }]);
  });

  test('a number without measure has one fault', async () => {
    const { errors } = await problemOf(await send(path, { ...rest, limit: 1e99 }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'limit', message: 'must be at most 100' }]);
  });
});

test('a rule keeps all its conditions, or is refused', async () => {
  const rule = (more: string): string => `{"rules": [{"id": "r", "effect": "hide", ${more}}]}`;
  for (const [more, path] of [
    ['"where": {"__proto__": ["a"]}', 'where.__proto__'],
    ['"products": ["a"], "when": {"states": {"__proto__": ["a"]}}', 'when.states.__proto__'],
  ] as const) {
    const answer = await send('/v1/rules', null, { method: 'PUT', raw: rule(more) });
    const { errors } = await problemOf(answer, 422, 'validation_failed');
    expect(errors).toEqual([{ path: `rules.0.${path}`, message: 'must not be the name of a field' }]);
  }
});

test('an address without anything', async () => {
  for (const path of [
    '/v1',
    '/v1/nothing',
    '/v1/intent/',
    '/V1/intent',
    '/v1/intent/../x',
    '/%00',
    '/.git/config',
    '/console/../../package.json',
  ]) {
    await problemOf(await get(path), 404, 'not_found');
  }
});

test('the pages of the console take no other methods', async () => {
  const answer = await fetchApp(new Request('http://localhost/health', { method: 'POST', body: '{}' }));
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
  await problemOf(answer, 405, 'method_not_allowed');
  await problemOf(await fetchApp(new Request('http://localhost/', { method: 'DELETE' })), 404, 'not_found');
});

test.each([
  '/v1/drift?days',
  '/v1/products?limit',
  '/v1/documents?limit',
  '/v1/events/dead?limit',
  '/v1/suggest?q=a&limit',
])('%s is in decimal digits', async (path) => {
  const answer = (sent: string) => get(`${path}=${encodeURIComponent(sent)}`, { authorization: `Bearer ${KEY}` });
  for (const sent of ['0x5', '0b1', '1e1', ' 5 ', '+5', '5.0', '٥', '５', 'true']) {
    const { errors } = await problemOf(await answer(sent), 422, 'validation_failed');
    expect([sent, errors?.[0]?.message]).toEqual([
      sent,
      expect.stringMatching(/^must be a whole number from 1 to \d+$/),
    ]);
  }
  expect((await answer('5')).status).toBe(200);
});
