/** Loaded for its effect: a fault that a schema has no words for is told in these. `zod/mini` itself brings none. */
import * as z from 'zod/mini';

/** What a value must be, by the word of Zod; a word that is not here is told as it is. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  datetime: 'an ISO 8601 date and time with its offset',
  url: 'a URL',
  regex: 'in the right form',
};

const must = (kind: string): string => `must be ${KINDS[kind] ?? kind}`;

const alternatives = (all: readonly string[]): string => [...new Set(all)].join(' or ');

/** A size and what it counts, where it is one of a text or a list. */
const sized = (origin: string, limit: string): string =>
  origin === 'string' || origin === 'array'
    ? `must have ${limit} ${origin === 'string' ? 'characters' : 'items'}`
    : `must be ${limit}`;

/** The fault in the product's own words, as they follow the name of a field. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : must(issue.expected);
    case 'invalid_format':
      return must(issue.format);
    case 'invalid_value':
      return `must be ${alternatives(issue.values.map((value) => JSON.stringify(value)))}`;
    case 'too_small':
      return sized(issue.origin, `${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`);
    case 'too_big':
      return sized(issue.origin, `${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}`);
    case 'invalid_key':
      return `has a name that ${alternatives(issue.issues.map(({ message }) => message))}`;
    case 'invalid_union':
      return alternatives(issue.errors.flat().map(({ message }) => message)) || 'is not valid';
    default:
      return 'is not valid';
  }
}

z.config({ localeError: messageOf });
