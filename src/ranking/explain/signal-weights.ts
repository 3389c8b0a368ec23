import { sumOf } from './least-squares.ts';

/** What the signals did in the answer to one query, by signal. */
export interface QuerySignals {
  /** Mean absolute contribution over its hits. */
  contribution: ReadonlyMap<string, number>;
  /** Signals without which another hit would be first, or the first ten would be others. */
  firstChanged: ReadonlySet<string>;
  tenChanged: ReadonlySet<string>;
}

/** The same over many queries, each of which counts the same. */
export interface SignalWeight {
  signal: string;
  mean_contribution: number;
  share: number;
  first_changed: number;
  ten_changed: number;
}

/** Sums up what signals did, those of most weight first; of no query nothing. */
export function signalWeights(queries: readonly QuerySignals[]): SignalWeight[] {
  const signals = [...new Set(queries.flatMap(({ contribution }) => [...contribution.keys()]))];
  const mean = (of: (one: QuerySignals) => number): number => sumOf(queries.map(of)) / queries.length;
  const weights = signals.map((signal) => ({
    signal,
    mean_contribution: mean(({ contribution }) => contribution.get(signal) ?? 0),
    first_changed: mean(({ firstChanged }) => (firstChanged.has(signal) ? 1 : 0)),
    ten_changed: mean(({ tenChanged }) => (tenChanged.has(signal) ? 1 : 0)),
  }));
  const total = sumOf(weights.map(({ mean_contribution: one }) => one));
  return weights
    .map((one) => ({ ...one, share: total === 0 ? 0 : one.mean_contribution / total }))
    .toSorted((a, b) => b.mean_contribution - a.mean_contribution);
}
