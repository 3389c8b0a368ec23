import type * as z from 'zod/mini';
import { attributesResponse } from '../../src/contract/attributes.ts';
import { embeddingsResponse } from '../../src/contract/embeddings.ts';
import { intentResponse } from '../../src/contract/intent.ts';
import { matchResponse } from '../../src/contract/match.ts';
import { rerankResponse } from '../../src/contract/rerank.ts';
import type { Json } from './requests.ts';

/** What the common tests need to know of an endpoint. */
export interface EndpointCase {
  path: string;
  response: z.ZodMiniType;
  /** A request with these texts as its items, and `more` in its first item or, where items are texts, at the top. */
  body(texts: string[], more?: object): object;
  /** Where the text at an index stands, and where its list. */
  at(index: number): string;
  list: string;
  /** Most characters of a text, and most items. */
  longest: number;
  most: number;
  /** A field that may be absent, and a value that it cannot have. */
  optional: { name: string; wrong: unknown };
  /** Answers come one an item, in this list. */
  results(answer: Json): Json[];
  /** Where `served_by`, `usage` and `warnings` are. */
  envelope(answer: Json): Json;
  /** Where a warning names an unknown field called `extra` of `more`. */
  extra: string;
  /** Whether an item can have an id. */
  ids: boolean;
  /** What an SDK for this path reads of an error. */
  sdk: boolean;
}

const own = { results: (answer: Json) => answer.results, envelope: (answer: Json) => answer, sdk: false };
const dropIn = { envelope: (answer: Json) => answer.aisle, sdk: true, ids: false };

/** The scored endpoints. */
export const CASES = {
  intent: {
    ...own,
    path: '/v1/intent',
    response: intentResponse,
    body: (texts, more = {}) => ({ queries: texts, ...more }),
    at: (index) => `queries.${index}`,
    list: 'queries',
    longest: 512,
    most: 64,
    optional: { name: 'language', wrong: 'fr' },
    extra: 'extra',
    ids: false,
  },
  attributes: {
    ...own,
    path: '/v1/attributes',
    response: attributesResponse,
    body: (texts, more = {}) => ({ items: texts.map((query, i) => ({ query, ...(i === 0 ? more : {}) })) }),
    at: (index) => `items.${index}.query`,
    list: 'items',
    longest: 512,
    most: 32,
    optional: { name: 'attributes', wrong: 'brand' },
    extra: 'items.0.extra',
    ids: true,
  },
  match: {
    ...own,
    path: '/v1/match',
    response: matchResponse,
    body: (texts, more = {}) => ({
      query: 'red dress',
      products: texts.map((title, i) => ({ title, ...(i === 0 ? more : {}) })),
    }),
    at: (index) => `products.${index}.title`,
    list: 'products',
    longest: 1000,
    most: 100,
    optional: { name: 'price', wrong: { amount: -1, currency: 'USD' } },
    extra: 'products.0.extra',
    ids: true,
  },
  rerank: {
    ...dropIn,
    path: '/v1/rerank',
    response: rerankResponse,
    body: (texts, more = {}) => ({ query: 'red dress', documents: texts, ...more }),
    at: (index) => `documents.${index}`,
    list: 'documents',
    longest: 20_000,
    most: 1000,
    optional: { name: 'top_n', wrong: 0 },
    results: (answer) => answer.results,
    extra: 'extra',
  },
  embeddings: {
    ...dropIn,
    path: '/v1/embeddings',
    response: embeddingsResponse,
    body: (texts, more = {}) => ({ input: texts, model: 'aisle', ...more }),
    at: (index) => `input.${index}`,
    list: 'input',
    longest: 20_000,
    most: 2048,
    optional: { name: 'dimensions', wrong: 385 },
    results: (answer) => answer.data,
    extra: 'extra',
  },
} as const satisfies Record<string, EndpointCase>;
