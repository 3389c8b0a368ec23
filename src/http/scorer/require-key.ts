import type { MiddlewareHandler } from 'hono';

/** 401 with an empty body unless the bearer token is right; `/health` and `/metrics` stay open. Lets all pass when no key is set. */
export function requireKey(apiKey: string | undefined): MiddlewareHandler {
  const expected = new TextEncoder().encode(`Bearer ${apiKey}`);
  return async (c, next) => {
    if (apiKey === undefined || /\/(?:health|metrics)$/.test(c.req.path)) return next();
    const given = new TextEncoder().encode(c.req.header('authorization') ?? '');
    // Compares all of it whatever is wrong, so that the time tells nothing of the key.
    let difference = given.length ^ expected.length;
    for (let i = 0; i < expected.length; i++) difference |= (given[i] ?? 0) ^ (expected[i] ?? 0);
    return difference === 0 ? next() : c.body(null, 401);
  };
}
