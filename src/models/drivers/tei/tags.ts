import * as z from 'zod/mini';
import { unitsOfBytes } from '../../../core/text-offsets.ts';
import { tagHead, tagPrompt, type TokenVectors } from '../../heads/tag-head.ts';
import type { Call, Model } from '../../port.ts';
import { copyVector, invalidAnswer, listOf } from '../upstream-fault.ts';
import { teiClient, type TeiOptions } from './client.ts';

const position = z.nullable(z.int().check(z.nonnegative()));
const tokensSchema = z.array(z.array(z.object({ start: position, stop: position })));
type Tokens = z.infer<typeof tokensSchema>[number];

/** The `tags` role on a TEI process with the tagger's body: `/embed_all` for the vectors, `/tokenize` for their places, the head here. */
export function teiTags(options: TeiOptions): Model<'tags'> {
  const client = teiClient(options);
  const { hidden_size: size, tags } = options.pack.manifest;

  async function bodyOf(texts: readonly string[], call: Call): Promise<[vectors: unknown[], tokens: Tokens[]]> {
    // When one of the two fails, the other has no use.
    const other = new AbortController();
    const signal = AbortSignal.any([call.signal, other.signal]);
    try {
      const [vectors, tokens] = await Promise.all([
        client.post(
          '/embed_all',
          { inputs: texts, truncate: true },
          texts.length * tags.max_tokens * size,
          call,
          signal,
        ),
        // A token comes with its text, its number and its two places.
        client.post('/tokenize', { inputs: texts }, 4 * texts.join('').length, call, signal),
      ]);
      const parsed = tokensSchema.safeParse(tokens);
      if (!parsed.success) throw invalidAnswer('to /tokenize is not a list of tokens');
      return [listOf(vectors, texts.length), listOf(parsed.data, texts.length) as Tokens[]];
    } finally {
      other.abort();
    }
  }

  return {
    role: 'tags',
    maxBatch: client.maxBatch,
    probe: (signal) => client.probe('embedding', signal),

    async run(inputs, call) {
      if (inputs.length === 0) return [];
      const texts = inputs.map((input) => tagPrompt(input).toWellFormed());
      const [vectors, tokens] = await bodyOf(texts, call);
      return inputs.map((input, i) => ({
        output: tagHead(tokenVectors(vectors[i], tokens[i] ?? [], texts[i] ?? '', size), input, options.pack),
        served: client.served,
        cached: false,
      }));
    },
  };
}

/** Puts vectors and places together: bytes become UTF-16 units. `/tokenize` does not truncate, so it may know more tokens. */
function tokenVectors(value: unknown, tokens: Tokens, text: string, size: number): TokenVectors {
  if (!Array.isArray(value) || value.length > tokens.length) throw invalidAnswer('has more vectors than tokens');
  const count = value.length;
  const vectors = new Float32Array(count * size);
  for (const [token, vector] of value.entries()) copyVector(vector, size, vectors, token * size);
  const units = unitsOfBytes(text);
  const offsets = tokens.slice(0, count).map(({ start, stop }): [number, number] | null => {
    if (start === null || stop === null) return null;
    const from = units[start];
    const to = units[stop];
    if (from === undefined || to === undefined || to < from) throw invalidAnswer('has offsets outside the text');
    return [from, to];
  });
  // What was cut off at the right still ends with the closing special token.
  if (count < tokens.length && count > 0) offsets[count - 1] = null;
  return { vectors, offsets };
}
