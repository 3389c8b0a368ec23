import type { ExplainContext } from './explained.ts';

/** Milliseconds that the rest of the answer needs. */
const RESERVE = 60;

/** How much of the time that is left the judging may be expected to take: a machine is not always as fast as it was. */
const SHARE = 0.6;

/** Pairs that are kept free for what follows the samples: the words of most weight, the wishes and the changes. */
const AFTERWARDS = 50;

/** Fewer samples tell nothing. */
const LEAST_SAMPLES = 16;

/**
 * How many samples the deadline leaves time for, by what `judged` pairs have taken in `milliseconds`: from LEAST_SAMPLES to `wanted`. Where even
 * those are late, the deadline itself has the say.
 */
export function affordable(
  wanted: number,
  { judged, milliseconds }: { judged: number; milliseconds: number },
  { call, now }: ExplainContext,
): number {
  if (judged === 0 || milliseconds <= 0) return wanted;
  const left = (call.deadline - RESERVE - now()) * SHARE;
  const most = Math.floor((left * judged) / milliseconds) - AFTERWARDS;
  return Math.min(wanted, Math.max(LEAST_SAMPLES, most));
}
