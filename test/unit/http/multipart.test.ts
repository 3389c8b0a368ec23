import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/error.ts';
import { isMultipart, limitForm, type MultipartRequest, multipartRequest } from '../../../src/http/multipart.ts';

type Part = [name: string, value: string | Blob, filename?: string];
const MEBIBYTE = 1_048_576;

/** What is read of a form, or the error. */
async function read(
  body: BodyInit,
  limits = {},
  headers: Record<string, string> = {},
): Promise<MultipartRequest | AppError> {
  let result: MultipartRequest | AppError | undefined;
  const app = new Hono();
  app.onError((error) => {
    if (!(error instanceof AppError)) throw error;
    result = error;
    return new Response();
  });
  app.post('/', limitForm(MEBIBYTE), async (c) => {
    expect(isMultipart(c)).toBe(true);
    result = await multipartRequest(c, limits);
    return c.body(null);
  });
  await app.fetch(new Request('http://localhost/', { method: 'POST', body, headers }));
  if (result === undefined) throw new Error('nothing was read');
  return result;
}

function form(...parts: Part[]): FormData {
  const data = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, filename);
  }
  return data;
}

const file = (bytes: number, type = 'audio/wav'): Blob => new Blob([new Uint8Array(bytes).fill(7)], { type });
const errorsOf = (result: MultipartRequest | AppError) => (result as AppError).errors;

test('the JSON as a field or as a file, and the files by name', async () => {
  const json = '{"messages": ["你好"]}';
  for (const request of [json, new Blob([json], { type: 'application/json' })]) {
    const result = await read(
      form(['request', request], ['a', file(3), '录音.wav'], ['b', file(2, 'Audio/OGG; codecs=opus'), 'b.ogg']),
      { maxFiles: 2 },
    );
    expect(result).toEqual({
      request: json,
      files: new Map([
        ['a', { bytes: new Uint8Array([7, 7, 7]), type: 'audio/wav', filename: '录音.wav' }],
        ['b', { bytes: new Uint8Array([7, 7]), type: 'audio/ogg', filename: 'b.ogg' }],
      ]),
    });
  }
});

test('a form without files', async () => {
  expect(await read(form(['request', '{}']))).toEqual({ request: '{}', files: new Map() });
});

describe('refused with the name of the part', () => {
  test.each<[string, Part[], string, string]>([
    ['no request', [['audio', file(1)]], 'request', 'is required'],
    [
      'two requests',
      [
        ['request', '{}'],
        ['request', '{}'],
      ],
      'request',
      'must be sent once',
    ],
    [
      'two files of a name',
      [
        ['request', '{}'],
        ['a', file(1)],
        ['a', file(1)],
      ],
      'a',
      'must be sent once',
    ],
    [
      'text for a file',
      [
        ['request', '{}'],
        ['audio', 'bytes'],
      ],
      'audio',
      'must be a file',
    ],
    [
      'an empty file',
      [
        ['request', '{}'],
        ['audio', file(0)],
      ],
      'audio',
      'must not be empty',
    ],
    [
      'too many files',
      [
        ['request', '{}'],
        ['a', file(1)],
        ['b', file(1)],
      ],
      '$',
      'must have at most 1 file',
    ],
  ])('%s', async (_, parts, path, message) => {
    expect(errorsOf(await read(form(...parts)))).toEqual([{ path, message }]);
  });

  test('more bytes than the limit, in one file or in several', async () => {
    const limits = { maxBytes: 10, maxFiles: 2 };
    expect(await read(form(['request', '{}'], ['a', file(10)]), limits)).not.toBeInstanceOf(AppError);
    for (const parts of [
      [['b', file(11)]],
      [
        ['a', file(6)],
        ['b', file(5)],
      ],
    ] as Part[][]) {
      expect(await read(form(['request', '{}'], ...parts), limits)).toMatchObject({
        code: 'payload_too_large',
        detail: 'With the part `b` the files have more than 10 bytes.',
      });
    }
  });

  test('a request of more than 1 MiB', async () => {
    expect(await read(form(['request', 'x'.repeat(MEBIBYTE + 1)]))).toMatchObject({
      code: 'payload_too_large',
      detail: 'The part `request` must have at most 1048576 bytes.',
    });
  });
});

test('10 MiB of a file are read; a body past all limits is not', async () => {
  expect(await read(form(['request', '{}'], ['audio', file(10 * MEBIBYTE)]))).not.toBeInstanceOf(AppError);
  expect(await read(form(['request', '{}'], ['audio', file(12 * MEBIBYTE)]))).toMatchObject({
    code: 'payload_too_large',
  });
});

test.each([
  ['no boundary', 'multipart/form-data', '--x\r\n\r\n--x--'],
  ['another boundary', 'multipart/form-data; boundary=y', '--x\r\n\r\n--x--'],
  [
    'a body that ends early',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="request"\r\n\r\n{',
  ],
  ['nothing', 'multipart/form-data; boundary=x', ''],
])('%s is no form', async (_, type, body) => {
  expect(await read(body, {}, { 'content-type': type })).toMatchObject({ code: 'malformed_form', status: 400 });
});

test('JSON that is not UTF-8', async () => {
  expect(await read(form(['request', new Blob([new Uint8Array([0x22, 0xff, 0x22])])]))).toMatchObject({
    code: 'malformed_json',
  });
});

test('many parts take no longer than the form itself', async () => {
  const part = (i: number) => `--x\r\nContent-Disposition: form-data; name="${i}"\r\n\r\n\r\n`;
  const body = `${Array.from({ length: 60_000 }, (_, i) => part(i)).join('')}--x--\r\n`;
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const begin = performance.now();
  await new Response(body, { headers }).formData();
  const bare = performance.now() - begin;
  expect(errorsOf(await read(body, {}, headers))).toEqual([{ path: 'request', message: 'is required' }]);
  expect(performance.now() - begin - bare).toBeLessThan(5 * bare);
});
