import type { Context } from 'hono';
import type * as z from 'zod/mini';
import type { AppEnv } from './app-env.ts';
import { type Parsed, parseValue } from './body.ts';

/**
 * What varies in the path, and the query string, as one object. Empty counts as absent. Throws `validation_failed` (422) with the name and
 * the limit of each fault.
 */
export function parseParameters<T>(c: Context<AppEnv>, schema: z.ZodMiniType<T>): Parsed<T> {
  const sent = Object.entries({ ...c.req.query(), ...c.req.param() });
  return parseValue(Object.fromEntries(sent.filter(([, value]) => value !== '')), schema);
}
