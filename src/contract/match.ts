import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { product } from './product.ts';
import { identifier, list, text } from './text.ts';
import { schema } from './schema.ts';

const pair = /* @__PURE__ */ schema(() =>
  z.object(
    { id: z.optional(identifier), query: text(512), product },
    { error: 'must be an object with `query` and `product`' },
  ),
);

/** Body of `POST /v1/match`: one query and its products, or pairs. */
export const matchRequest = /* @__PURE__ */ schema(() =>
  z
    .object({
      query: z.optional(text(512)),
      products: z.optional(list(product, 1, 100)),
      pairs: z.optional(list(pair, 1, 100)),
    })
    .check(({ value, issues }) => {
      const refuse = (path: string, message: string): void => {
        issues.push({ code: 'custom', message, path: [path], input: value });
      };
      if (value.pairs !== undefined) {
        if (value.query !== undefined || value.products !== undefined) {
          refuse('pairs', 'cannot stand beside `query` and `products`');
        }
        return;
      }
      if (value.query === undefined) refuse('query', 'is required, with `products`; or send `pairs`');
      if (value.products === undefined) refuse('products', 'is required, with `query`; or send `pairs`');
    }),
);

/** How a product relates to a query. */
export const judgement = {
  relation: z.enum(['exact', 'substitute', 'complement', 'irrelevant']),
  relevance: probability.check(z.describe('Calibrated expected gain, comparable across queries.')),
  distribution: z
    .object({ exact: probability, substitute: probability, complement: probability, irrelevant: probability })
    .check(z.describe('Sums to 1.')),
  conflicts: z
    .optional(z.array(z.string()))
    .check(z.describe('Hard constraints of the query that the product contradicts; such a product is never `exact`.')),
};

/** Answer of `POST /v1/match`. */
export const matchResponse = /* @__PURE__ */ schema(() =>
  z.object({
    results: z.array(z.object({ id: z.optional(z.string()), ...judgement })),
    ...envelope,
  }),
);

/** A parsed body. */
export type MatchRequest = z.output<typeof matchRequest>;
/** One pair's answer. */
export type MatchResult = z.infer<typeof matchResponse>['results'][number];

/** `POST /v1/match`: h(q, d) = argmax P(r | M(q, d)). */
export const match: Endpoint = {
  method: 'post',
  path: '/v1/match',
  tag: 'Scores',
  summary: 'How products relate to a query',
  description:
    'Exact, substitute, complement or irrelevant, for 1 to 100 products or pairs. In the order sent; `/v1/rerank` sorts.',
  request: matchRequest,
  response: matchResponse,
  examples: {
    'One query': {
      query: 'iphone 13 case',
      products: [
        { id: 'a', title: 'Silicone Case for iPhone 13, Midnight' },
        { id: 'b', title: 'Clear Case for iPhone 12' },
        { id: 'c', title: '20W USB-C Charger for iPhone' },
        { id: 'd', title: 'Expandable Garden Hose 50 ft' },
      ],
    },
    Pairs: {
      pairs: [{ id: '1', query: '华为手机壳 不要透明的', product: { title: '华为Mate60手机壳 磨砂硅胶 黑色' } }],
    },
  },
};
