import type { MiddlewareHandler } from 'hono';
import { AppError } from '../core/error.ts';
import type { KeptAnswer } from '../state/account/port.ts';
import type { AppEnv } from './app-env.ts';
import { brokenOff } from './limit.ts';
import type { AppOptions } from './options.ts';

const LEGAL = /^[\u0021-\u007e]{1,255}$/;

/** A write that tells nothing for so long, in milliseconds, is thought dead: the longest deadline twice. */
const LEASE = 60_000;

/**
 * Lets a write under an `Idempotency-Key` happen once: the same request gets the first one's answer, with `Idempotency-Replayed: true`,
 * for 24 hours. Another request under the key answers 422, one that comes while the first still runs 409. Only success is kept: what
 * failed may be tried again. Without the header nothing is done.
 */
export function idempotent({ account, defect }: AppOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key') ?? '';
    if (key === '') return await next();
    if (!LEGAL.test(key)) {
      throw new AppError('invalid_header', {
        detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
      });
    }
    const kept = account(c.get('account'));
    const begun = await kept.begin(key, await nameOf(c.req.raw, await c.req.arrayBuffer().catch(brokenOff)), LEASE);
    if (begun.state === 'other') throw new AppError('idempotency_mismatch');
    if (begun.state === 'running') throw new AppError('idempotency_running');
    if (begun.state === 'done') {
      const { status, contentType, body } = begun.answer;
      return c.body(body, status as 200, { 'content-type': contentType, 'idempotency-replayed': 'true' });
    }
    await next();
    const { res } = c;
    try {
      await (res.ok ? kept.finish(key, await answerOf(res)) : kept.release(key));
    } catch (error) {
      // The write is done and its answer stands; only the same request sent again will be done again.
      defect(error, c.get('requestId'));
    }
  };
}

/** A hash that tells one request from another: method, path, query, type and body. */
async function nameOf({ method, url, headers }: Request, body: ArrayBuffer): Promise<string> {
  const { pathname, search } = new URL(url);
  const head = new TextEncoder().encode(`${method} ${pathname}${search}\n${headers.get('content-type') ?? ''}\n`);
  const all = new Uint8Array(head.length + body.byteLength);
  all.set(head);
  all.set(new Uint8Array(body), head.length);
  const hash = await crypto.subtle.digest('SHA-256', all);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function answerOf(response: Response): Promise<KeptAnswer> {
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, body: await response.clone().text() };
}
