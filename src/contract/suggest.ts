import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { wholeParameter } from './number.ts';
import { text } from './text.ts';
import { schema } from './schema.ts';

/** Query of `GET /v1/suggest`. */
export const suggestRequest = /* @__PURE__ */ schema(() =>
  z.object({
    q: text(200),
    limit: z.optional(wholeParameter(20)).check(z.describe('Completions; 8 unless given.')),
  }),
);

/** Answer of `GET /v1/suggest`. */
export const suggestResponse = /* @__PURE__ */ schema(() =>
  z.object({
    suggestions: z
      .array(
        z.object({
          text: z.string(),
          kind: z.enum(['product_type', 'brand', 'category', 'title']),
          products: z.int().check(z.describe('Products that it stands for.')),
        }),
      )
      .check(z.describe('Those of most products first; empty where nothing begins so.')),
  }),
);

/** Parsed parameters. */
export type SuggestRequest = z.output<typeof suggestRequest>;
/** The answer. */
export type SuggestResponse = z.infer<typeof suggestResponse>;

/** `GET /v1/suggest`. */
export const suggest: Endpoint = {
  method: 'get',
  path: '/v1/suggest',
  tag: 'Search',
  summary: 'Complete what is being typed',
  parameters: suggestRequest,
  response: suggestResponse,
  examples: { English: { q: 'dr' }, Chinese: { q: '连' } },
};
