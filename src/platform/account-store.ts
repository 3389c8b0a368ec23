import type { Store } from '../core/store.ts';
import { keyedHash } from '../models/wrappers/cache-key.ts';

/** The most milliseconds that a read may take. */
const PATIENCE = 50;

/** The part of a store that is one account's: names are keyed hashes, so that it learns no text. Where it fails or is slow there is nothing. */
export function accountStore(store: Store, secret: Promise<CryptoKey>): Store {
  const nameOf = async (key: string): Promise<string> => await keyedHash(await secret, key);
  return {
    async get(key) {
      const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
      return await Promise.race([nameOf(key).then((name) => store.get(name)), late]).catch(() => null);
    },
    put: async (key, value, ttl) => {
      await nameOf(key)
        .then((name) => store.put(name, value, ttl))
        .catch(() => undefined);
    },
  };
}
