import { AppError } from '../core/error.ts';

/** The longest deadline, in milliseconds. */
const LONGEST_DEADLINE = 30_000;

const DEFAULT_DEADLINE = 2_000;
const TEXTS_PER_DEFAULT = 64;

/**
 * Milliseconds until an answer is due: `X-Deadline-Ms` up to 30,000, else 2 s for up to 64 texts and in proportion above.
 * `texts` is the work in texts (a pair counts as 6.4, since 10 pairs have the same 2 s).
 */
export function deadlineMilliseconds(header: string | undefined, texts: number): number {
  if (header !== undefined && header !== '') {
    if (!/^\d{1,9}$/.test(header) || Number(header) < 1) {
      throw new AppError('invalid_header', {
        detail: `X-Deadline-Ms must be a whole number from 1 to ${LONGEST_DEADLINE}`,
      });
    }
    return Math.min(LONGEST_DEADLINE, Number(header));
  }
  // Whole, since Node's AbortSignal.timeout throws at a fraction.
  return Math.min(LONGEST_DEADLINE, Math.ceil(DEFAULT_DEADLINE * Math.max(1, texts / TEXTS_PER_DEFAULT)));
}
