import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as library from '@huggingface/inference';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as worker from '../../infra/edge/huggingface.ts';
import { AppError } from '../../src/core/error.ts';
import { huggingfaceWriter } from '../../src/models/drivers/huggingface.ts';
import type { Writer } from '../../src/models/writing.ts';
import { fakeCall } from '../support/fake-call.ts';
import { startFakeHuggingface } from '../support/fake-huggingface.ts';
import { BEGINNING, type ChatFault } from '../support/fake-writer.ts';

const TEXT = '你好！This kettle holds 1.7 L 👍 [product:k1]。';
const request = { messages: [{ role: 'user' as const, content: 'a kettle?' }], maxTokens: 200, temperature: 0.2 };

let fake: Awaited<ReturnType<typeof startFakeHuggingface>>;
beforeAll(async () => {
  fake = await startFakeHuggingface('pooled', (messages) => (messages[0]?.content === 'think' ? THOUGHT : TEXT));
});
afterAll(() => fake.stop());

const THOUGHT = `\n<think>They ask </thin of ${'everything '.repeat(20)}</think>\n\n${TEXT}`;

/** What a writer writes until it ends or fails. */
async function written(writer: Writer, call = fakeCall(), asked = request) {
  const pieces: string[] = [];
  try {
    for await (const piece of writer.write(asked, call)) pieces.push(piece);
    return { pieces, error: undefined };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { pieces, error };
  }
}

const writerAt = (how: string, more = {}): Writer =>
  huggingfaceWriter({
    endpointUrl: `${fake.url}/chat/${how}`,
    path: 'gpu',
    token: 'hf_secret',
    model: 'tiny',
    ...more,
  });

describe.each(['good', 'slow'])('a %s endpoint', (how) => {
  test('gives the text in pieces', async () => {
    const { pieces, error } = await written(writerAt(how));
    expect(error).toBeUndefined();
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(TEXT);
  });

  test('without what the model thinks aloud', async () => {
    const { pieces } = await written(writerAt(how), fakeCall(), {
      ...request,
      messages: [{ role: 'user', content: 'think' }],
    });
    expect(pieces.join('')).toBe(TEXT);
  });
});

test.each(['', '/v1', '/v1/chat/completions'])('the URL may end with %j', async (end) => {
  expect((await written(writerAt(`good${end}`))).pieces.join('')).toBe(TEXT);
});

describe('faults', () => {
  test.each<[ChatFault, string, boolean, string[]]>([
    ['401', 'upstream_unauthorized', false, []],
    ['429', 'upstream_overloaded', true, []],
    ['503', 'upstream_unavailable', true, []],
    ['not-sse', 'upstream_invalid', false, []],
    ['garbage', 'upstream_invalid', false, BEGINNING],
    ['not-a-chunk', 'upstream_invalid', false, BEGINNING],
    ['upstream-error', 'upstream_invalid', false, BEGINNING],
    ['cut-off', 'upstream_invalid', false, BEGINNING],
    ['oversized', 'upstream_invalid', false, BEGINNING],
  ])('%s is %s', async (how, code, retryable, beginning) => {
    const { pieces, error } = await written(writerAt(how));
    expect([error?.code, error?.retryable]).toEqual([code, retryable]);
    expect(pieces).toEqual(beginning);
    expect(JSON.stringify([error?.message, error?.detail, String(error?.cause)])).not.toMatch(/their words|hf_secret/);
  });

  test('a broken connection is upstream_unavailable', async () => {
    // What came with the break itself may be lost.
    expect((await written(writerAt('disconnect'))).error).toMatchObject({
      code: 'upstream_unavailable',
      retryable: true,
    });
  });

  test.each<ChatFault>(['hang', 'hang-midway', 'endless'])('%s ends with the call', async (how) => {
    const { error } = await written(writerAt(how), fakeCall({ signal: AbortSignal.timeout(150) }), {
      ...request,
      maxTokens: 1_000_000,
    });
    expect(error?.code).toBe('upstream_timeout');
  });

  test('endless ends past the bytes that its tokens may take', async () => {
    const { error } = await written(writerAt('endless'), fakeCall(), { ...request, maxTokens: 2 });
    expect(error?.detail).toContain('more than 8192 bytes');
  });

  test('nobody at the address', async () => {
    const { error } = await written(huggingfaceWriter({ endpointUrl: 'http://127.0.0.1:9', path: 'gpu' }));
    expect(error?.code).toBe('upstream_unavailable');
  });
});

test('the request ends when it is no longer read', async () => {
  const ended = Promise.withResolvers<void>();
  const server = createServer((_, response) => {
    response.on('close', () => ended.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: {"choices": [{"delta": {"content": "Hello"}}]}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const writer = huggingfaceWriter({ endpointUrl: `http://127.0.0.1:${port}`, path: 'gpu' });
  for await (const piece of writer.write(request, fakeCall())) {
    expect(piece).toBe('Hello');
    break;
  }
  await ended.promise;
  server.close();
});

test('what is asked: model, limits, token, ids, and text that is well formed', async () => {
  let sent: { url: string; headers: Headers; body: unknown } | undefined;
  const writer = writerAt('good', {
    fetch: async (url: string, init: RequestInit) => {
      sent = { url, headers: new Headers(init.headers), body: JSON.parse(String(init.body)) };
      return fetch(url, init);
    },
  });
  await written(writer, fakeCall(), { ...request, messages: [{ role: 'user', content: 'a\ud800b' }] });
  expect(sent?.url).toBe(`${fake.url}/chat/good/v1/chat/completions`);
  expect(sent?.body).toEqual({
    model: 'tiny',
    messages: [{ role: 'user', content: 'a\ufffdb' }],
    max_tokens: 200,
    temperature: 0.2,
    stream: true,
  });
  expect(sent?.headers.get('authorization')).toBe('Bearer hf_secret');
  expect(sent?.headers.get('x-request-id')).toBe('request-1');
});

test('the probe tells whether it answers', async () => {
  const signal = AbortSignal.timeout(5_000);
  expect(await writerAt('good').probe(signal)).toMatchObject({ path: 'gpu', ok: true });
  expect(await writerAt('503').probe(signal)).toMatchObject({ ok: false });
});

test.each(['good', 'garbage', 'upstream-error', '429', 'not-sse'])(
  'what stands for the library in the Worker does as the library: %s',
  async (how) => {
    const results = await Promise.all(
      [library, worker].map(async ({ chatCompletionStream }) => {
        let sent: unknown;
        const chunks: unknown[] = [];
        const options = {
          fetch: async (url: Parameters<typeof fetch>[0], init?: RequestInit) => {
            sent = [url, { ...init, headers: Object.entries(init?.headers ?? {}).toSorted(), signal: undefined }];
            return fetch(url, init);
          },
          retry_on_error: false,
        };
        const endpointUrl = `${fake.url}/chat/${how}/v1`;
        const asked = { endpointUrl, model: 'tiny', messages: request.messages, accessToken: 'hf_secret' };
        try {
          for await (const chunk of chatCompletionStream(asked, options)) chunks.push(chunk);
        } catch {
          // Its words go nowhere.
          chunks.push('fails');
        }
        return { sent, chunks };
      }),
    );
    expect(results[0]?.chunks.length).toBeGreaterThan(0);
    expect(results[1]).toEqual(results[0]);
  },
);
