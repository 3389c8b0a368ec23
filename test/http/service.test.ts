import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import { openapiDocument } from '../../src/contract/openapi-document.ts';
import { healthResponse, readyResponse } from '../../src/contract/service.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { get, problemOf, send } from '../support/requests.ts';
import { KEY } from '../support/settings.ts';
import { appWith, fetchApp, host } from '#host';

const ROLES = ['embed', 'intent', 'tags', 'match'];

describe('/health and /ready', () => {
  test('the process', async () => {
    const answer = await get('/health');
    expect(healthResponse.parse(await answer.json()).status).toBe('ok');
  });

  test('ready: each role has a model, with its revision', async () => {
    const answer = await get('/ready');
    expect(answer.status).toBe(200);
    const { status, roles, pack } = z.strictObject(readyResponse.shape).parse(await answer.json());
    expect([status, Object.keys(roles)]).toEqual(['ready', ROLES]);
    const best = ROLES.map((role) => roles[role]?.[0]);
    for (const probe of best) expect(probe).toMatchObject({ path: 'onnx', ok: true, revision: pack.revision });
  });

  test('unavailable: no model at all, so no vectors', async () => {
    const answer = await get('/ready', {}, await appWith({ MODEL_SCORER_URL: '' }));
    expect(answer.status).toBe(503);
    expect(readyResponse.parse(await answer.json())).toMatchObject({ status: 'unavailable', roles: { embed: [] } });
  });

  test('the scorer does not answer: said within the time of a probe', async () => {
    const app = await appWith({ MODEL_SCORER_URL: 'http://127.0.0.1:1' });
    const { roles } = readyResponse.parse(await (await get('/ready', {}, app)).json());
    expect(roles['match']?.map(({ path, ok }) => [path, ok])).toEqual([
      ['onnx', false],
      ['lexical', true],
    ]);
  });
});

describe('the model is gone', () => {
  const gone = () => appWith({ MODEL_SCORER_URL: 'http://127.0.0.1:1' });
  const { embeddings, ...scored } = CASES;

  test.each(Object.values(scored))(
    '$path: answered without weights, and says so',
    async ({ path, body, response, envelope }) => {
      const app = await gone();
      const ask = () => send(path, body(['red dress', '红色连衣裙']), {}, app);
      for (let i = 0; i < 2; i++) {
        const answer = await ask();
        expect(answer.status).toBe(200);
        // What a stand-in said is never kept.
        expect(answer.headers.get('cache-status')).toBe('aisle; fwd=miss');
        const value = response.parse(await answer.json());
        expect(envelope(value).served_by).toEqual({
          path: 'lexical',
          degraded: true,
          reason: 'onnx: upstream_unavailable',
        });
      }
    },
  );

  test('vectors cannot be had', async () => {
    const answer = await send(embeddings.path, embeddings.body(['red dress']), {}, await gone());
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const problem = await problemOf(answer, 503, 'model_unavailable');
    expect(problem.error?.type).toBe('api_error');
  });
});

describe('/metrics', () => {
  const metrics = () => get('/metrics', { authorization: `Bearer ${KEY}` });

  test.runIf(host === 'node')('requests, answers, problems and runs, without a word of a shopper', async () => {
    await send('/v1/intent', { queries: ['a secret wish'] });
    await send('/v1/intent', {});
    const answer = await metrics();
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    for (const line of [
      /^aisle_request_duration_seconds_count\{method="POST",route="\/v1\/intent",status="200"\} [1-9]/m,
      /^aisle_answers_total\{route="\/v1\/intent",path="onnx",cache="miss"\} [1-9]/m,
      /^aisle_problems_total\{route="\/v1\/intent",code="validation_failed"\} 1$/m,
      /^aisle_model_items_total\{role="intent",path="onnx"\} [1-9]/m,
      /^process_cpu_seconds_total /m,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toContain('wish');
    expect(text).not.toContain(KEY);
  });

  test.runIf(host === 'node')('addresses that are none make no labels', async () => {
    for (let i = 0; i < 5; i++) await get(`/nothing-${i}`);
    expect(await (await metrics()).text()).not.toContain('nothing-');
  });

  test.runIf(host === 'edge')('Workers keeps none', async () => {
    await problemOf(await metrics(), 404, 'not_found');
  });
});

describe('the console', () => {
  test('/openapi.json is what the contract says', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    const document = (await answer.json()) as { info: { version: string }; paths: Record<string, unknown> };
    expect(document).toEqual(openapiDocument(document.info.version));
    const paths = ENDPOINTS.flatMap(({ path, aliases = [] }) => [path, ...aliases]);
    expect(new Set(Object.keys(document.paths))).toEqual(new Set(paths));
  });

  test('a deadline is told of what has one: no write but feedback', async () => {
    const { paths } = (await (await get('/openapi.json')).json()) as { paths: Record<string, Record<string, object>> };
    const timed = ENDPOINTS.filter(({ path, method }) => /Deadline/.test(JSON.stringify(paths[path]?.[method])));
    expect(timed.filter(({ writes }) => writes === true).map(({ path }) => path)).toEqual(['/v1/feedback']);
    expect(timed.map(({ path }) => path)).toContain('/v1/search');
    for (const { method, path, request, examples = {} } of ENDPOINTS) {
      if (request === undefined || path.includes('{')) continue;
      const headers = { accept: 'application/json', 'x-deadline-ms': 'soon' };
      const answer = await send(path, Object.values(examples)[0], { method: method.toUpperCase(), headers });
      const isTimed = timed.some((one) => one.path === path && one.method === method);
      expect([path, answer.status]).toEqual([path, isTimed ? 400 : 200]);
    }
    const documents = [
      { id: 'whole', title: 'Whole', text: Array.from({ length: 200 }, (_, i) => `# ${i}\n\nText ${i}.`).join('\n\n') },
    ];
    const fetch = await appWith({ API_KEYS: `timed-${crypto.randomUUID().slice(0, 8)}=${KEY}` });
    const answer = await send(
      '/v1/documents',
      { documents },
      { method: 'PUT', headers: { 'x-deadline-ms': '1' } },
      fetch,
    );
    expect(await answer.json()).toMatchObject({ results: [{ status: 'created', passages: 200 }] });
  });

  test.each(['/', '/docs'])('%s is a page that loads only what is ours, and it is there', async (path) => {
    const answer = await get(path);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const links = [...html.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect((await get(link)).status, link).toBe(200);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toMatch(/<script>|<style>| on[a-z]+=/);
  });

  test.each(['/', '/docs', '/openapi.json'])('%s has an ETag that saves its bytes', async (path) => {
    const etag = (await get(path)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^(?:W\/)?"[^"]+"$/);
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    const head = await fetchApp(new Request(`http://localhost${path}`, { method: 'HEAD' }));
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  });

  test.each([
    '/pack/pack.json',
    '/%70ack/pack.json',
    '//pack/pack.json',
    '/pack%2Fpack.json',
    '/console/../pack/pack.json',
  ])('%s is not for callers', async (path) => {
    await problemOf(await get(path), 404, 'not_found');
  });
});
