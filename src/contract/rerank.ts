import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { aisle, probability } from './envelope.ts';
import { list, text } from './text.ts';
import { schema } from './schema.ts';

const documentObject = /* @__PURE__ */ schema(() =>
  z.record(z.string(), z.unknown(), { error: 'must be a string or an object' }),
);

/** Body of `POST /v1/rerank`: Cohere's v2 and Jina's. */
export const rerankRequest = /* @__PURE__ */ schema(() =>
  z.object({
    model: z.optional(text(200)),
    query: text(512),
    documents: list(z.union([text(20_000), documentObject], { error: 'must be a string or an object' }), 1, 1000).check(
      z.describe('Texts, or objects: with `text`, with the fields of a product, or with any fields that hold text.'),
    ),
    top_n: z.optional(z.int().check(z.minimum(1))),
    return_documents: z.optional(z.boolean()),
    rank_fields: z.optional(list(text(200), 1, 20)).check(z.describe('Which fields of object documents are read.')),
    max_tokens_per_doc: z.optional(z.int().check(z.minimum(1))),
  }),
);

/** Answer of `POST /v1/rerank`. */
export const rerankResponse = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.string(),
    model: z.string(),
    results: z.array(
      z.object({
        index: z.int(),
        relevance_score: probability,
        document: z.optional(z.record(z.string(), z.unknown())),
      }),
    ),
    meta: z.object({
      api_version: z.object({ version: z.string() }),
      billed_units: z.object({ search_units: z.number() }),
    }),
    usage: z.object({ total_tokens: z.int() }),
    aisle,
  }),
);

/** A parsed body. */
export type RerankRequest = z.output<typeof rerankRequest>;
/** The answer. */
export type RerankResponse = z.infer<typeof rerankResponse>;

/** `POST /v1/rerank`, also `/v2/rerank`. */
export const rerank: Endpoint = {
  method: 'post',
  path: '/v1/rerank',
  aliases: ['/v2/rerank'],
  tag: 'Drop-in',
  summary: 'Sort documents by relevance (Cohere v2 and Jina shape)',
  description: 'The relevance of `/v1/match`, highest first. Point the SDK of Cohere at this server.',
  request: rerankRequest,
  response: rerankResponse,
  examples: {
    Texts: {
      query: '蓝牙耳机 降噪',
      documents: ['索尼 WH-1000XM4 头戴式降噪蓝牙耳机', '耳机收纳包', 'Garden hose 50 ft'],
      top_n: 2,
    },
    Objects: {
      query: 'usb c cable',
      documents: [{ text: 'USB-C cable 2 m' }, { title: 'HDMI cable' }],
      return_documents: true,
    },
  },
};
