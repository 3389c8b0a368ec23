import * as z from 'zod/mini';
import './messages.ts';
import { schema } from './schema.ts';

const length = (value: string): number => {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
};

/** Nothing but white space, control and zero-width characters, which every tokenizer drops. */
const BLANK = /^[\s\p{Cc}\u00ad\u200b-\u200f\ufeff]*$/u;

/** A text of 1 to `limit` characters (code points). Blank text and lone surrogates are refused; everything else is legal. */
export function text(limit: number): z.ZodMiniString<string> {
  return z
    .string()
    .check((context) => {
      const { value, issues } = context;
      const refuse = (message: string): void => {
        issues.push({ code: 'custom', message, input: value });
      };
      if (value.length > limit && length(value) > limit) refuse(`must have at most ${limit} characters`);
      else if (!value.isWellFormed()) refuse('must be valid Unicode: it has a lone surrogate');
      else if (BLANK.test(value)) refuse('must not be blank');
    })
    .check(z.meta({ minLength: 1, maxLength: limit }));
}

/** A caller's own identifier: echoed, never interpreted. */
export const identifier = /* @__PURE__ */ schema(() => text(200));

/** The two languages, equal everywhere. */
export const language = /* @__PURE__ */ schema(() => z.enum(['zh', 'en'], { error: 'must be "zh" or "en"' }));

/**
 * A list of `from` to `to` items. Zod's own `min` and `max` are also tried on what is no list but has a `length`, and throw where that is an
 * object.
 */
export function list<T extends z.ZodMiniType>(item: T, from: number, to: number): z.ZodMiniArray<T> {
  return z
    .array(item)
    .check(({ value, issues }) => {
      const refuse = (message: string): void => {
        issues.push({ code: 'custom', message, input: value });
      };
      if (value.length < from) refuse(`must have at least ${from} item${from === 1 ? '' : 's'}`);
      else if (value.length > to) refuse(`must have at most ${to} items`);
    })
    .check(z.meta({ minItems: from, maxItems: to }));
}

/** Members under names of the caller's. One called `__proto__` is refused, since Zod leaves it out of what it makes. */
export function named<T extends z.ZodMiniType>(members: T) {
  const read = z.transform((value, { issues }) => {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
      issues.push({ code: 'custom', message: 'must not be the name of a field', path: ['__proto__'], input: value });
    }
    return value;
  });
  return z.pipe(read, members);
}
