import { AppError } from '../core/error.ts';
import { type KeyHash, LOCAL_ACCOUNT, sha256 } from '../http/access.ts';

const HASHED = /^sha256:([\da-f]{64})$/i;

/** The accounts of `API_KEYS`. An account without a name is named by the start of its key's hash. */
export async function readKeys(setting: string | undefined): Promise<KeyHash[]> {
  const entries = (setting ?? '').split(',').map((entry) => entry.trim());
  return await Promise.all(entries.filter((entry) => entry !== '').map(readKey));
}

async function readKey(entry: string): Promise<KeyHash> {
  // A key in base64 may end in `=`, and its beginning is then no name.
  const [, name, key = ''] = /^(?:([A-Za-z0-9._-]{1,64})=(?!=*$))?(.+)$/.exec(entry) ?? [];
  if (/\s/.test(key)) throw new AppError('internal', { detail: 'API_KEYS: a key must not have white space' });
  const hex = HASHED.exec(key)?.[1];
  if (hex === undefined && /^sha256:/i.test(key)) {
    throw new AppError('internal', { detail: 'API_KEYS: sha256: must be followed by 64 hexadecimal digits' });
  }
  const hash =
    hex === undefined
      ? await sha256(key)
      : Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const start = Array.from(hash.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { account: name ?? start, hash };
}

/**
 * The HMAC key under which an account's cached answers are named: made of the hash of its API key, so that nobody else can find them.
 * Without keys there is one account, and nothing to tell apart.
 */
export function accountSecrets(keys: readonly KeyHash[]): (account: string) => Promise<CryptoKey> {
  const made = new Map<string, CryptoKey>();
  return async (account) => {
    const known = made.get(account);
    if (known !== undefined) return known;
    const hash = keys.find((key) => key.account === account)?.hash ?? new TextEncoder().encode(LOCAL_ACCOUNT);
    const secret = await crypto.subtle.importKey(
      'raw',
      new Uint8Array(hash),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    made.set(account, secret);
    return secret;
  };
}
