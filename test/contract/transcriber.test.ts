import * as library from '@huggingface/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as worker from '../../infra/edge/huggingface.ts';
import type { AppError } from '../../src/core/error.ts';
import { huggingfaceTranscriber } from '../../src/models/drivers/huggingface.ts';
import { fakeCall } from '../support/fake-call.ts';
import { HEARD, startFakeHuggingface } from '../support/fake-huggingface.ts';

let fake: Awaited<ReturnType<typeof startFakeHuggingface>>;
beforeAll(async () => {
  fake = await startFakeHuggingface();
});
afterAll(() => fake.stop());

const recording = { bytes: new Uint8Array([1, 2, 3, 0, 255]), type: 'audio/wav' };

test('the bytes are sent as they are, and the words come back trimmed', async () => {
  let sent: [type: string | null, bytes: Uint8Array] | undefined;
  const transcriber = huggingfaceTranscriber({
    endpointUrl: `${fake.url}/speech`,
    path: 'gpu',
    fetch: async (url, init) => {
      const request = new Request(url, init);
      sent = [request.headers.get('content-type'), new Uint8Array(await request.clone().arrayBuffer())];
      return fetch(request);
    },
  });
  expect(await transcriber.transcribe(recording, fakeCall())).toBe(HEARD);
  expect(sent).toEqual(['audio/wav', recording.bytes]);
});

test.each<[string, () => Response | Promise<Response>, string, boolean]>([
  ['503', () => new Response('{}', { status: 503 }), 'upstream_unavailable', true],
  ['429', () => new Response('{}', { status: 429 }), 'upstream_overloaded', true],
  ['401', () => new Response('{}', { status: 401 }), 'upstream_unauthorized', false],
  ['no JSON', () => new Response('hello'), 'upstream_invalid', false],
  ['no text', () => Response.json({ chunks: [] }), 'upstream_invalid', false],
  ['a broken connection', () => Promise.reject(new TypeError('fetch failed')), 'upstream_unavailable', true],
])('%s', async (_, answer, code, retryable) => {
  const transcriber = huggingfaceTranscriber({
    endpointUrl: 'https://endpoint.invalid',
    path: 'gpu',
    token: 'hf_secret',
    fetch: async () => answer(),
  });
  const error = await transcriber.transcribe(recording, fakeCall()).catch((caught: AppError) => caught);
  expect(error).toMatchObject({ code, retryable });
});

test('what stands for the library in the Worker does as the library', async () => {
  const [ours, theirs] = await Promise.all(
    [worker, library].map(async ({ automaticSpeechRecognition }) => {
      let sent: unknown;
      const answer = await automaticSpeechRecognition(
        { endpointUrl: 'https://endpoint.invalid/x', accessToken: 'hf_secret', data: new Blob(['abc']) },
        {
          fetch: async (url, init) => {
            sent = [url, { ...init, headers: Object.entries(init?.headers ?? {}).toSorted() }];
            return Response.json({ text: 'hello' });
          },
          retry_on_error: false,
        },
      );
      return { sent, answer };
    }),
  );
  expect(ours).toEqual(theirs);
  expect(ours?.answer).toEqual({ text: 'hello' });
});
