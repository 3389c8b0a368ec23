import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability, sample } from './envelope.ts';
import { filters } from './filters.ts';
import { intentResult } from './intent.ts';
import { catalogProduct } from './products.ts';
import { identifier, language, list, text } from './text.ts';

const weight = z
  .number({ error: 'must be a number' })
  .min(0, { error: 'must be at least 0' })
  .max(10, { error: 'must be at most 10' })
  .optional();

/** Body of `POST /v1/search`. */
export const searchRequest = z.object({
  query: text(512),
  filters: filters.optional(),
  facets: list(text(100), 1, 20).optional().meta({
    description: 'Fields to count values of: brand, category, color, price, or any attribute by its name.',
  }),
  limit: z
    .int({ error: 'must be a whole number from 1 to 100' })
    .min(1, { error: 'must be at least 1' })
    .max(100, { error: 'must be at most 100' })
    .optional()
    .meta({ description: 'Hits a page; 20 unless given.' }),
  cursor: text(100_000).optional().meta({
    description: 'The `next_cursor` of an answer to the same query, filters, weights and language: its next page.',
  }),
  shopper_id: identifier.optional(),
  session_id: identifier.optional(),
  weights: z
    .object({ keyword: weight, semantic: weight, personal: weight }, { error: 'must be an object' })
    .optional()
    .meta({ description: 'How much each kind of evidence counts; 1 unless given, 0 leaves it out.' }),
  explain: z.boolean({ error: 'must be true or false' }).optional().meta({
    description: 'Whether hits tell every signal with its weight, and a sentence why.',
  }),
  language: language.optional().meta({ description: 'Detected unless given.' }),
});

const hit = z
  .object({
    id: z.string(),
    product: catalogProduct,
    relation: z.enum(['exact', 'substitute', 'complement']),
    relevance: probability.meta({
      description:
        'Expected gain, comparable across queries. Where `signals.match` is null it is estimated from the retrieval.',
    }),
    score: z.number().meta({ description: 'What orders the hits: the sum of the contributions that `explain` shows.' }),
    signals: z.object({
      keyword: z
        .number()
        .nullable()
        .meta({ description: 'BM25, 0–1 by the best of the answer; null: no word of the query.' }),
      semantic: z.number().nullable().meta({ description: 'Cosine, −1 to 1; null: not embedded yet.' }),
      match: probability.nullable().meta({ description: 'Relevance by the match model; null: not read by it.' }),
      personal: z.number().nullable().meta({ description: 'null: nothing is known of the shopper.' }),
      popularity: z.number().meta({ description: '0–1, from ratings; .5 where there are none.' }),
    }),
    highlights: z
      .array(z.object({ field: z.string(), start: z.int(), end: z.int() }))
      .meta({ description: 'Words of the query in the product, in UTF-16 units, end exclusive.' }),
    conflicts: z.array(z.string()).optional().meta({
      description: 'What the query demands and the product contradicts; such a product is never `exact`.',
    }),
    rules: z.array(z.string()).optional().meta({ description: 'Merchandising rules that moved it.' }),
    explain: z
      .array(z.object({ signal: z.string(), value: z.number(), weight: z.number(), contribution: z.number() }))
      .optional(),
    why: z.string().optional(),
  })
  .meta({ id: 'Hit' });

const ruleEffect = z.object({
  id: z.string(),
  effect: z.enum(['pin', 'boost', 'bury', 'hide']),
  ndcg_cost: z.number().meta({
    description: 'nDCG@10 that it takes from the answer, by expected gain; negative where it adds.',
  }),
});

const plan = z
  .object({
    ...intentResult.pick({
      query: true,
      language: true,
      intent: true,
      sub_intent: true,
      confidence: true,
      constraints: true,
    }).shape,
    searched: z
      .string()
      .meta({ description: 'What products are looked for by: the query without price and exclusions.' }),
    corrected: z
      .string()
      .nullable()
      .meta({ description: 'The query with its typing errors mended, where that was needed.' }),
    expanded: z
      .array(z.object({ word: z.string(), to: z.array(z.string()) }))
      .meta({ description: 'Synonyms that were looked for too.' }),
    action: z.object({ type: z.string(), intent: z.string() }).nullable().meta({
      description: 'What a service intent asks for; the answer then has no products unless the query names some.',
    }),
    relaxed: z.array(z.string()).meta({
      description: 'Constraints of the query that no hit meets together with the rest, given up for this answer.',
    }),
    matching: z.int().meta({ description: 'Products that hold the filters.' }),
    judged: z.int().meta({ description: 'Products that the match model has read.' }),
    rules: z.array(ruleEffect),
    empty: z
      .object({
        cause: z.enum(['catalog', 'filters', 'relevance']),
        filters: z.array(z.string()).meta({ description: 'Filters that no product holds alone.' }),
        suggestions: z.array(z.string()),
      })
      .nullable()
      .meta({
        description:
          'Why there are no hits: the catalogue is empty, no product holds the filters, or none is relevant.',
      }),
  })
  .meta({ id: 'SearchPlan' });

const facetValue = z.object({
  value: z.string().optional(),
  gte: z.number().optional(),
  lt: z.number().optional(),
  currency: z.string().nullable().optional(),
  count: z.int(),
});

/** Answer of `POST /v1/search`. */
export const searchResponse = z.object({
  query_id: z.string(),
  plan,
  shelves: z.object({ exact: z.array(hit), substitute: z.array(hit), complement: z.array(hit) }),
  hits: z.array(hit),
  facets: z
    .record(z.string(), z.array(facetValue))
    .meta({ description: 'Counts over all hits that paging reaches. `value` or `gte` and `lt` make the filter.' }),
  total: z.int().meta({ description: 'Hits that paging reaches.' }),
  next_cursor: z.string().nullable(),
  sample,
  ...envelope,
});

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
  },
};
