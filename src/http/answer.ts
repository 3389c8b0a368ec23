import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { completeResponse } from './headers.ts';

/** A 200 as JSON; `unknown` are the paths of what was sent and is not known. */
export function answer(c: Context<AppEnv>, body: object, unknown: readonly string[] = []): Response {
  return answerJson(c, JSON.stringify(unknown.length === 0 ? body : { ...body, warnings: unknown }));
}

/** A 200 whose body is JSON already. */
export function answerJson(c: Context<AppEnv>, body: string | Uint8Array): Response {
  return completeResponse(c, body, { 'content-type': 'application/json; charset=utf-8' });
}
