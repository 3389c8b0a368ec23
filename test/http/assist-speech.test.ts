import { beforeAll, describe, expect, inject, test } from 'vitest';
import { assistResponse } from '../../src/contract/assist.ts';
import { HEARD } from '../support/fake-huggingface.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, problemOf } from '../support/requests.ts';

const WAV = new Blob(['RIFF....WAVEfmt '], { type: 'audio/wav' });
const MEBIBYTE = 1_048_576;

let hearing: HttpShop;
let deaf: HttpShop;
beforeAll(async () => {
  hearing = await httpShop(SHOP, { MODEL_SPEECH_URL: `${inject('endpoints')}/speech` });
  deaf = await httpShop(SHOP);
});

/** Sends a form. Its own boundary is the content type. */
async function sendForm(shop: HttpShop, parts: Record<string, string | Blob>): Promise<Response> {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) form.append(name, part);
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  const headers = { 'content-type': type, accept: 'application/json' };
  return shop.send('/v1/assist', null, { raw: await encoded.arrayBuffer(), headers });
}

describe('what is said is the last message', () => {
  test.each([
    ['alone', '{}'],
    ['after others', '{"messages": [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "Hi!"}]}'],
  ])('%s', async (_, request) => {
    const { heard, route, state } = await answerOf(await sendForm(hearing, { request, audio: WAV }), assistResponse);
    expect(heard).toBe(HEARD);
    expect([route, state.constraints.color]).toEqual(['search', ['red']]);
  });

  test('a form without a recording is a written dialogue', async () => {
    const request = JSON.stringify({ messages: [{ role: 'user', content: '你好' }], extra: 1 });
    const answer = await answerOf(await sendForm(deaf, { request }), assistResponse);
    expect(answer).toMatchObject({ route: 'small_talk', language: 'zh', warnings: ['extra'] });
    expect(answer.heard).toBeUndefined();
  });
});

describe('refused', () => {
  test('where no endpoint for speech is set', async () => {
    const problem = await problemOf(await sendForm(deaf, { request: '{}', audio: WAV }), 501, 'not_implemented');
    expect(problem.detail).toContain('MODEL_SPEECH_URL');
  });

  test('what is no recording, whatever it says it is', async () => {
    const audio = new Blob(['\u0089PNG and so on'], { type: 'audio/wav' });
    const problem = await problemOf(await sendForm(hearing, { request: '{}', audio }), 415, 'unsupported_media_type');
    expect(problem.detail).toContain('`audio`');
  });

  test('more than 10 MiB', async () => {
    const audio = new Blob([await WAV.arrayBuffer(), new Uint8Array(10 * MEBIBYTE)]);
    const problem = await problemOf(await sendForm(hearing, { request: '{}', audio }), 413, 'payload_too_large');
    expect(problem.detail).toContain('`audio`');
  });

  test.each<[string, Record<string, string | Blob>, string]>([
    ['no request', { audio: WAV }, 'request'],
    ['an empty recording', { request: '{}', audio: new Blob([]) }, 'audio'],
    ['text for a recording', { request: '{}', audio: 'hello' }, 'audio'],
    ['another name', { request: '{}', voice: WAV }, 'voice'],
    ['messages that are none', { request: '{"messages": 7}', audio: WAV }, 'messages'],
  ])('%s', async (_, parts, path) => {
    const { errors } = await problemOf(await sendForm(hearing, parts), 422, 'validation_failed');
    expect(errors?.map((error) => error.path)).toEqual([path]);
  });

  test('a body that is no form', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    await problemOf(await hearing.send('/v1/assist', null, { raw: 'hello', headers }), 400, 'malformed_form');
  });

  test('where the endpoint does not answer', async () => {
    const shop = await httpShop([], { MODEL_SPEECH_URL: `${inject('endpoints')}/nowhere` });
    await problemOf(await sendForm(shop, { request: '{}', audio: WAV }), 502, 'upstream_rejected');
  });
});
