import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnv } from './app-env.ts';
import { addCommonHeaders } from './headers.ts';
import type { AppOptions } from './options.ts';
import { requestId } from './request-id.ts';

/** Sets up what a request carries, and afterwards its common headers and its record. */
export function observe(options: AppOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now();
    const id = requestId(c.req.header('x-request-id'));
    c.set('requestId', id);
    c.set('stages', { auth: 0, cache: 0, model: 0, rank: 0 });
    c.set('outcome', {});
    await next();
    addCommonHeaders(c);
    const record = { requestId: id, method: c.req.method, route: routePath(c, -1), status: c.res.status };
    options.record({ ...record, milliseconds: performance.now() - start, ...c.get('outcome') });
  };
}
