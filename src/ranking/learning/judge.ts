import { apart, type Estimate, intervalOf } from './estimators.ts';
import type { Replay } from './replay.ts';

/** A proposal needs so many answers, and so many effective ones, to be judged. */
const FEWEST = 200;
const FEWEST_EFFECTIVE = 100;

/** Weights go only so far towards what was learnt that the log still says this share of what it could. */
const LEAST_SHARE = 0.2;

/** How much worse than what is live a proposal may turn out to be at the lower end of its interval: this share of the live value. */
const MARGIN = 0.01;

/** How far towards what was learnt a proposal goes at most. */
export const STEPS = { full: 1, half: 0.5, quarter: 0.25, eighth: 0.125, sixteenth: 0.0625 } as const;

export type Step = keyof typeof STEPS;

/** Named figures that a verdict rests on. */
export type Evidence = Record<string, number | string>;

/** What comes of a proposal, and why. */
export interface Verdict {
  verdict: 'live' | 'refused';
  evidence: Evidence;
}

/** The longest step towards the learnt weights that the log can tell of; null: it can tell of none. What came of the answers has no part in it. */
export function tellable(replay: Replay<'live' | Step>): Step | null {
  if (replay.size < FEWEST) return null;
  const least = Math.max(FEWEST_EFFECTIVE, LEAST_SHARE * replay.size);
  return (Object.keys(STEPS) as Step[]).find((step) => replay.effective(step) >= least) ?? null;
}

/**
 * Judges a step towards the learnt weights. It goes live when both the doubly robust and the self-normalised estimate of what it gains are
 * above 0, and the lower end of the former's 95 % interval is not below −1 % of the live value.
 */
export function judge(replay: Replay<'live' | Step>, step: Step): Verdict {
  const { ipw, snipw, dr, sndr, base } = replay.difference(step, 'live');
  const isBetter = sndr.value > 0 && snipw.value > 0 && sndr.lower >= -MARGIN * Math.abs(base.value);
  return {
    verdict: isBetter ? 'live' : 'refused',
    evidence: {
      answers: replay.size,
      effective: replay.effective(step),
      step: STEPS[step],
      live_value: base.value,
      ipw_gain: ipw.value,
      snipw_gain: snipw.value,
      snipw_lower: snipw.lower,
      snipw_upper: snipw.upper,
      dr_gain: dr.value,
      ...told(sndr),
    },
  };
}

/** Where replay can't tell, what is live is worse when it brought so much less than what was live before had brought, as a share. */
const LESS = 0.05;

/** What came of the answers of what is live, and of those before. */
export interface BeforeAndAfter {
  /** Both over the answers of what is live. */
  replay: Replay<'live' | 'former'>;
  /** By answer of what is live, and of whatever came before, what came of it. */
  live: readonly number[];
  former: readonly number[];
}

/**
 * Whether what is live has turned out worse than what was live before: over the answers that came since, replay's interval of what it gains
 * lies below 0; or where the two show such different things that replay can't tell, its answers brought less than those before had, by an
 * interval that lies below −5 %. Gives the evidence then, else null.
 */
export function isWorse({ replay, live, former }: BeforeAndAfter): Evidence | null {
  if (replay.size < FEWEST) return null;
  const effective = replay.effective('former');
  if (effective >= Math.max(FEWEST_EFFECTIVE, LEAST_SHARE * replay.size)) {
    const { sndr, snipw, base } = replay.difference('live', 'former');
    if (sndr.upper >= 0 || snipw.value >= 0) return null;
    return { by: 'replay', answers: replay.size, effective, former_value: base.value, ...told(sndr) };
  }
  const before = intervalOf(former).value;
  const brought = apart(live, former);
  if (former.length < FEWEST || brought.upper >= -LESS * before) return null;
  return {
    by: 'before and after',
    answers: live.length,
    former_answers: former.length,
    former_value: before,
    ...told(brought),
  };
}

const told = ({ value, lower, upper }: Estimate) => ({ gain: value, lower, upper });
