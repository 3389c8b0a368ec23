/** Limits of an `LruCache`. */
export interface LruLimits {
  entries: number;
  /** Of what `set` is told its entries take. */
  bytes: number;
}

/** A map that forgets what was not used for the longest time. All operations take constant time. */
export class LruCache<V> {
  readonly #limits: LruLimits;
  // A Map iterates in the order of insertion: what is used is inserted anew, so the first is the least recently used.
  readonly #entries = new Map<string, { value: V; bytes: number }>();
  #bytes = 0;

  constructor(limits: LruLimits) {
    this.#limits = limits;
  }

  /** Entries kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** Approximate bytes kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The value, which now counts as used. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps a value that takes about `bytes`, at the cost of the least recently used. One that is over the limit alone is not kept. */
  set(key: string, value: V, bytes = 0): void {
    this.delete(key);
    if (bytes > this.#limits.bytes) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.entries && this.#bytes <= this.#limits.bytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
