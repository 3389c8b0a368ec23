import { AppError } from '../../core/error.ts';
import type { ServedBy } from '../../core/served-by.ts';
import type { Context } from '../../models/context.ts';
import type { MatchInput, Scored } from '../../models/port.ts';
import { childCall } from '../../models/wrappers/child-call.ts';

/** How many products the match model reads: all of these, or so many fewer when it is slow. */
export const JUDGED_STEPS = [50, 20, 10] as const;

/** Milliseconds that the rest of the answer needs. */
const RESERVE = 60;

/** How much of the time that is left a batch may be expected to take. */
const SHARE = 0.7;

/** What the match model said of the first so many products. */
export interface Judged {
  scored: Scored<'match'>[];
  /** Why it said no more; null: it has read all that it was to read. */
  cut: ServedBy | null;
}

/**
 * Has the match model read the first `most` products: ten at first, which tell how fast it is, then as many of the rest as the deadline leaves
 * time for: all, or up to 20. Where even the first are not ready in time it has read none. Rejects when the caller has gone.
 */
export async function judgeFirst(
  inputs: readonly MatchInput[],
  most: number,
  { models, call }: Context,
  now: () => number,
): Promise<Judged> {
  const [, few, first] = JUDGED_STEPS;
  const wanted = inputs.slice(0, most);
  const scored: Scored<'match'>[] = [];
  const left = (): number => call.deadline - RESERVE - now();
  const cut = (why: string): Judged => {
    const [one] = scored;
    const reason = `match: ${why}, ${scored.length} of ${wanted.length} products judged`;
    return { scored, cut: { path: one?.served.path ?? 'lexical', degraded: true, reason } };
  };
  /** Reads up to so many; gives why it could not. */
  const read = async (until: number): Promise<string | null> => {
    const batch = wanted.slice(scored.length, until);
    if (batch.length === 0) return null;
    const child = childCall(call, { deadline: call.deadline - RESERVE });
    try {
      const answers = await models.match.run(batch, child.call);
      // What stands in for the model is worth less than what the model said of the first: the two are not mixed.
      const lost = answers.find(({ served }) => served.degraded)?.served;
      if (lost !== undefined && scored.some(({ served }) => !served.degraded)) return lost.reason ?? 'degraded';
      scored.push(...answers);
      return null;
    } catch (error) {
      if (call.signal.aborted || !(error instanceof AppError)) throw error;
      return error.code;
    } finally {
      child.release();
    }
  };

  const begin = now();
  const failed = await read(first);
  if (failed !== null) return cut(failed);
  const each = (now() - begin) / Math.max(1, scored.length);
  const fits = (until: number): boolean => each * (Math.min(until, wanted.length) - scored.length) <= left() * SHARE;
  const goal = [most, few].find(fits) ?? first;
  const broken = await read(goal);
  if (broken !== null) return cut(broken);
  return scored.length < wanted.length ? cut('slow') : { scored, cut: null };
}
