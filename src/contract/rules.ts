import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { filters } from './filters.ts';
import { between } from './number.ts';
import { identifier, list, named, text } from './text.ts';
import { schema } from './schema.ts';

/** The most rules of a shop. */
const MOST_RULES = 200;

/** The most products that they name. */
const MOST_PRODUCTS = 1_000;

const time = /* @__PURE__ */ schema(() =>
  z.optional(z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time' })),
);

const queries = /* @__PURE__ */ schema(() =>
  z.object({
    query: z.optional(list(text(100), 1, 50)).check(z.describe('Words of which one entry stands in the query.')),
    intent: z.optional(list(text(100), 1, 12)),
    states: z
      .optional(named(z.record(text(100), list(text(200), 1, 50))))
      .check(z.describe('What the query states, by canonical name: `{"brand": ["nike"]}`.')),
  }),
);

const rule = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: identifier,
      effect: z.enum(['pin', 'boost', 'bury', 'hide'], { error: 'must be pin, boost, bury or hide' }),
      products: z.optional(list(identifier, 1, 100)),
      where: z.optional(filters).check(z.describe('Instead of `products`: those that hold these conditions.')),
      position: z
        .optional(z.int().check(...between(1, 100)))
        .check(z.describe('Of a pin: the place in `hits`, from 1.')),
      strength: z
        .optional(z.number().check(z.positive(), z.maximum(1)))
        .check(z.describe('Of a boost or bury: what it adds to or takes from the score; .2 unless given.')),
      when: z.optional(queries).check(z.describe('Which queries it is for; every one unless given.')),
      from: time,
      until: time,
    })
    .check(({ value, issues }) => {
      const refuse = (path: string, message: string): void => {
        issues.push({ code: 'custom', message, path: [path], input: value });
      };
      const { effect, products, where, position, strength, from, until } = value;
      if (effect === 'pin') {
        if (products?.length !== 1 || where !== undefined) refuse('products', 'must be the one product that is pinned');
        if (position === undefined) refuse('position', 'is required for a pin');
      } else {
        const hasOne = (products === undefined) !== (where === undefined);
        if (!hasOne) refuse('products', 'is required, or `where`, but not both');
        if (position !== undefined) refuse('position', 'is for pins only');
      }
      if (where?.not !== undefined) refuse('where', 'takes no `not`');
      const moves = effect === 'boost' || effect === 'bury';
      if (strength !== undefined && !moves) refuse('strength', 'is for boost and bury only');
      if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)) {
        refuse('until', 'must be after `from`: the window never opens');
      }
    })
    .register(z.globalRegistry, { id: 'Rule' }),
);

/** Body of `PUT /v1/rules`: the whole list, which replaces the one before. */
export const rulesRequest = /* @__PURE__ */ schema(() =>
  z
    .object({
      rules: list(rule, 0, MOST_RULES),
    })
    .check(({ value, issues }) => {
      const refuse = (index: number, field: string, message: string): void => {
        issues.push({ code: 'custom', message, path: ['rules', index, field], input: value });
      };
      const { rules } = value;
      const products = rules.reduce((sum, each) => sum + (each.products?.length ?? 0), 0);
      if (products > MOST_PRODUCTS) {
        const message = `must name at most ${MOST_PRODUCTS} products in all`;
        issues.push({ code: 'custom', message, path: ['rules'], input: value });
      }
      for (const [index, one] of rules.entries()) {
        for (const other of rules.slice(0, index)) {
          if (one.id === other.id) refuse(index, 'id', 'must be the id of one rule only');
          const message = `is that of rule ${other.id}, at the same time and for the same queries`;
          if (pinsMeet(one, other)) refuse(index, 'position', message);
        }
      }
    }),
);

type ParsedRule = z.output<typeof rule>;

/** Whether two pins want one position for the same queries at some time. */
function pinsMeet(one: ParsedRule, other: ParsedRule): boolean {
  if (one.effect !== 'pin' || other.effect !== 'pin' || one.position !== other.position) return false;
  const begin = ({ from }: ParsedRule): number => (from === undefined ? -Infinity : Date.parse(from));
  const end = ({ until }: ParsedRule): number => (until === undefined ? Infinity : Date.parse(until));
  const sameQueries = JSON.stringify(one.when ?? {}) === JSON.stringify(other.when ?? {});
  return sameQueries && begin(one) < end(other) && begin(other) < end(one);
}

/** Answer of `PUT` and `GET /v1/rules`. */
export const rulesResponse = /* @__PURE__ */ schema(() =>
  z.object({
    rules: z.array(rule),
    notices: z
      .array(z.object({ id: z.string(), message: z.string() }))
      .check(
        z.describe(
          'What is legal and yet may be a mistake: a window that is over, products that the catalogue has not.',
        ),
      ),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A parsed body. */
export type RulesRequest = z.output<typeof rulesRequest>;
/** The answer. */
export type RulesResponse = z.infer<typeof rulesResponse>;

/** `PUT /v1/rules`. */
export const putRules: Endpoint = {
  method: 'put',
  path: '/v1/rules',
  tag: 'Search',
  summary: 'Set the merchandising rules',
  description:
    'The whole list, which replaces the one before. Rules are applied after the ranking: hide, then boost and bury, then pin. Each answer of `/v1/search` tells in `plan.rules` which were applied, and the nDCG@10 that each took from it.',
  request: rulesRequest,
  response: rulesResponse,
  writes: true,
  examples: {
    'All four': {
      rules: [
        {
          id: 'spring',
          effect: 'boost',
          where: { category: ['Dresses'] },
          strength: 0.1,
          when: { query: ['dress', '连衣裙'] },
        },
        { id: 'slow movers', effect: 'bury', where: { brand: ['Acme'] }, until: '2099-01-01T00:00:00Z' },
        { id: 'recalled', effect: 'hide', products: ['recalled-1'] },
        { id: 'hero', effect: 'pin', products: ['dress-1'], position: 1, when: { query: ['red dress'] } },
      ],
    },
  },
};

/** `GET /v1/rules`. */
export const getRules: Endpoint = {
  method: 'get',
  path: '/v1/rules',
  tag: 'Search',
  summary: 'The merchandising rules',
  response: rulesResponse,
};
