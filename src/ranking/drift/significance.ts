import type { Paired } from './distance.ts';

/** Expected counts below this are taken together with the next (Cochran 1954). */
const LEAST_EXPECTED = 5;

/** The 97.5th percentile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * How likely counts that differ at least so much are where nothing has moved: Pearson's chi-square test of homogeneity. Values that are
 * expected less than five times count together. 1 where fewer than two values are left.
 */
export function homogeneity(counts: Paired): number {
  const before = counts.reduce((sum, one) => sum + one.before, 0);
  const recent = counts.reduce((sum, one) => sum + one.recent, 0);
  const smaller = Math.min(before, recent) / (before + recent);
  const isRare = (one: Paired[number]): boolean => (one.before + one.recent) * smaller < LEAST_EXPECTED;
  const rare = counts.filter(isRare).reduce(added, { before: 0, recent: 0 });
  const kept = counts.filter((one) => !isRare(one));
  const groups = isRare(rare) ? merged(kept, rare) : [...kept, rare];
  if (groups.length < 2) return 1;
  const statistic = groups.reduce((sum, one) => {
    const share = (one.before + one.recent) / (before + recent);
    return (
      sum +
      (one.before - before * share) ** 2 / (before * share) +
      (one.recent - recent * share) ** 2 / (recent * share)
    );
  }, 0);
  return upperGamma((groups.length - 1) / 2, statistic / 2);
}

/** The smallest group takes in what is too rare to stand alone. */
function merged(kept: Paired, rare: Paired[number]): Paired {
  const [smallest, ...rest] = kept.toSorted((a, b) => a.before + a.recent - b.before - b.recent);
  return smallest === undefined ? [] : [added(smallest, rare), ...rest];
}

const added = (a: Paired[number], b: Paired[number]): Paired[number] => ({
  before: a.before + b.before,
  recent: a.recent + b.recent,
});

/** A share of some: how many of how many. */
export interface Share {
  count: number;
  of: number;
}

/** The difference of two shares with its 95 % interval, from Wilson's intervals of each (Newcombe 1998, method 10). */
export function shareDifference(before: Share, recent: Share): { difference: number; low: number; high: number } {
  const [a, b] = [wilson(before), wilson(recent)];
  const difference = b.share - a.share;
  return {
    difference,
    low: difference - Math.hypot(b.share - b.low, a.high - a.share),
    high: difference + Math.hypot(b.high - b.share, a.share - a.low),
  };
}

/** Cohen's h, |2 asin √p − 2 asin √q|: .2 is small, .5 medium, whatever the size of the shares (Cohen 1988). */
export function cohensH(before: Share, recent: Share): number {
  const angle = ({ count, of }: Share): number => 2 * Math.asin(Math.sqrt(count / of));
  return Math.abs(angle(recent) - angle(before));
}

function wilson({ count, of }: Share): { share: number; low: number; high: number } {
  const share = count / of;
  const middle = share + (Z * Z) / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return { share, low: (middle - reach) / scale, high: (middle + reach) / scale };
}

/** The regularised upper incomplete gamma function Q(a, x), by series below a + 1 and by continued fraction above (Press et al. 2007, § 6.2). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1_000 && term > sum * 1e-15; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  // Lentz's method.
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 1_000; n++) {
    const by = -n * (n - a);
    b += 2;
    d = 1 / (by * d + b);
    c = b + by / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** ln Γ(z) for z > 0 that is a multiple of a half: by Γ(z + 1) = z · Γ(z) from Γ(1/2) or Γ(1). */
function logGamma(z: number): number {
  let log = Number.isInteger(z) ? 0 : Math.log(Math.PI) / 2;
  for (let at = Number.isInteger(z) ? 1 : 0.5; at < z; at++) log += Math.log(at);
  return log;
}
