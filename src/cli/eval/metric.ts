/**
 * How often each cluster counts: once, or as often as a resample drew it. A cluster is what was sampled together: a query with the
 * products judged for it, a title with the names asked of it.
 */
export type Weights = ArrayLike<number>;

/** One figure of a set, ready to be taken of any resample of its clusters. */
export interface Metric {
  name: string;
  /** What it counts over: rows, spans, values, queries. */
  n: number;
  /** The figure; NaN where the resample holds nothing that it could be taken of. */
  of(weights: Weights): number;
}

/** Weights of the set as it is. */
export const once = (clusters: number): Uint32Array => new Uint32Array(clusters).fill(1);

/** A metric of sums: each cluster gives its terms, `value` makes the figure of their weighted sums. All clusters give as many terms. */
export function ofSums(
  name: string,
  n: number,
  terms: readonly (readonly number[])[],
  value: (sums: readonly number[]) => number,
): Metric {
  const width = terms[0]?.length ?? 0;
  const flat = Float64Array.from(terms.flat());
  return {
    name,
    n,
    of(weights) {
      const sums = Array<number>(width).fill(0);
      for (let cluster = 0; cluster < terms.length; cluster += 1) {
        const weight = weights[cluster] ?? 0;
        if (weight === 0) continue;
        const from = cluster * width;
        for (let i = 0; i < width; i += 1) sums[i] = (sums[i] ?? 0) + weight * (flat[from + i] ?? 0);
      }
      return value(sums);
    },
  };
}

/** The first of two sums over the second. */
export const ratio = ([part = 0, whole = 0]: readonly number[]): number => (whole === 0 ? Number.NaN : part / whole);

/** The share of rows that are so: one list a cluster, of any length. */
export function share(name: string, clusters: readonly (readonly boolean[])[]): Metric {
  const terms = clusters.map((rows) => [rows.filter(Boolean).length, rows.length]);
  return ofSums(name, clusters.flat().length, terms, ratio);
}

/** The mean over clusters of one value each; null where a cluster has none. */
export function mean(name: string, values: readonly (number | null)[]): Metric {
  const terms = values.map((value) => (value === null ? [0, 0] : [value, 1]));
  return ofSums(name, values.filter((value) => value !== null).length, terms, ratio);
}
