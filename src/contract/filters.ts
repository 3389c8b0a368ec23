import * as z from 'zod/mini';
import { list, named, text } from './text.ts';
import { schema } from './schema.ts';

/** Fields of a product that take a range. */
const RANGED = new Set(['price', 'stock', 'rating', 'updated_at']);

/** Fields of a product that take words. */
const WORDED = new Set(['id', 'brand', 'category', 'color', 'language']);

/** The most fields that are filtered at once. */
const MOST_FIELDS = 20;

const boundError = { error: 'must be a number, or for `updated_at` an ISO 8601 date and time with its offset' };

const bound = /* @__PURE__ */ schema(() =>
  z.optional(z.union([z.number(), z.iso.datetime({ offset: true, ...boundError })], boundError)),
);

const range = /* @__PURE__ */ schema(() =>
  z
    .strictObject(
      { gte: bound, gt: bound, lte: bound, lt: bound },
      {
        error: (issue) =>
          issue.code === 'unrecognized_keys' ? 'knows the bounds gte, gt, lte and lt only' : undefined,
      },
    )
    .check(({ value, issues }) => {
      if (issues.length === 0 && Object.values(value).every((each) => each === undefined)) {
        issues.push({ code: 'custom', message: 'must have at least one of gte, gt, lte and lt', input: value });
      }
    }),
);

/** The words of which one must hold, or the range of a number. */
const condition = /* @__PURE__ */ schema(() =>
  z.union([list(text(200), 1, 100), range], { error: 'must be a list of values, or a range' }),
);

const suits = ({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void => {
  const names = Object.keys(value).filter((name) => name !== 'not');
  const refuse = (message: string, path: string[]): void => {
    issues.push({ code: 'custom', message, path, input: value });
  };
  if (names.length > MOST_FIELDS) refuse(`must have at most ${MOST_FIELDS} fields`, []);
  for (const name of names) {
    const isList = Array.isArray(value[name]);
    if (RANGED.has(name) && isList) refuse('takes a range such as {"gte": 1, "lt": 9}', [name]);
    if (WORDED.has(name) && !isList) refuse('takes a list of values', [name]);
    for (const [at, to] of isList || name === 'updated_at' ? [] : Object.entries(value[name] as object)) {
      if (typeof to === 'string') refuse('must be a number', [name, at]);
    }
    if (name.length > 100) refuse('must be a name of at most 100 characters', [name.slice(0, 100)]);
  }
};

const not = /* @__PURE__ */ schema(() => z.optional(named(z.record(z.string(), condition).check(suits))));

/** Which products may be shown. */
export const filters = /* @__PURE__ */ schema(() =>
  named(
    z.catchall(z.object({ not }), condition).check(suits).register(z.globalRegistry, {
      id: 'Filters',
      description:
        'Every field must hold, and none of `not`. Fields: id, brand, category, color, language (a list, of which one must hold), price, stock, rating, updated_at (a range), and any attribute by its name.',
    }),
  ),
);

/** Parsed filters. */
export type FiltersBody = z.output<typeof filters>;
