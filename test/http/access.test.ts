import { describe, expect, test } from 'vitest';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, get, problemOf, send } from '../support/requests.ts';
import { KEY, OTHER_KEY } from '../support/settings.ts';
import { appWith, host } from '#host';

describe.each(Object.values(CASES))('$path', ({ path, body, response, sdk }) => {
  test.each([
    ['none', ''],
    ['a wrong one', 'Bearer wrong'],
    ['a right one with more', `Bearer ${KEY}x`],
    ['the start of a right one', `Bearer ${KEY.slice(0, -1)}`],
    ['another scheme', `Basic ${btoa(`shop:${KEY}`)}`],
    ['no scheme', KEY],
    ['no key', 'Bearer '],
    ['two keys', `Bearer ${KEY} ${KEY}`],
    ['the name of an account', 'Bearer shop'],
    ['the setting itself', `Bearer shop=${KEY}`],
  ])('%s is refused', async (_, authorization) => {
    const answer = await send(path, body(['red dress']), { headers: { authorization } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    const problem = await problemOf(answer, 401, 'unauthorized');
    expect(problem.error?.code).toBe(sdk ? 'unauthorized' : undefined);
    expect(JSON.stringify(problem)).not.toContain(KEY);
  });

  test('a key is asked for before the body is read', async () => {
    await problemOf(
      await send(path, null, { raw: '{', headers: { authorization: 'Bearer wrong' } }),
      401,
      'unauthorized',
    );
  });

  test.each([`Bearer ${KEY}`, `bearer ${KEY}`, `BEARER  ${KEY}`, `Bearer ${OTHER_KEY}`])(
    '%s is let in',
    async (authorization) => {
      await answerOf(await send(path, body(['red dress']), { headers: { authorization } }), response);
    },
  );
});

test('a key that is configured by its hash', async () => {
  const digest = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a hashed-key'.slice(2))),
  );
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const app = await appWith({ API_KEYS: `shop=sha256:${hex}` });
  const ask = (key: string) =>
    send('/v1/intent', { queries: ['red dress'] }, { headers: { authorization: `Bearer ${key}` } }, app);
  await answerOf(await ask('hashed-key'), CASES.intent.response);
  await problemOf(await ask(hex), 401, 'unauthorized');
  await problemOf(await ask(`sha256:${hex}`), 401, 'unauthorized');
});

test('/health and /ready need no key; /metrics does', async () => {
  expect((await get('/health')).status).toBe(200);
  expect((await get('/ready')).status).toBe(200);
  await problemOf(await get('/metrics'), 401, 'unauthorized');
});

describe('no key is configured, and others could reach it', () => {
  const closed = () => appWith({ API_KEYS: '', HOST: '0.0.0.0' });

  test('nothing but /health is told', async () => {
    const app = await closed();
    expect((await get('/health', {}, app)).status).toBe(200);
    for (const path of ['/', '/docs', '/openapi.json', '/ready', '/metrics', '/nothing', '/console/playground.js']) {
      await problemOf(await get(path, {}, app), 401, 'unauthorized');
    }
    for (const { path, body } of Object.values(CASES)) {
      for (const authorization of ['', `Bearer ${KEY}`, 'Bearer local']) {
        await problemOf(await send(path, body(['a']), { headers: { authorization } }, app), 401, 'unauthorized');
      }
    }
  });
});

describe.runIf(host === 'node')('no key is configured on loopback', () => {
  const local = { host: '127.0.0.1:8787', authorization: '' };
  const ask = async (headers: Record<string, string>) =>
    send(
      '/v1/intent',
      { queries: ['red dress'] },
      { headers: { ...local, ...headers } },
      await appWith({ API_KEYS: '' }),
    );

  test.each<[string, Record<string, string>]>([
    ['by address', {}],
    ['by name', { host: 'localhost:8787' }],
    ['by the other address', { host: '[::1]:8787' }],
    ['from our own page', { origin: 'http://127.0.0.1:8787' }],
    ['with a bearer that is not needed', { authorization: 'Bearer anything' }],
  ])('open %s', async (_, headers) => {
    await answerOf(await ask(headers), CASES.intent.response);
  });

  test.each<[string, Record<string, string>]>([
    ['through another name (DNS rebinding)', { host: 'evil.example:8787' }],
    ['through a name that begins like ours', { host: 'localhost.evil.example' }],
    ['by another name, once more', { host: '127.0.0.1.evil.example' }],
    ['from a page elsewhere', { origin: 'https://evil.example' }],
    ['from a page on another port', { origin: 'http://127.0.0.1:3000' }],
    ['from a sandboxed page', { origin: 'null' }],
    ['through a proxy', { 'x-forwarded-for': '10.0.0.1' }],
    ['through a proxy that says so otherwise', { forwarded: 'for=10.0.0.1' }],
    ['through a proxy for another host', { 'x-forwarded-host': 'shop.example' }],
    ['through a proxy for a port', { 'x-forwarded-port': '443' }],
  ])('not %s', async (_, headers) => {
    await problemOf(await ask(headers), 403, 'forbidden');
  });
});
