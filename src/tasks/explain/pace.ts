import { AppError } from '../../core/error.ts';
import type { ExplainContext } from './explained.ts';

/** Milliseconds that the rest of the answer needs. */
const RESERVE = 60;

/** How much of the time that is left the judging may be expected to take: a machine is not always as fast as it was. */
const SHARE = 0.7;

/** Pairs that are kept free for what follows the samples: the words of most weight, and the changes. */
const AFTERWARDS = 34;

/** Fewer samples than this tell nothing. */
const LEAST = 16;

/**
 * How many samples the deadline leaves time for, `wanted` at most, by what `judged` pairs have taken since `began`. Throws
 * `deadline_exceeded` where that is too few, or fewer than wanted where `fixed`.
 */
export function affordable(
  wanted: number,
  { judged, began, isFixed }: { judged: number; began: number; isFixed: boolean },
  { call, now }: ExplainContext,
): number {
  const each = (now() - began) / Math.max(1, judged);
  const left = (call.deadline - RESERVE - now()) * SHARE;
  const most = each <= 0 ? Infinity : Math.floor(left / each) - AFTERWARDS;
  if (most >= wanted) return wanted;
  if (isFixed || most < LEAST) {
    throw new AppError('deadline_exceeded', {
      detail: `The deadline leaves time for ${Math.max(0, most)} of ${wanted} samples.`,
    });
  }
  return most;
}
