/**
 * One choice that was logged, as off-policy estimation sees it. `weight`: the chance of all choices up to this one under the policy that
 * is judged, by their chance under the one that chose.
 */
export interface WeighedRow {
  weight: number;
  reward: number;
}

/** The same with a model of the reward. */
export interface ModelledRow extends WeighedRow {
  /** The weight of the choices before this one; 1 where there are none. */
  former: number;
  /** The model's reward of what was chosen. */
  predicted: number;
  /** The model's reward of what the judged policy would choose here, on the mean. */
  expected: number;
}

/** An estimate with its 95 % confidence interval. */
export interface Estimate {
  value: number;
  lower: number;
  upper: number;
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * Inverse probability weighting, one value a row, of which the mean is the policy's value: w·r (Horvitz and Thompson 1952). Over places of
 * lists, with weights of all choices up to a place, it is the reward-interaction estimator of McInerney et al. 2020.
 */
export function ipw(rows: readonly WeighedRow[]): number[] {
  return rows.map(({ weight, reward }) => weight * reward);
}

/** The same, self-normalised: w·r / mean(w) (Swaminathan and Joachims 2015). All 0 where no row has a weight. */
export function snipw(rows: readonly WeighedRow[]): number[] {
  const mean = meanOf(rows.map(({ weight }) => weight)) || 1;
  return rows.map(({ weight, reward }) => (weight * reward) / mean);
}

/**
 * Doubly robust: the model's expectation, mended by the weighted error of the model: w'·q̂(π) + w·(r − q̂(a)) (Dudík, Langford and Li 2011;
 * over places Jiang and Li 2016, with w' the weight of the places before).
 */
export function doublyRobust(rows: readonly ModelledRow[]): number[] {
  return rows.map(
    ({ weight, reward, former, predicted, expected }) => former * expected + weight * (reward - predicted),
  );
}

/**
 * Doubly robust and self-normalised: both weights by their means (Thomas and Brunskill 2016). All by the model where no row has a weight.
 */
export function selfNormalised(rows: readonly ModelledRow[]): number[] {
  const [errors, expectations] = parted(rows);
  const mended = snipw(errors);
  return snipw(expectations).map((value, i) => value + (mended[i] as number));
}

/** The mean of values and its interval by the central limit theorem; of fewer than two values it is unbounded. */
export function intervalOf(values: readonly number[]): Estimate {
  const value = meanOf(values);
  const n = values.length;
  if (n < 2) return { value, lower: -Infinity, upper: Infinity };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const half = Z * Math.sqrt(variance / n);
  return { value, lower: value - half, upper: value + half };
}

/** The difference of the means of two samples, and its interval (Welch 1947, with the normal's quantile). */
export function apart(one: readonly number[], other: readonly number[]): Estimate {
  const [a, b] = [intervalOf(one), intervalOf(other)];
  const value = a.value - b.value;
  const half = Math.hypot(a.upper - a.value, b.upper - b.value);
  return { value, lower: value - half, upper: value + half };
}

/** What each row of `snipw` moves its mean by, about the mean, so that their interval is that of a ratio (delta method; Owen 2013, 9.2). */
export function snipwInfluence(rows: readonly WeighedRow[]): number[] {
  const mean = meanOf(rows.map(({ weight }) => weight)) || 1;
  const value = meanOf(snipw(rows));
  return rows.map(({ weight, reward }) => value + (weight * (reward - value)) / mean);
}

/** The same of `selfNormalised`. */
export function selfNormalisedInfluence(rows: readonly ModelledRow[]): number[] {
  const [errors, expectations] = parted(rows);
  const mended = snipwInfluence(errors);
  return snipwInfluence(expectations).map((value, i) => value + (mended[i] as number));
}

/** How many rows of equal weight say as much as these do: (Σw)² / Σw² (Kish 1965). */
export function effectiveSize(weights: readonly number[]): number {
  const [sum, squares] = weights.reduce(([a, b], weight) => [a + weight, b + weight * weight], [0, 0]);
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** The two ratios of a self-normalised doubly robust estimate: of the model's errors, and of what it expects. */
function parted(rows: readonly ModelledRow[]): [WeighedRow[], WeighedRow[]] {
  return [
    rows.map(({ weight, reward, predicted }) => ({ weight, reward: reward - predicted })),
    rows.map(({ former, expected }) => ({ weight: former, reward: expected })),
  ];
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
