import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnv } from './app-env.ts';
import type { AppOptions } from './options.ts';

/** Sets up what a request carries, and afterwards its `Server-Timing` and record. */
export function observe(options: AppOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now();
    const stages = { auth: 0, cache: 0, model: 0, rank: 0 };
    c.set('stages', stages);
    c.set('outcome', {});
    await next();
    const { method, path } = c.req;
    if (path.startsWith('/v')) {
      const timing = Object.entries(stages).map(([stage, milliseconds]) => `${stage};dur=${milliseconds.toFixed(2)}`);
      c.res.headers.set('Server-Timing', timing.join(', '));
    }
    const record = { requestId: c.get('requestId'), method, route: routePath(c, -1), status: c.res.status };
    options.record({ ...record, milliseconds: performance.now() - start, ...c.get('outcome') });
  };
}
