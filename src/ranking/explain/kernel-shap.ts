import { type Coalition, coalitions, GROUPS } from './coalitions.ts';
import { diagonalOf, emptyNormal, type Normal, observe, solve, sumOf, withoutNormal } from './least-squares.ts';
import { type Attribution, only, type ValueOf, whole } from './mask.ts';

/** Ridges, as shares of the mean diagonal: of few draws the regression would follow the noise, of enough the first is the best. */
const RIDGES = [1e-9, 0.01, 0.03, 0.1];

/**
 * Kernel SHAP: Shapley values of the words by least squares over masks of the Shapley kernel, under the constraint that they sum to the value
 * of all words less that of none. Exact where `samples` has room for every mask. The ridge draws the weights together where the draws are
 * few; that which tells best, group by group, what the others have not seen is taken (cross-validation). The standard error is the
 * jackknife's over the same groups.
 * Sources: Lundberg & Lee 2017, arXiv:1705.07874; the constrained solution: Covert & Lee 2021, "Improving KernelSHAP", arXiv:2012.01536,
 * eq. 7.
 */
export function kernelShap(count: number, samples: number, random: () => number): Attribution {
  const all = whole(count);
  const none = only(count, []);
  const plan = coalitions(count, samples - 2, random);
  return {
    masks: [all, none, ...plan.map(({ mask }) => mask)],
    weigh(valueOf) {
      const base = valueOf(none);
      const total = valueOf(all) - base;
      if (count === 1) return { weights: [total], standardError: 0 };
      return fit(count, plan, (mask) => valueOf(mask) - base, total);
    },
  };
}

function fit(
  count: number,
  plan: readonly Coalition[],
  valueOf: ValueOf,
  total: number,
): { weights: number[]; standardError: number } {
  const sumsOf = (some: readonly Coalition[]): Normal => {
    const sums = emptyNormal(count);
    for (const { mask, weight } of some) observe(sums, mask, valueOf(mask), weight);
    return sums;
  };
  const groups = Array.from({ length: GROUPS }, (_, each) => plan.filter(({ group }) => group === each)).filter(
    (some) => some.length > 0,
  );
  const everything = sumsOf(plan);
  const without = groups.map((some) => withoutNormal(everything, sumsOf(some)));
  const tried = (groups.length < 2 ? RIDGES.slice(0, 1) : RIDGES).map((ridge) => {
    const parts = without.map((sums) => constrained(sums, total, ridge));
    const errors = groups.map((some, i) =>
      sumOf(some.map(({ mask, weight }) => weight * (valueOf(mask) - told(mask, parts[i] ?? [])) ** 2)),
    );
    return { ridge, parts, error: sumOf(errors) };
  });
  const best = tried.reduce((one, other) => (other.error < one.error ? other : one));
  return { weights: constrained(everything, total, best.ridge), standardError: jackknife(best.parts) };
}

/** What weights say of a mask. */
function told(mask: Uint8Array, weights: readonly number[]): number {
  return sumOf(weights.filter((_, word) => mask[word] === 1));
}

/** The solution among those that sum to `total`. */
function constrained(sums: Normal, total: number, share: number): number[] {
  const { size } = sums;
  const ridge = new Float64Array(size).fill(share * diagonalOf(sums, size));
  const [free = [], ones = []] = solve(sums, ridge, [sums.vector, new Float64Array(size).fill(1)]);
  const excess = (sumOf(free) - total) / sumOf(ones);
  return free.map((value, i) => value - excess * (ones[i] ?? 0));
}

/** Root mean square over the words of the jackknife's standard errors of weights, each part being the weights without one group. */
function jackknife(parts: readonly (readonly number[])[]): number {
  const count = parts[0]?.length ?? 0;
  if (count === 0) return 0;
  const squares = Array.from({ length: count }, (_, word) => {
    const mean = sumOf(parts.map((part) => part[word] ?? 0)) / parts.length;
    return sumOf(parts.map((part) => ((part[word] ?? 0) - mean) ** 2));
  });
  return Math.sqrt(((parts.length - 1) / parts.length) * (sumOf(squares) / count));
}
