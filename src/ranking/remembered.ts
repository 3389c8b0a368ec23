/** Keys longer than this are read anew each time, which bounds the memory. */
const LONGEST_KEY = 1_000;

/**
 * Remembers the latest `most` results of a pure function by key, the oldest going first: the same queries and products come back all
 * the time. Results are shared: don't write into them.
 */
export function remembered<T>(most: number): (key: string, read: () => T) => T {
  const known = new Map<string, T>();
  return (key, read) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = read();
    if (key.length > LONGEST_KEY) return result;
    known.set(key, result);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return result;
  };
}
