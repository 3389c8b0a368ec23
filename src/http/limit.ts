import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../core/error.ts';

/**
 * Refuses bodies of more bytes than `most`. An announced length is judged as it is; only without one does Hono's limit count, since it
 * opens the body as a stream, which on Node takes longer than a cached answer.
 */
export function limitBody(most: number): MiddlewareHandler {
  const refuse = (): never => {
    throw new AppError('payload_too_large', { detail: `The body must have at most ${most} bytes.` });
  };
  const counted = bodyLimit({ maxSize: most, onError: refuse });
  return async (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) {
      return await counted(c, next).catch(brokenOff);
    }
    if (Number(length) > most) refuse();
    return await next();
  };
}

/** What a body that ends before its end means: its caller has gone, and nothing of ours is wrong. */
export function brokenOff(cause: unknown): never {
  if (cause instanceof AppError) throw cause;
  throw new AppError('malformed_json', { detail: 'The body was broken off.', cause });
}
