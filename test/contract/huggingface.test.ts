import * as library from '@huggingface/inference';
import { describe, expect, test } from 'vitest';
import * as worker from '../../infra/edge/huggingface.ts';
import { AppError } from '../../src/core/error.ts';
import { huggingfaceEmbed, huggingfaceTags } from '../../src/models/drivers/huggingface.ts';
import { fakeCall } from '../support/fake-call.ts';
import { startFakeHuggingface } from '../support/fake-huggingface.ts';
import { FAKE_SIZE, fakePack } from '../support/fake-pack.ts';
import { describeEmbedModel } from './suites/embed-model.ts';
import { describeTagsModel } from './suites/tags-model.ts';

const shared = { pack: fakePack(), path: 'gpu', token: 'hf_secret' } as const;

for (const shape of ['pooled', 'tokens'] as const) {
  describeEmbedModel(`huggingface, ${shape}`, async () => {
    const { url, stop } = await startFakeHuggingface(shape);
    return { model: huggingfaceEmbed({ ...shared, endpointUrl: `${url}/embed` }), size: FAKE_SIZE, stop };
  });
}

describeTagsModel(
  'huggingface',
  async () => {
    const { url, stop } = await startFakeHuggingface();
    const model = huggingfaceTags({ ...shared, endpointUrl: `${url}/tags` });
    return { model, names: ['brand', 'color'], stop };
  },
  { named: false, finds: true },
);

const json = (body: string, init: ResponseInit = {}): Response =>
  new Response(body, { headers: { 'content-type': 'application/json' }, ...init });

/** The error of an endpoint that answers this, with the number of requests that it took. */
async function errorOf(answer: () => Response | Promise<Response>): Promise<{ error: AppError; requests: number }> {
  let requests = 0;
  const model = huggingfaceTags({
    ...shared,
    endpointUrl: 'https://endpoint.invalid',
    fetch: async () => {
      requests += 1;
      return answer();
    },
  });
  const error: unknown = await model.run([{ text: 'red Nike' }], fakeCall()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AppError);
  return { error: error as AppError, requests };
}

test.each([
  [503, 'upstream_unavailable', true],
  [500, 'upstream_unavailable', true],
  [429, 'upstream_overloaded', true],
  [401, 'upstream_unauthorized', false],
  [422, 'upstream_rejected', false],
])('status %d is %s, after one request, without a word of the body or the token', async (status, code, retryable) => {
  const { error, requests } = await errorOf(() => json('{"error": "their words"}', { status }));
  expect([error.code, error.retryable, requests]).toEqual([code, retryable, 1]);
  expect(JSON.stringify([error.message, error.detail, String(error.cause)])).not.toMatch(/their words|hf_secret/);
});

test.each([
  ['no JSON', 'hello'],
  ['no list', '{"a": 1}'],
  ['no group (aggregation none)', '[{"entity": "B-brand", "score": 0.9, "start": 0, "end": 3, "word": "red"}]'],
  ['a null', '[null]'],
  ['an unknown label', '[{"entity_group": "LOC", "score": 0.9, "start": 0, "end": 3, "word": "red"}]'],
  ['a place outside', '[{"entity_group": "brand", "score": 0.9, "start": 0, "end": 99, "word": "red"}]'],
])('%s is upstream_invalid', async (_, body) => {
  expect((await errorOf(() => json(body))).error.code).toBe('upstream_invalid');
});

test('a broken connection is upstream_unavailable', async () => {
  const { error } = await errorOf(() => Promise.reject(new TypeError('fetch failed')));
  expect([error.code, error.retryable]).toEqual(['upstream_unavailable', true]);
});

test('prefixes that a server left on are merged', async () => {
  const group = (entity_group: string, start: number, end: number) => ({
    entity_group,
    score: 0.9,
    start,
    end,
    word: '',
  });
  const groups = [group('B-brand', 0, 5), group('I-brand', 5, 12), group('O', 13, 18), group('B-color', 18, 21)];
  const model = huggingfaceTags({
    ...shared,
    endpointUrl: 'https://endpoint.invalid',
    fetch: async () => json(JSON.stringify(groups)),
  });
  const [answer] = await model.run([{ text: 'Under Armour shoe red' }], fakeCall());
  expect(answer?.output.spans.map(({ name, start, end }) => [name, start, end])).toEqual([
    ['brand', 0, 12],
    ['color', 18, 21],
  ]);
});

describe.each(['featureExtraction', 'tokenClassification'] as const)(
  'what stands for the library in the Worker: %s',
  (task) => {
    const parts = { library, worker };

    /** What is sent and what comes of it, by the library and by what stands for it. */
    async function both(body: string, token?: string): Promise<unknown[]> {
      return Promise.all(
        Object.values(parts).map(async (part) => {
          let sent: unknown;
          const answer = await part[task](
            {
              endpointUrl: 'https://endpoint.invalid/path',
              ...(token === undefined ? {} : { accessToken: token }),
              inputs: '红色 dress',
              parameters: { aggregation_strategy: 'simple' },
            },
            {
              fetch: async (url, init) => {
                sent = [url, { ...init, headers: Object.entries(init?.headers ?? {}).toSorted() }];
                return json(body);
              },
              retry_on_error: false,
            },
          ).catch(String);
          return { sent, answer };
        }),
      );
    }

    test.each([
      ['a vector', '[0.6, 0.8]'],
      ['groups', '[{"entity_group": "brand", "score": 0.9, "start": 0, "end": 3, "word": "red"}]'],
      ['neither', '{"a": 1}'],
    ])('asks, answers and fails alike: %s', async (_, body) => {
      for (const token of [undefined, 'hf_secret', 'other']) {
        const [ours, theirs] = await both(body, token);
        expect(JSON.stringify(ours)).toContain('https://endpoint.invalid/path');
        expect(ours).toEqual(theirs);
      }
    });
  },
);
