import { expect, test } from 'vitest';
import { huggingfaceEmbed, huggingfaceTags } from '../../src/models/drivers/huggingface.ts';
import { huggingfaceTranscriber } from '../../src/models/drivers/huggingface/transcriber.ts';
import { huggingfaceVision } from '../../src/models/drivers/huggingface/vision.ts';
import { scorerColors } from '../../src/models/drivers/scorer-colors.ts';
import { teiEmbed, teiIntent, teiMatch, teiTags } from '../../src/models/drivers/tei.ts';
import { fakeCall } from '../support/fake-call.ts';
import { fakePack } from '../support/fake-pack.ts';
import { RED_PNG } from '../support/pictures.ts';

const MEGABYTE = 1_000_000;

/** An endpoint whose answers begin and never end, until so many bytes are read of one. */
function endless() {
  const state = { read: 0, left: 0 };
  const piece = new TextEncoder().encode(' '.repeat(10_000));
  const answer = (): Response => {
    const body = new ReadableStream({
      pull(controller) {
        state.read += piece.length;
        if (state.read > 50 * MEGABYTE) controller.error(new Error('too much was read'));
        else controller.enqueue(piece);
      },
      cancel() {
        state.left += 1;
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  };
  return { state, fetch: async () => Promise.resolve(answer()) };
}

const pack = fakePack();
const url = 'https://endpoint.invalid';
const asked = ({ fetch }: { fetch: () => Promise<Response> }) =>
  ({ url, endpointUrl: url, pack, path: 'gpu', fetch }) as const;
const text = '红色连衣裙 red dress';
const texts = Array.from({ length: 8 }, () => ({ text }));
type Endless = ReturnType<typeof endless>;

test.each<[string, (endpoint: Endless) => Promise<unknown>]>([
  ['TEI, embed', (one) => teiEmbed(asked(one)).run([{ text, as: 'query' }], fakeCall())],
  ['TEI, intent', (one) => teiIntent(asked(one)).run([text], fakeCall())],
  ['TEI, match', (one) => teiMatch(asked(one)).run([{ query: text, text }], fakeCall())],
  ['TEI, tags', (one) => teiTags(asked(one)).run(texts, fakeCall())],
  ['Hugging Face, embed', (one) => huggingfaceEmbed(asked(one)).run([{ text, as: 'query' }], fakeCall())],
  ['Hugging Face, tags', (one) => huggingfaceTags(asked(one)).run([{ text }], fakeCall())],
  [
    'speech',
    (one) => huggingfaceTranscriber(asked(one)).transcribe({ bytes: RED_PNG, type: 'audio/wav' } as never, fakeCall()),
  ],
  [
    'vision',
    (one) => huggingfaceVision(asked(one)).look({ bytes: RED_PNG, names: ['color'], language: 'en' }, fakeCall()),
  ],
  ['colours', (one) => scorerColors(asked(one))(RED_PNG, fakeCall())],
])('%s: an answer without end is left when it is longer than any good one', async (_, ask) => {
  const endpoint = endless();
  await expect(ask(endpoint)).rejects.toMatchObject({
    code: 'upstream_invalid',
    detail: expect.stringMatching(/^The model endpoint's answer has more than \d+ bytes\.$/),
  });
  expect(endpoint.state.read).toBeLessThan(4 * MEGABYTE);
  expect(endpoint.state.left).toBe(1);
});

test('the probe leaves it too', async () => {
  const endpoint = endless();
  expect(await teiEmbed(asked(endpoint)).probe(AbortSignal.timeout(5_000))).toMatchObject({
    ok: false,
    detail: expect.stringContaining('has more than'),
  });
});
