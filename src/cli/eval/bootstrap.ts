import { randomOf } from '../../core/random.ts';
import { type Metric, once } from './metric.ts';

/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** How intervals are made: resamples, and where chance starts. */
export interface Sampling {
  samples: number;
  seed: number;
}

/**
 * Every metric on the same `samples` resamples of the clusters, drawn with replacement (Efron 1979). The same seed and number of clusters
 * draw the same resamples, so that two systems asked the same can be compared pair by pair.
 */
export function resample(metrics: readonly Metric[], clusters: number, { samples, seed }: Sampling): Float64Array[] {
  const values = metrics.map(() => new Float64Array(samples));
  const next = randomOf(seed);
  const weights = new Uint32Array(clusters);
  for (let sample = 0; sample < samples; sample += 1) {
    weights.fill(0);
    for (let i = 0; i < clusters; i += 1) {
      const drawn = Math.floor(next() * clusters);
      weights[drawn] = (weights[drawn] ?? 0) + 1;
    }
    for (const [i, metric] of metrics.entries()) (values[i] as Float64Array)[sample] = metric.of(weights);
  }
  return values;
}

/**
 * A figure between the 2.5th and 97.5th percentile of its resamples (the percentile interval; Efron and Tibshirani 1993, chapter 13). Null
 * where the figure itself, or all of the resamples, cannot be taken.
 */
export function estimate(value: number, resampled: Float64Array): Estimate | null {
  const known = resampled.filter(Number.isFinite).toSorted();
  if (!Number.isFinite(value) || known.length === 0) return null;
  return { value, low: quantile(known, 0.025), high: quantile(known, 0.975) };
}

/** How two systems differ on the same rows. */
export interface Difference extends Estimate {
  /** Two-sided: how likely a difference at least as far from zero is where there is none. */
  p: number;
}

/**
 * First minus second, with the interval and the p value of the paired bootstrap: twice the share of resamples on the rarer side of zero,
 * each side counted once more than it was seen, so that p is never 0 (Efron and Tibshirani 1993, chapter 15; Koehn 2004, "Statistical
 * significance tests for machine translation evaluation"; Davison and Hinkley 1997, section 4.2).
 */
export function difference(
  [a, b]: readonly [number, number],
  [first, second]: readonly [Float64Array, Float64Array],
): Difference | null {
  const apart = first.map((value, i) => value - (second[i] ?? Number.NaN));
  const known = estimate(a - b, apart);
  if (known === null) return null;
  const finite = apart.filter(Number.isFinite);
  const sides = [finite.filter((one) => one <= 0).length, finite.filter((one) => one >= 0).length];
  return { ...known, p: Math.min(1, (2 * (Math.min(...sides) + 1)) / (finite.length + 1)) };
}

/** The figure of the set as it is. */
export const measured = (metric: Metric, clusters: number): number => metric.of(once(clusters));

/** Between the two nearest of a sorted list (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? 0) - below);
}
