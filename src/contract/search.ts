import * as z from 'zod/mini';
import { decisionId, record } from './decisions.ts';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability, sample } from './envelope.ts';
import { filters } from './filters.ts';
import { intentResult } from './intent.ts';
import { between } from './number.ts';
import { catalogProduct } from './products.ts';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';

const weight = /* @__PURE__ */ schema(() => z.optional(z.number().check(...between(0, 10))));

/** Body of `POST /v1/search`. */
export const searchRequest = /* @__PURE__ */ schema(() =>
  z.object({
    query: text(512),
    filters: z.optional(filters),
    facets: z
      .optional(list(text(100), 1, 20))
      .check(z.describe('Fields to count values of: brand, category, color, price, or any attribute by its name.')),
    limit: z
      .optional(z.int({ error: 'must be a whole number from 1 to 100' }).check(...between(1, 100)))
      .check(z.describe('Hits a page; 20 unless given.')),
    cursor: z
      .optional(text(100_000))
      .check(
        z.describe(
          'The `next_cursor` of an answer to the same query, filters, weights and language, and where it was personal for the same shopper: its next page.',
        ),
      ),
    shopper_id: z
      .optional(identifier)
      .check(
        z.describe(
          'Who searches: hits are ordered by what is believed of them, and events can name the answer as `query_id`. The session stands in where there is none.',
        ),
      ),
    session_id: z.optional(identifier),
    weights: z
      .optional(z.object({ keyword: weight, semantic: weight, personal: weight }))
      .check(
        z.describe(
          'How much each kind of evidence counts; 1 unless given, 0 leaves it out: `personal: 0` for the order of everybody.',
        ),
      ),
    explain: z
      .optional(z.boolean())
      .check(
        z.describe('Whether hits tell every signal with its weight, what was wanted and found, and a sentence why.'),
      ),
    language: z.optional(language).check(z.describe('Detected unless given.')),
    record,
  }),
);

const hit = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: z.string(),
      product: catalogProduct,
      relation: z.enum(['exact', 'substitute', 'complement']),
      relevance: probability.check(
        z.describe(
          'Expected gain, comparable across queries. Where `signals.match` is null it is estimated from the retrieval.',
        ),
      ),
      score: z
        .number()
        .check(
          z.describe(
            'What orders the hits: the sum of the contributions that `explain` shows. What suits the shopper moves hits only among those of the same relation that hold, or break, what the query demands.',
          ),
        ),
      signals: z.object({
        keyword: z
          .nullable(z.number())
          .check(z.describe('BM25, 0–1 by the best of the answer; null: no word of the query.')),
        semantic: z.nullable(z.number()).check(z.describe('Cosine, −1 to 1; null: not embedded yet.')),
        match: z.nullable(probability).check(z.describe('Relevance by the match model; null: not read by it.')),
        personal: z
          .nullable(z.number())
          .check(z.describe('How it suits the shopper, −1 to 1; null: nothing is known of them, or it is not used.')),
        popularity: z.number().check(z.describe('0–1, from ratings; .5 where there are none.')),
      }),
      highlights: z
        .array(z.object({ field: z.string(), start: z.int(), end: z.int() }))
        .check(z.describe('Words of the query in the product, in UTF-16 units, end exclusive.')),
      conflicts: z
        .optional(z.array(z.string()))
        .check(z.describe('What the query demands and the product contradicts; such a product is never `exact`.')),
      rules: z.optional(z.array(z.string())).check(z.describe('Merchandising rules that moved it.')),
      explain: z.optional(
        z.array(z.object({ signal: z.string(), value: z.number(), weight: z.number(), contribution: z.number() })),
      ),
      wishes: z
        .optional(
          z.array(
            z.object({
              name: z.string(),
              wanted: z.string(),
              found: z.nullable(z.string()),
              agrees: z.nullable(z.boolean()),
            }),
          ),
        )
        .check(
          z.describe(
            'With `explain`: what the query wants, and what the product has of it; `found` null: it is silent, `agrees` null: it can’t be told.',
          ),
        ),
      why: z.optional(z.string()),
    })
    .register(z.globalRegistry, { id: 'Hit' }),
);

