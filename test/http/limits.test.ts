import { describe, expect, test } from 'vitest';
import { CASES } from '../support/endpoint-cases.ts';
import { answerOf, newText, problemOf, send } from '../support/requests.ts';
import { appWith } from '#host';

const MEBIBYTE = 1_048_576;

/** The text in pieces, so that no length is known ahead. */
function stream(text: string): ReadableStream<Uint8Array> {
  const all = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= all.length) controller.close();
      else controller.enqueue(all.subarray(at, (at += 65_536)));
    },
  });
}

describe.each(Object.values(CASES))('$path', ({ path, body, response, most, results }) => {
  /** A legal request of so many bytes. */
  const sized = (bytes: number): string => {
    const bare = JSON.stringify(body(['red dress'], { padding: '' }));
    return JSON.stringify(body(['red dress'], { padding: 'x'.repeat(bytes - bare.length) }));
  };
  const tooLarge = async (raw: BodyInit, headers = {}) => {
    const problem = await problemOf(await send(path, null, { raw, headers }), 413, 'payload_too_large');
    expect(problem.detail).toContain(String(MEBIBYTE));
  };

  test('a body of exactly 1 MiB is answered', async () => {
    const raw = sized(MEBIBYTE);
    expect(raw.length).toBe(MEBIBYTE);
    await answerOf(await send(path, null, { raw }), response);
    await answerOf(await send(path, null, { raw: stream(raw) }), response);
  });

  test('a byte more is too large, with and without a Content-Length', async () => {
    const raw = sized(MEBIBYTE + 1);
    await tooLarge(raw);
    await tooLarge(raw, { 'content-length': String(raw.length) });
    await tooLarge(stream(raw));
  });

  test('10 MB are refused, malformed or not', async () => {
    await tooLarge(stream(sized(10_000_000)));
    await tooLarge('['.repeat(10_000_000));
  });

  // Without a model, since it is their number that is tested; there are no vectors without one.
  test.skipIf(path === CASES.embeddings.path)('as many items as the limit says are answered', async () => {
    const lexical = await appWith({ MODEL_SCORER_URL: '' });
    const texts = Array.from({ length: most }, () => newText());
    expect(results(await answerOf(await send(path, body(texts), {}, lexical), response))).toHaveLength(most);
  });
});
