/**
 * A place that keeps small strings for a while: KV on Workers, an SQLite file on Node, memory in tests.
 * Keys are opaque hexadecimal (no text of a shopper), values are immutable per key, so a lost or late write is harmless.
 */
export interface Store {
  /** The value, or null when there is none or it has expired. */
  get(key: string): Promise<string | null>;
  /** Keeps `value` for `ttl` seconds. */
  put(key: string, value: string, ttl: number): Promise<void>;
}
