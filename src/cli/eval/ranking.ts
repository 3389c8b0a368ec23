import type { Metric, Weights } from './metric.ts';

/** A judged thing of a list: what it was given, and what it is worth. */
export interface Ranked {
  score: number;
  gain: number;
}

/**
 * nDCG of a list sorted by score, over its first `depth` places: Σ gain / log₂(1 + place) against the same of the best order (Järvelin and
 * Kekäläinen 2002). Things of equal score share the mean gain of their places, so that the order of the file is never a hint (McSherry
 * and Najork 2008, "Computing information retrieval performance measures efficiently in the presence of tied scores").
 * `ideal` are the gains that the best order could show; those of the list unless given. Null where no gain is above zero.
 */
export function ndcg(
  list: readonly Ranked[],
  depth = Number.POSITIVE_INFINITY,
  ideal: readonly number[] = list.map(({ gain }) => gain),
): number | null {
  const best = dcg(
    ideal.toSorted((a, b) => b - a),
    depth,
  );
  return best === 0 ? null : dcg(shared(list), depth) / best;
}

function dcg(gains: readonly number[], depth: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(gains.length, depth); place += 1) {
    sum += (gains[place] ?? 0) / Math.log2(place + 2);
  }
  return sum;
}

/** Gains by falling score, each the mean of those of equal score. */
function shared(list: readonly Ranked[]): number[] {
  const sorted = list.toSorted((a, b) => b.score - a.score);
  const gains: number[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to += 1;
    const tied = sorted.slice(from, to).reduce((sum, { gain }) => sum + gain, 0) / (to - from);
    for (let i = from; i < to; i += 1) gains.push(tied);
  }
  return gains;
}

/** A score, and whether it should have been high. */
export interface Scored {
  score: number;
  positive: boolean;
}

/** Rows of all clusters by falling score, in runs of equal score, each with its cluster. */
function ordered(clusters: readonly (readonly Scored[])[]): (Scored & { cluster: number })[] {
  return clusters
    .flatMap((rows, cluster) => rows.map((row) => ({ ...row, cluster })))
    .toSorted((a, b) => b.score - a.score);
}

/** Weighted positives and negatives of each run of equal score, from the highest score down. */
function* runs(rows: readonly (Scored & { cluster: number })[], weights: Weights): Generator<[number, number]> {
  for (let from = 0, to = 0; from < rows.length; from = to) {
    let [positives, negatives] = [0, 0];
    for (; to < rows.length && rows[to]?.score === rows[from]?.score; to += 1) {
      const weight = weights[rows[to]?.cluster ?? 0] ?? 0;
      if (rows[to]?.positive === true) positives += weight;
      else negatives += weight;
    }
    yield [positives, negatives];
  }
}

/** Area under the ROC curve: how often a positive row scores above a negative one, equal scores counting half (Mann and Whitney 1947). */
export function areaUnderCurve(name: string, clusters: readonly (readonly Scored[])[]): Metric {
  const rows = ordered(clusters);
  return {
    name,
    n: rows.length,
    of(weights) {
      let [above, negatives, pairs] = [0, 0, 0];
      for (const [positive, negative] of runs(rows, weights)) {
        pairs += negative * above + (positive * negative) / 2;
        above += positive;
        negatives += negative;
      }
      return above === 0 || negatives === 0 ? Number.NaN : pairs / (above * negatives);
    },
  };
}

/** The most positives that a threshold on the score can find while at most this share of the negatives passes it too. */
export function recallAtFalseAlarms(name: string, clusters: readonly (readonly Scored[])[], most: number): Metric {
  const rows = ordered(clusters);
  return {
    name,
    n: rows.filter(({ positive }) => positive).length,
    of(weights) {
      const steps = [...runs(rows, weights)];
      const all = steps.reduce((sum, [, negative]) => sum + negative, 0);
      let [found, alarms, positives] = [0, 0, 0];
      for (const [positive, negative] of steps) {
        positives += positive;
        alarms += negative;
        if (alarms <= most * all) found = positives;
      }
      return positives === 0 || all === 0 ? Number.NaN : found / positives;
    },
  };
}

/** Spearman's rank correlation of score and gain over all rows; equal values share their mean rank. */
export function rankCorrelation(name: string, clusters: readonly (readonly Ranked[])[]): Metric {
  const rows = clusters.flatMap((list, cluster) => list.map((row) => ({ ...row, cluster })));
  const order = { score: orderOf(rows.map(({ score }) => score)), gain: orderOf(rows.map(({ gain }) => gain)) };
  return {
    name,
    n: rows.length,
    of(weights) {
      const weight = rows.map(({ cluster }) => weights[cluster] ?? 0);
      const total = weight.reduce((sum, one) => sum + one, 0);
      const ranks = [
        ranksOf(order.score, weight, (i) => rows[i]?.score),
        ranksOf(order.gain, weight, (i) => rows[i]?.gain),
      ] as const;
      // The mean of all ranks, ties or not.
      const middle = (total + 1) / 2;
      let [both, first, second] = [0, 0, 0];
      for (const [i, one] of weight.entries()) {
        const [x, y] = [(ranks[0][i] ?? 0) - middle, (ranks[1][i] ?? 0) - middle];
        both += one * x * y;
        first += one * x * x;
        second += one * y * y;
      }
      return first === 0 || second === 0 ? Number.NaN : both / Math.sqrt(first * second);
    },
  };
}

const orderOf = (values: readonly number[]): number[] =>
  [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));

/** Mid-ranks where row i stands `weight[i]` times. */
function ranksOf(
  order: readonly number[],
  weight: readonly number[],
  value: (row: number) => number | undefined,
): Float64Array {
  const ranks = new Float64Array(order.length);
  let below = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let tied = 0;
    for (; to < order.length && value(order[to] ?? 0) === value(order[from] ?? 0); to += 1) {
      tied += weight[order[to] ?? 0] ?? 0;
    }
    for (let i = from; i < to; i += 1) ranks[order[i] ?? 0] = below + (tied + 1) / 2;
    below += tied;
  }
  return ranks;
}