const ruleEffect = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.string(),
    effect: z.enum(['pin', 'boost', 'bury', 'hide']),
    ndcg_cost: z
      .number()
      .check(z.describe('nDCG@10 that it takes from the answer, by expected gain; negative where it adds.')),
  }),
);

const plan = /* @__PURE__ */ schema(() =>
  z
    .object({
      ...z.pick(intentResult, {
        query: true,
        language: true,
        intent: true,
        sub_intent: true,
        confidence: true,
        constraints: true,
      }).shape,
      searched: z
        .string()
        .check(z.describe('What products are looked for by: the query without price and exclusions.')),
      corrected: z
        .nullable(z.string())
        .check(z.describe('The query with its typing errors mended, where that was needed.')),
      expanded: z
        .array(z.object({ word: z.string(), to: z.array(z.string()) }))
        .check(z.describe('Synonyms that were looked for too.')),
      action: z
        .nullable(z.object({ type: z.string(), intent: z.string() }))
        .check(
          z.describe('What a service intent asks for; the answer then has no products unless the query names some.'),
        ),
      relaxed: z
        .array(z.string())
        .check(
          z.describe('Constraints of the query that no hit meets together with the rest, given up for this answer.'),
        ),
      matching: z.int().check(z.describe('Products that hold the filters.')),
      judged: z.int().check(z.describe('Products that the match model has read.')),
      rules: z.array(ruleEffect),
      empty: z
        .nullable(
          z.object({
            cause: z.enum(['catalog', 'filters', 'relevance']),
            filters: z.array(z.string()).check(z.describe('Filters that no product holds alone.')),
            suggestions: z.array(z.string()),
          }),
        )
        .check(
          z.describe(
            'Why there are no hits: the catalogue is empty, no product holds the filters, or none is relevant.',
          ),
        ),
    })
    .register(z.globalRegistry, { id: 'SearchPlan' }),
);

/** A value of a facet or of a question, or a range of prices, with the number of products that have it. */
export const facetValue = /* @__PURE__ */ schema(() =>
  z.object({
    value: z.optional(z.string()),
    gte: z.optional(z.number()),
    lt: z.optional(z.number()),
    currency: z.optional(z.nullable(z.string())),
    count: z.int(),
  }),
);

/** Answer of `POST /v1/search`. */
export const searchResponse = /* @__PURE__ */ schema(() =>
  z.object({
    query_id: z.string(),
    decision_id: decisionId,
    plan,
    shelves: z.object({ exact: z.array(hit), substitute: z.array(hit), complement: z.array(hit) }),
    hits: z.array(hit),
    facets: z
      .record(z.string(), z.array(facetValue))
      .check(z.describe('Counts over all hits that paging reaches. `value` or `gte` and `lt` make the filter.')),
    total: z.int().check(z.describe('Hits that paging reaches.')),
    next_cursor: z.nullable(z.string()),
    sample,
    ...envelope,
  }),
);

/** A parsed body. */
export type SearchRequest = z.output<typeof searchRequest>;
/** The answer. */
export type SearchResponse = z.infer<typeof searchResponse>;
/** One product of the answer. */
export type Hit = SearchResponse['hits'][number];

/** `POST /v1/search`. */
export const search: Endpoint = {
  method: 'post',
  path: '/v1/search',
  tag: 'Search',
  summary: 'Search the catalogue',
  description:
    'By word and by meaning, judged by the match model. `shelves` parts `hits` by relation; irrelevant products are in neither, and an empty `exact` shelf is an honest answer.',
  request: searchRequest,
  response: searchResponse,
  examples: {
    English: { query: 'red dress under $50', facets: ['brand', 'color', 'price'], limit: 10 },
    Chinese: { query: '连衣裙 不要黑色的', explain: true },
    Filters: {
      query: 'running shoes',
      filters: { color: ['black', 'blue'], price: { lt: 100 }, not: { brand: ['Acme'] } },
    },
    'A service intent': { query: '我的快递到哪了' },
    'With its decision kept': { query: 'wireless headphones', record: 'redacted' },
  },
};
