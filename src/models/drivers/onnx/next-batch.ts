/** What bounds a batch. */
export interface BatchLimits {
  /** The most texts. */
  items: number;
  /** The most tokens, padding included. */
  paddedTokens: number;
  /** What a run costs beside its tokens, in tokens: a batch is cut in two where that saves more padding than this. */
  runCost: number;
}

/**
 * The batch to run now, as indexes into `lengths` (tokens of each waiting text, most urgent first): the first text and those
 * of about its length. All waiting texts are sorted by length and cut where the sum of padded tokens and run costs is least;
 * the piece that holds the first text is the answer. A text alone is always a batch, however long.
 */
export function nextBatch(lengths: readonly number[], limits: BatchLimits): number[] {
  const order = lengths.map((_, index) => index).toSorted((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  // best[n]: the least cost of the n shortest texts, whose last piece begins at from[n].
  const best = [0];
  const from = [0];
  for (let end = 1; end <= order.length; end++) {
    const longest = lengths[order[end - 1] ?? 0] ?? 0;
    let least = Infinity;
    for (let start = end - 1; start >= 0 && end - start <= limits.items; start--) {
      const padded = (end - start) * longest;
      if (padded > limits.paddedTokens && end - start > 1) break;
      const cost = (best[start] ?? 0) + padded + limits.runCost;
      if (cost < least) {
        least = cost;
        from[end] = start;
      }
    }
    best[end] = least;
  }
  const first = order.indexOf(0);
  let end = order.length;
  while ((from[end] ?? 0) > first) end = from[end] ?? 0;
  return order.slice(from[end] ?? 0, end);
}
