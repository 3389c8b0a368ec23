import type { Store } from '../../core/store.ts';

/** A store in this process, without a limit: for tests. `now` is in milliseconds. */
export function memoryStore({ now = () => Date.now() }: { now?: () => number } = {}): Store {
  const entries = new Map<string, { value: string; expires: number }>();
  return {
    async get(key) {
      const entry = entries.get(key);
      return entry === undefined || entry.expires <= now() ? null : entry.value;
    },
    async put(key, value, ttl) {
      entries.set(key, { value, expires: now() + ttl * 1_000 });
    },
  };
}
