import type { KVNamespace } from '@cloudflare/workers-types';
import type { Store } from '../../core/store.ts';

/** The shortest time to live that Workers KV takes, in seconds. */
const SHORTEST = 60;

/** A Workers KV namespace as a store. A write may take a minute to be seen elsewhere, a miss too: both are harmless to a cache. */
export function kvStore(namespace: KVNamespace): Store {
  return {
    get: (key) => namespace.get(key),
    put: (key, value, ttl) => namespace.put(key, value, { expirationTtl: Math.max(SHORTEST, Math.ceil(ttl)) }),
  };
}
