import type { MiddlewareHandler } from 'hono';
import { AppError } from '../core/error.ts';
import type { AppEnv } from './app-env.ts';
import { sameBytes } from './same-bytes.ts';

/** An account by the SHA-256 of its key. */
export interface KeyHash {
  account: string;
  /** 32 bytes. */
  hash: Uint8Array;
}

/**
 * Who may call. `keys`: bearers that hash to one of these. `loopback`: no key is configured and the server listens on loopback only,
 * so only this machine may, and no web page of another origin. `closed`: no key is configured, so nobody may.
 */
export type Access =
  | {
      kind: 'keys';
      keys: readonly KeyHash[];
      /** SHA-256 without a wait, where the host has it: in Node, Web Crypto's goes through a thread, which takes longer than a cached answer. */
      digest?: (key: string) => Uint8Array;
    }
  | { kind: 'loopback' }
  | { kind: 'closed' };

/** The account of calls that need no key. */
export const LOCAL_ACCOUNT = 'local';

/** Lets a request on when its caller may call, and sets `account`; answers 401 or 403 otherwise. */
export function access(policy: Access): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now();
    c.set('account', await accountOf(policy, c.req.raw.headers));
    c.get('stages').auth += performance.now() - start;
    await next();
  };
}

async function accountOf(policy: Access, headers: Headers): Promise<string> {
  if (policy.kind === 'loopback') {
    if (isLocal(headers)) return LOCAL_ACCOUNT;
    throw new AppError('forbidden', {
      detail: 'No key is configured, so only this machine may call, directly. Set API_KEYS to open it to others.',
    });
  }
  if (policy.kind === 'closed') throw new AppError('unauthorized', { detail: 'No key is configured: set API_KEYS.' });
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (bearer === undefined) throw new AppError('unauthorized', { detail: 'Send `Authorization: Bearer <key>`.' });
  const hash = policy.digest?.(bearer) ?? (await sha256(bearer));
  let found: string | undefined;
  for (const key of policy.keys) if (sameBytes(key.hash, hash)) found = key.account;
  if (found === undefined) throw new AppError('unauthorized', { detail: 'The key is not known.' });
  return found;
}

/** SHA-256 of a key. */
export async function sha256(key: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
}

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const FORWARDED = /^(?:forwarded|x-forwarded-.*|x-real-ip)$/;

/** Whether a request comes from this machine by its own name, through no proxy, and from no web page but ours. */
function isLocal(headers: Headers): boolean {
  const host = headers.get('host') ?? '';
  if (!LOCAL_HOST.test(host) || [...headers.keys()].some((name) => FORWARDED.test(name))) return false;
  const origin = headers.get('origin');
  return origin === null || origin === `http://${host}` || origin === `https://${host}`;
}
