import { jensenShannon, type Paired, stabilityIndex } from './distance.ts';
import { cohensH, homogeneity, type Share, shareDifference } from './significance.ts';

/** Whether something is as it was. `unknown`: too little was seen to tell. */
export type Verdict = 'unknown' | 'stable' | 'moving' | 'moved';

/** What the verdicts are given by: how much was seen at least in either window, how unlikely chance is, and how far it is. */
export const THRESHOLDS = {
  least: 100,
  p: 0.01,
  psi: { moving: 0.1, moved: 0.25 },
  h: { moving: 0.2, moved: 0.5 },
} as const;

/** How two windows of a distribution differ; null where one of them is empty. */
export interface DistributionDrift {
  psi: number | null;
  js_distance: number | null;
  p: number | null;
  verdict: Verdict;
}

/** Compares the values of two windows. */
export function distributionDrift(counts: Paired): DistributionDrift {
  const before = counts.reduce((sum, one) => sum + one.before, 0);
  const recent = counts.reduce((sum, one) => sum + one.recent, 0);
  if (before === 0 || recent === 0) return { psi: null, js_distance: null, p: null, verdict: 'unknown' };
  const psi = stabilityIndex(counts);
  const p = homogeneity(counts);
  return {
    psi,
    js_distance: jensenShannon(counts),
    p,
    verdict: verdictOf(Math.min(before, recent), p, psi, THRESHOLDS.psi),
  };
}

/** How two windows of a share differ; null where one of them is empty. */
export interface ShareDrift {
  difference: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
  verdict: Verdict;
}

/** Compares a share of two windows. */
export function shareDrift(before: Share, recent: Share): ShareDrift {
  if (before.of === 0 || recent.of === 0) {
    return { difference: null, low: null, high: null, p: null, verdict: 'unknown' };
  }
  const p = homogeneity([
    { before: before.count, recent: recent.count },
    { before: before.of - before.count, recent: recent.of - recent.count },
  ]);
  const h = cohensH(before, recent);
  return {
    ...shareDifference(before, recent),
    p,
    verdict: verdictOf(Math.min(before.of, recent.of), p, h, THRESHOLDS.h),
  };
}

function verdictOf(
  seen: number,
  p: number,
  far: number,
  { moving, moved }: { moving: number; moved: number },
): Verdict {
  if (seen < THRESHOLDS.least) return 'unknown';
  if (p >= THRESHOLDS.p || far < moving) return 'stable';
  return far < moved ? 'moving' : 'moved';
}

const ORDER: readonly Verdict[] = ['unknown', 'stable', 'moving', 'moved'];

/** The worst of several; of none `unknown`. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return ORDER[Math.max(0, ...verdicts.map((one) => ORDER.indexOf(one)))] ?? 'unknown';
}
