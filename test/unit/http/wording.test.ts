import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ENDPOINTS } from '../../../src/contract/endpoints.ts';
import { AppError, type FieldError } from '../../../src/core/error.ts';
import { parseValue } from '../../../src/http/body.ts';

/** Values of which a field takes few. */
const WRONG: readonly unknown[] = [
  [],
  {},
  [[]],
  [5],
  ['x'],
  { x: 1 },
  'x',
  ' ',
  '\ud800',
  'x'.repeat(30_000),
  Array.from({ length: 3_000 }, () => 'x'),
  0,
  -1,
  1.5,
  1e99,
  -1e99,
  Infinity,
  true,
  { ' ': 5 },
  { __proto__: null, lt: 'cheap' },
];

/** A value with each of its parts replaced, one at a time, by `make`. */
function* replaced(value: unknown, make: () => unknown): Generator<unknown> {
  yield make();
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    for (const other of replaced(member, make)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
    if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
}

function errorsOf(value: unknown, schema: z.ZodMiniType): readonly FieldError[] {
  try {
    parseValue(structuredClone(value), schema);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    return error.errors;
  }
}

/** A filter of everything, since no example has that. */
const FILTERS = {
  brand: ['x'],
  price: { gte: 1, lt: 2 },
  updated_at: { gt: '2026-01-01T00:00:00Z' },
  not: { color: ['red'], size: { lte: 3 } },
};

const cases = ENDPOINTS.flatMap(({ method, path, request, parameters, examples = {} }) => {
  const schema = request ?? parameters;
  const more = /search|recommend$/.test(path) ? [{ query: 'x', filters: FILTERS }] : [];
  return schema === undefined
    ? []
    : [{ name: `${method} ${path}`, schema, values: [...Object.values(examples), ...more] }];
});

describe('a fault is told in words of our own', () => {
  it.each(cases)('$name', ({ schema, values }) => {
    const errors = values.flatMap((value) =>
      WRONG.flatMap((wrong) => [...replaced(value, () => wrong)].map((one) => errorsOf(one, schema))),
    );
    expect(errors.filter((all) => all.length > 0).length).toBeGreaterThan(10);
    const told = new Set(errors.flat().map(({ message }) => message));
    const odd = [...told].filter((message) => /^[A-Z]|expected|received|undefined|\bis not valid$/.test(message));
    expect(odd).toEqual([]);
    const twice = errors.filter((all) => new Set(all.map(({ path }) => path)).size < all.length);
    expect(twice).toEqual([]);
  });

  it.each([
    [z.object({ a: z.string() }), [], '$', 'must be an object'],
    [z.object({ a: z.string() }), {}, 'a', 'is required'],
    [z.array(z.boolean()), [1], '0', 'must be true or false'],
    [z.array(z.boolean()), {}, '$', 'must be a list'],
    [z.int(), 1.5, '$', 'must be a whole number'],
    [z.int(), 1e99, '$', 'must be at most 9007199254740991'],
    [z.int().check(z.maximum(5)), 1e99, '$', 'must be at most 5'],
    [z.number().check(z.minimum(2)), 1, '$', 'must be at least 2'],
    [z.number().check(z.positive()), 0, '$', 'must be above 0'],
    [z.number().check(z.lt(3)), 3, '$', 'must be below 3'],
    [z.string().check(z.maxLength(2)), '连衣裙', '$', 'must have at most 2 characters'],
    [z.array(z.number()).check(z.minLength(2)), [1], '$', 'must have at least 2 items'],
    [z.enum(['zh', 'en']), 'fr', '$', 'must be "zh" or "en"'],
    [z.literal(1), 2, '$', 'must be 1'],
    [z.url(), 'x', '$', 'must be a URL'],
    [z.string().check(z.regex(/^a/)), 'x', '$', 'must be in the right form'],
    [z.iso.datetime({ offset: true }), 'x', '$', 'must be an ISO 8601 date and time with its offset'],
    [
      z.record(z.string().check(z.maxLength(2)), z.number()),
      { abc: 1 },
      'abc',
      'has a name that must have at most 2 characters',
    ],
    [z.union([z.string(), z.number()]), [], '$', 'must be a string or must be a number'],
  ])('%#: %j', (schema, value, path, message) => {
    expect(errorsOf(value, schema as z.ZodMiniType)).toEqual([{ path, message }]);
  });
});
