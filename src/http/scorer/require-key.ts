import type { MiddlewareHandler } from 'hono';
import { sameBytes } from '../same-bytes.ts';

/** 401 with an empty body unless the bearer token is right; `/health` and `/metrics` stay open. Lets all pass when no key is set. */
export function requireKey(apiKey: string | undefined): MiddlewareHandler {
  const expected = new TextEncoder().encode(`Bearer ${apiKey}`);
  return async (c, next) => {
    if (apiKey === undefined || /\/(?:health|metrics)$/.test(c.req.path)) return next();
    const given = new TextEncoder().encode(c.req.header('authorization') ?? '');
    return sameBytes(expected, given) ? next() : c.body(null, 401);
  };
}
