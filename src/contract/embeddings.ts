import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { aisle } from './envelope.ts';
import { between } from './number.ts';
import { list, text } from './text.ts';
import { schema } from './schema.ts';

const input = /* @__PURE__ */ schema(() => text(20_000));

/** Body of `POST /v1/embeddings`: OpenAI's, and `input_type`. */
export const embeddingsRequest = /* @__PURE__ */ schema(() =>
  z.object({
    input: z.union([input, list(input, 1, 2048)], {
      error: (issue) => (issue.input === undefined ? 'is required' : 'must be a text or a list of texts'),
    }),
    model: z.optional(text(200)),
    encoding_format: z.optional(z.enum(['float', 'base64'], { error: 'must be "float" or "base64"' })),
    dimensions: z
      .optional(z.int().check(...between(1, 384)))
      .check(z.describe('The first so many components, to unit length again.')),
    user: z.optional(text(200)),
    input_type: z
      .optional(z.enum(['query', 'document'], { error: 'must be "query" or "document"' }))
      .check(z.describe('What the texts are; a document unless said.')),
  }),
);

/** Answer of `POST /v1/embeddings`. */
export const embeddingsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        object: z.literal('embedding'),
        index: z.int(),
        embedding: z.union([z.array(z.number()), z.string()]),
      }),
    ),
    model: z.string(),
    usage: z
      .object({ prompt_tokens: z.int(), total_tokens: z.int() })
      .check(z.describe('An estimate: words and Chinese characters. What is paid is under `aisle.usage`.')),
    aisle,
  }),
);

/** A parsed body. */
export type EmbeddingsRequest = z.output<typeof embeddingsRequest>;

/** `POST /v1/embeddings`. */
export const embeddings: Endpoint = {
  method: 'post',
  path: '/v1/embeddings',
  tag: 'Drop-in',
  summary: 'Text vectors (OpenAI shape)',
  description:
    'Unit vectors for retrieval, comparable across the two languages by their dot product. Point the SDK of OpenAI at this server.',
  request: embeddingsRequest,
  response: embeddingsResponse,
  examples: {
    'Two texts': { input: ['red dress', '红色连衣裙'], model: 'aisle', input_type: 'query' },
    'One, as base64': { input: 'garden hose', model: 'aisle', encoding_format: 'base64', dimensions: 128 },
  },
};
