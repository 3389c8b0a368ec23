import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { SECURITY_HEADERS } from './security.ts';

/** Puts on an answer what every one has: the security headers, `X-Request-Id` and, on the API's paths, `Server-Timing`. */
export function addCommonHeaders(c: Context<AppEnv>): void {
  if (c.get('complete') === true) return;
  for (const [name, value] of Object.entries(commonHeaders(c))) c.res.headers.set(name, value);
}

/** An answer that has the common headers from the start. They stay a plain record, which on Node goes out with a fraction of the work. */
export function completeResponse(
  c: Context<AppEnv>,
  body: string | Uint8Array | ReadableStream,
  headers: Record<string, string>,
): Response {
  c.set('complete', true);
  return new Response(body, { headers: { ...headers, ...commonHeaders(c) } });
}

function commonHeaders(c: Context<AppEnv>): Record<string, string> {
  const headers = { ...SECURITY_HEADERS, 'x-request-id': c.get('requestId') };
  if (!c.req.path.startsWith('/v')) return headers;
  const { auth, cache, model, rank } = c.get('stages');
  const timing = `auth;dur=${auth.toFixed(2)}, cache;dur=${cache.toFixed(2)}, model;dur=${model.toFixed(2)}, rank;dur=${rank.toFixed(2)}`;
  return { ...headers, 'server-timing': timing };
}
