import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { completeResponse } from './headers.ts';

/** A 200 as JSON; `unknown` are the paths of what was sent and is not known. */
export function answer(c: Context<AppEnv>, body: object, unknown: readonly string[] = []): Response {
  return completeResponse(c, JSON.stringify(unknown.length === 0 ? body : { ...body, warnings: unknown }), {
    'content-type': 'application/json; charset=utf-8',
  });
}
