import { type Metric, ofSums } from './metric.ts';

/** A class that is so, and the one that was answered. */
export interface Classified {
  truth: string;
  guess: string;
}

/** Counts of one cluster that precision and recall are made of. */
export interface Found {
  /** Answers that are right, answers, and what there was to find. */
  hits: number;
  guesses: number;
  truths: number;
}

/** F1 of three sums: hits, guesses, truths. Zero where all is wrong, NaN where there is nothing to find and nothing was answered. */
const f1 = ([hits = 0, guesses = 0, truths = 0]: readonly number[]): number =>
  guesses + truths === 0 ? Number.NaN : (2 * hits) / (guesses + truths);

/** F1, precision and recall, counted over all clusters together (micro). `after` names what it is of: `f1/brand`. */
export function foundMetrics(clusters: readonly Found[], prefix = '', after = ''): Metric[] {
  const terms = clusters.map(({ hits, guesses, truths }) => [hits, guesses, truths]);
  const count = (field: keyof Found): number => clusters.reduce((sum, cluster) => sum + cluster[field], 0);
  const over = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
  return [
    ofSums(`${prefix}f1${after}`, count('truths'), terms, f1),
    ofSums(`${prefix}precision${after}`, count('guesses'), terms, ([hits = 0, guesses = 0]) => over(hits, guesses)),
    ofSums(`${prefix}recall${after}`, count('truths'), terms, ([hits = 0, , truths = 0]) => over(hits, truths)),
  ];
}

const foundOf = (rows: readonly Classified[], name: string): Found => ({
  hits: rows.filter(({ truth, guess }) => truth === name && guess === name).length,
  guesses: rows.filter(({ guess }) => guess === name).length,
  truths: rows.filter(({ truth }) => truth === name).length,
});

const classesOf = (clusters: readonly (readonly Classified[])[]): string[] =>
  [...new Set(clusters.flat().map(({ truth }) => truth))].toSorted();

/** The mean of F1 over the classes that occur as truth (in a resample: that occur in it). */
export function macroF1(name: string, clusters: readonly (readonly Classified[])[]): Metric {
  const classes = classesOf(clusters);
  const terms = clusters.map((rows) =>
    classes.flatMap((one) => {
      const { hits, guesses, truths } = foundOf(rows, one);
      return [hits, guesses, truths];
    }),
  );
  return ofSums(name, clusters.flat().length, terms, (sums) => {
    let total = 0;
    let occurring = 0;
    for (let i = 0; i < sums.length; i += 3) {
      if ((sums[i + 2] ?? 0) === 0) continue;
      total += f1(sums.slice(i, i + 3));
      occurring += 1;
    }
    return occurring === 0 ? Number.NaN : total / occurring;
  });
}

/** `f1/CLASS`, `precision/CLASS` and `recall/CLASS` of every class that occurs as truth. */
export function classMetrics(clusters: readonly (readonly Classified[])[]): Metric[] {
  return classesOf(clusters).flatMap((one) =>
    foundMetrics(
      clusters.map((rows) => foundOf(rows, one)),
      '',
      `/${one}`,
    ),
  );
}

/** An answer with how sure it was, 0–1, and whether it was right. */
export interface Sure {
  confidence: number;
  right: boolean;
}

/** Equal-width bins of the calibration error. */
const BINS = 15;

/**
 * Expected calibration error: the mean over rows of |confidence − accuracy| of their bin, 15 bins of equal width (Naeini et al. 2015;
 * Guo et al. 2017, "On Calibration of Modern Neural Networks"). 0 is best.
 */
export function calibrationError(name: string, clusters: readonly (readonly Sure[])[]): Metric {
  const terms = clusters.map((rows) => {
    const sums = Array<number>(2 * BINS + 1).fill(0);
    for (const { confidence, right } of rows) {
      const bin = Math.min(BINS - 1, Math.floor(confidence * BINS));
      sums[2 * bin] = (sums[2 * bin] ?? 0) + confidence;
      sums[2 * bin + 1] = (sums[2 * bin + 1] ?? 0) + (right ? 1 : 0);
      sums[2 * BINS] = (sums[2 * BINS] ?? 0) + 1;
    }
    return sums;
  });
  return ofSums(name, clusters.flat().length, terms, (sums) => {
    const rows = sums[2 * BINS] ?? 0;
    let apart = 0;
    for (let bin = 0; bin < BINS; bin += 1) apart += Math.abs((sums[2 * bin] ?? 0) - (sums[2 * bin + 1] ?? 0));
    return rows === 0 ? Number.NaN : apart / rows;
  });
}
