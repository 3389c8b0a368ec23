import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

const LEGAL = /^[A-Za-z0-9._-]{1,64}$/;

/** Takes the caller's `X-Request-Id` where it is legal, else makes one; it is on every answer. */
export const requestId: MiddlewareHandler<AppEnv> = async (c, next) => {
  const given = c.req.header('x-request-id');
  c.set('requestId', given !== undefined && LEGAL.test(given) ? given : crypto.randomUUID());
  await next();
  c.res.headers.set('X-Request-Id', c.get('requestId'));
};
