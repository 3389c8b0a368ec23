/** How often each of some values was seen in two windows. */
export type Paired = readonly { before: number; recent: number }[];

/** Added to every count, so that a value that one window lacks has a logarithm (Jeffreys' prior). */
const PRIOR = 0.5;

/**
 * The population stability index Σ (r − b) · ln(r / b) of shares b before and r recently: 0 where nothing moved, commonly read as stable
 * below .1 and moved from .25 on (Siddiqi 2006, "Credit Risk Scorecards"). It is the symmetric divergence of Jeffreys 1946.
 */
export function stabilityIndex(counts: Paired): number {
  return sharesOf(counts).reduce((sum, { before, recent }) => sum + (recent - before) * Math.log(recent / before), 0);
}

/**
 * The Jensen–Shannon distance: the root of the divergence with logarithms to base 2, 0 for equal distributions to 1 for those that share
 * nothing (Lin 1991; a metric: Endres and Schindelin 2003).
 */
export function jensenShannon(counts: Paired): number {
  const before = counts.reduce((sum, one) => sum + one.before, 0);
  const recent = counts.reduce((sum, one) => sum + one.recent, 0);
  const divergence = counts.reduce((sum, one) => {
    const [p, q] = [one.before / before, one.recent / recent];
    const middle = (p + q) / 2;
    return sum + half(p, middle) + half(q, middle);
  }, 0);
  return Math.sqrt(Math.max(0, divergence));
}

/** Half of a term of the Kullback–Leibler divergence, in bits. */
function half(p: number, middle: number): number {
  return p === 0 ? 0 : (p / 2) * Math.log2(p / middle);
}

function sharesOf(counts: Paired): { before: number; recent: number }[] {
  const before = counts.reduce((sum, one) => sum + one.before + PRIOR, 0);
  const recent = counts.reduce((sum, one) => sum + one.recent + PRIOR, 0);
  return counts.map((one) => ({ before: (one.before + PRIOR) / before, recent: (one.recent + PRIOR) / recent }));
}
