import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { filters } from './filters.ts';
import { schema } from './schema.ts';
import { language, list, text } from './text.ts';

/** Body of `POST /v1/explain/global`. */
export const globalRequest = /* @__PURE__ */ schema(() =>
  z.object({
    queries: list(text(512), 1, 50).check(z.describe('A sample of what is searched for.')),
    filters: z.optional(filters),
    language: z.optional(language).check(z.describe('Of the queries; detected in each unless given.')),
  }),
);

const weighed = /* @__PURE__ */ schema(() =>
  z.array(
    z.object({
      signal: z.string(),
      mean_contribution: z
        .number()
        .check(
          z.describe(
            'Mean absolute contribution to the scores of the first 20 hits, in units of the score; each query counts the same.',
          ),
        ),
      share: probability.check(z.describe('Of the mean contributions of all signals.')),
      first_changed: probability.check(
        z.describe('Share of the queries whose first hit is another where the signal counts for no product.'),
      ),
      ten_changed: probability.check(
        z.describe('Share of the queries whose first ten hits are others, or in another order.'),
      ),
    }),
  ),
);

/** Answer of `POST /v1/explain/global`. */
export const globalResponse = /* @__PURE__ */ schema(() =>
  z.object({
    queries: z.int().check(z.describe('Asked.')),
    searched: z.int().check(z.describe('Of those, what the deadline left time for.')),
    with_hits: z.int().check(z.describe('Of those, what the figures are of.')),
    reduced: z.optional(z.literal(true)).check(z.describe('Present where not all were searched.')),
    signals: weighed,
    groups: z.array(
      z.object({ by: z.enum(['language', 'intent']), value: z.string(), queries: z.int(), signals: weighed }),
    ),
    ...envelope,
  }),
);

/** A parsed body. */
export type GlobalRequest = z.output<typeof globalRequest>;
/** The answer. */
export type GlobalResponse = z.infer<typeof globalResponse>;

/** `POST /v1/explain/global`: what the ranking weighs, over many queries. */
export const explainGlobal: Endpoint = {
  method: 'post',
  path: '/v1/explain/global',
  tag: 'Search',
  summary: 'What the ranking of searches weighs, over a sample of queries',
  description:
    'Each query is searched anew, as for nobody: what each signal contributes, and how often the answer would be another without it, over all, by language and by intent. Units as for so many searches.',
  request: globalRequest,
  response: globalResponse,
  examples: { 'Both languages': { queries: ['red dress', 'wireless headphones', '红色连衣裙', '手机壳'] } },
};
