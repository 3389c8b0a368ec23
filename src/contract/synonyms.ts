import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most groups, and the most one-way entries. */
const MOST = 2_000;

const word = /* @__PURE__ */ schema(() => text(100));

const upTo = <T extends z.ZodMiniType>(item: T): z.ZodMiniDefault<z.ZodMiniArray<T>> =>
  z._default(list(item, 0, MOST), []);

/** Body of `PUT /v1/synonyms`: all of them, which replace those before. */
export const synonymsRequest = /* @__PURE__ */ schema(() =>
  z.object({
    groups: upTo(list(word, 2, 20)).check(
      z.describe('Words that mean the same, in either language: each finds the others.'),
    ),
    one_way: upTo(
      z.object({ from: word, to: list(word, 1, 20) }, { error: 'must be an object with `from` and `to`' }),
    ).check(
      z.describe('A word that also finds others, which do not find it: `{"from": "footwear", "to": ["boots"]}`.'),
    ),
  }),
);

/** Answer of `PUT` and `GET /v1/synonyms`. */
export const synonymsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    groups: z.array(z.array(z.string())),
    one_way: z.array(z.object({ from: z.string(), to: z.array(z.string()) })),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A parsed body. */
export type SynonymsRequest = z.output<typeof synonymsRequest>;
/** The answer. */
export type SynonymsResponse = z.infer<typeof synonymsResponse>;

/** `PUT /v1/synonyms`. */
export const putSynonyms: Endpoint = {
  method: 'put',
  path: '/v1/synonyms',
  tag: 'Search',
  summary: 'Set the words that mean the same',
  description:
    'The whole set, which replaces the one before; at most 2,000 groups and 2,000 one-way entries. Searches use it at once.',
  request: synonymsRequest,
  response: synonymsResponse,
  writes: true,
  examples: {
    'Both languages': {
      groups: [['sofa', 'couch', '沙发']],
      one_way: [{ from: 'footwear', to: ['shoes', 'boots'] }],
    },
  },
};

/** `GET /v1/synonyms`. */
export const getSynonyms: Endpoint = {
  method: 'get',
  path: '/v1/synonyms',
  tag: 'Search',
  summary: 'The words that mean the same',
  response: synonymsResponse,
};
