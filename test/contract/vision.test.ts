import * as library from '@huggingface/inference';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as worker from '../../infra/edge/huggingface.ts';
import { huggingfaceVision } from '../../src/models/drivers/huggingface.ts';
import { fakeCall } from '../support/fake-call.ts';
import { listen } from '../support/listen.ts';
import { RED_PNG, SVG } from '../support/pictures.ts';

interface Body {
  model: string;
  messages: { content: { type: string; text?: string; image_url?: { url: string } }[] }[];
}

/** What the endpoint writes, and what it was sent. */
let written: string | object = '';
const sent: { body: Body; authorization: string | undefined }[] = [];

let fake: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  const app = new Hono();
  app.get('/vision/health', (c) => c.body(null, 200));
  app.post('/vision/v1/chat/completions', async (c) => {
    sent.push({ body: await c.req.json<Body>(), authorization: c.req.header('authorization') });
    return c.json(
      typeof written === 'string' ? { choices: [{ message: { role: 'assistant', content: written } }] } : written,
    );
  });
  fake = await listen(app);
});
afterAll(() => fake.stop());

const look = (more: object = {}, names = ['product_type', '材质']) =>
  huggingfaceVision({
    endpointUrl: `${fake.url}/vision`,
    path: 'gpu',
    token: 'hf_secret',
    model: 'see-7b',
    ...more,
  }).look({ bytes: RED_PNG, names, language: 'zh' }, fakeCall());

test('sends the picture and the names, and reads the values that were asked for', async () => {
  written = '```json\n{"product_type": " 连衣裙 ", "材质": null, "price": "9"}\n```';
  expect(await look()).toEqual([{ name: 'product_type', value: '连衣裙' }]);
  const { body, authorization } = sent.at(-1) ?? {};
  expect([body?.model, authorization]).toEqual(['see-7b', 'Bearer hf_secret']);
  const [text, picture] = body?.messages[0]?.content ?? [];
  expect(text?.text).toContain('["product_type","材质"]');
  expect(text?.text).toContain('Chinese');
  expect(picture?.image_url?.url).toBe(`data:image/png;base64,${Buffer.from(RED_PNG).toString('base64')}`);
});

test('what is no short text is left out, and so is what the object only inherits', async () => {
  written = JSON.stringify({ a: 1, b: ['x'], c: '', d: 'x'.repeat(61), e: 'two\n words' });
  expect(await look({}, ['a', 'b', 'c', 'd', 'e', 'toString', '__proto__'])).toEqual([
    { name: 'e', value: 'two words' },
  ]);
});

test.each<[string, string | object]>([
  ['no JSON', 'I see a red dress.'],
  ['a list', '["dress"]'],
  ['no completion', { choices: [] }],
  ['no content', { choices: [{ message: { content: null } }] }],
])('an answer that cannot be used: %s', async (_, answer) => {
  written = answer;
  await expect(look()).rejects.toMatchObject({ code: 'upstream_invalid' });
});

test.each([
  [503, 'upstream_unavailable'],
  [429, 'upstream_overloaded'],
  [401, 'upstream_unauthorized'],
  [400, 'upstream_rejected'],
])('status %i', async (status, code) => {
  const fetch = async (): Promise<Response> => new Response('their words', { status });
  await expect(look({ fetch })).rejects.toMatchObject({ code });
});

test('the probe asks for health, not for an answer', async () => {
  const before = sent.length;
  const model = huggingfaceVision({ endpointUrl: `${fake.url}/vision`, path: 'gpu' });
  expect(await model.probe(AbortSignal.timeout(5_000))).toMatchObject({ ok: true, path: 'gpu' });
  expect(sent.length).toBe(before);
});

test('what stands for the library in the Worker does as the library', async () => {
  const outcomes = [];
  for (const part of [library, worker]) {
    for (const endpointUrl of ['https://endpoint.invalid', 'https://endpoint.invalid/v1']) {
      let request: unknown;
      const answer = await part
        .chatCompletion(
          {
            endpointUrl,
            accessToken: 'hf_secret',
            model: 'm',
            messages: [{ role: 'user', content: new TextDecoder().decode(SVG) }],
          },
          {
            fetch: async (url, init) => {
              request = [url, init?.body, Object.entries(init?.headers ?? {}).toSorted()];
              return Response.json({
                id: '1',
                object: 'chat.completion',
                created: 1,
                model: 'm',
                choices: [{ index: 0, message: { role: 'assistant', content: '{}' } }],
                usage: {},
              });
            },
            retry_on_error: false,
          },
        )
        .catch(String);
      outcomes.push({ request, answer });
    }
  }
  expect(outcomes.slice(0, 2)).toEqual(outcomes.slice(2));
  expect(JSON.stringify(outcomes[0])).toContain('https://endpoint.invalid/v1/chat/completions');
});
