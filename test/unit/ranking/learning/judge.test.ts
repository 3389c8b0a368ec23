import { describe, expect, test } from 'vitest';
import { Shoppers, type Taste } from '../../../../infra/bench/learning-shoppers.ts';
import type { ReplayedAnswer } from '../../../../src/core/logged-draws.ts';
import { isWorse, judge, type Step, STEPS, tellable } from '../../../../src/ranking/learning/judge.ts';
import { Replay } from '../../../../src/ranking/learning/replay.ts';
import { LEARNT_PARTS, shippedWeights } from '../../../../src/ranking/recommend/kinds.ts';
import type { PartWeights } from '../../../../src/ranking/recommend/weights.ts';

const shipped = shippedWeights('for_you');
const taste: Taste = { weights: { ...shipped, sequence: 0.3, lent: 0.3, content: 1, popularity: 0.6 }, decay: 0.5 };
const harmful: PartWeights = { ...shipped, sequence: 0.4, content: 0, co_visit: 0.8 };

const logOf = (weights: PartWeights, answers: number, seed: number): ReplayedAnswer[] => {
  const shoppers = new Shoppers(seed, taste);
  return Array.from({ length: answers }, () => shoppers.answer(weights, 'for_you').answer);
};
const log = logOf(shipped, 2_500, 1);

const towards = (goal: PartWeights, step: number): PartWeights => ({
  ...shipped,
  ...Object.fromEntries(LEARNT_PARTS.map((part) => [part, shipped[part] + step * (goal[part] - shipped[part])])),
});
const replayOf = (goal: PartWeights, answers: readonly ReplayedAnswer[]): Replay<'live' | Step> => {
  const steps = Object.entries(STEPS).map(([step, length]) => [step, towards(goal, length)]);
  const replay = new Replay({ live: shipped, ...Object.fromEntries(steps) } as Record<'live' | Step, PartWeights>);
  for (const one of answers) replay.add(one);
  return replay;
};

describe('a proposal', { timeout: 60_000 }, () => {
  test('of what shoppers want goes live, with its evidence; of the contrary it does not', () => {
    const good = replayOf(taste.weights, log);
    const step = tellable(good);
    expect(step).not.toBeNull();
    const told = judge(good, step as Step);
    expect(told.verdict).toBe('live');
    expect(told.evidence).toMatchObject({ answers: 2_500, step: STEPS[step as Step] });
    expect(told.evidence['lower']).toBeLessThan(told.evidence['gain'] as number);
    expect(told.evidence['gain']).toBeLessThan(told.evidence['upper'] as number);
    const bad = replayOf(harmful, log);
    expect(judge(bad, tellable(bad) as Step)).toMatchObject({ verdict: 'refused' });
  });

  test('goes only as far as the log can tell, and nowhere of too little', () => {
    const far = tellable(replayOf(taste.weights, log));
    const near = tellable(replayOf(towards(taste.weights, 0.02), log));
    expect(near).toBe('full');
    expect(STEPS[far as Step]).toBeLessThan(1);
    expect(tellable(replayOf(taste.weights, log.slice(0, 199)))).toBeNull();
    expect(tellable(replayOf(taste.weights, []))).toBeNull();
  });

  test('against itself gains nothing, without a doubt', () => {
    const replay = replayOf(shipped, log);
    expect(tellable(replay)).toBe('full');
    // Signals are logged with four digits.
    expect(replay.effective('live')).toBeGreaterThan(0.999 * log.length);
    const { sndr, snipw } = replay.difference('full', 'live');
    for (const one of [sndr, snipw]) expect(one).toEqual({ value: 0, lower: 0, upper: 0 });
  });
});

describe('what is live', { timeout: 60_000 }, () => {
  const worse = (live: PartWeights, former: PartWeights, own: ReplayedAnswer[], before: ReplayedAnswer[]) => {
    const replay = new Replay({ live, former });
    for (const one of own) replay.add(one);
    const brought = (all: ReplayedAnswer[]): number[] =>
      all.map(({ rewards }) => rewards.reduce((sum, one) => sum + one, 0));
    return isWorse({ replay, live: brought(own), former: brought(before) });
  };

  test('and worse is told by replay where it can tell, else by what came before and after', () => {
    const near = { ...shipped, content: 0.1 };
    expect(worse(near, shipped, logOf(near, 2_500, 2), log)).toMatchObject({ by: 'replay' });
    const far = { ...shipped, sequence: 0, content: 0, popularity: 0, co_visit: 2, lent: 2 };
    expect(worse(far, shipped, logOf(far, 1_000, 3), log)).toMatchObject({ by: 'before and after' });
  });

  test('and better, or of too little to tell, stays', () => {
    expect(worse(taste.weights, shipped, logOf(taste.weights, 1_000, 4), log)).toBeNull();
    expect(worse(shipped, shipped, logOf(shipped, 1_000, 5), log)).toBeNull();
    expect(worse(harmful, shipped, logOf(harmful, 150, 6), log)).toBeNull();
    expect(worse(harmful, shipped, logOf(harmful, 1_000, 7), log.slice(0, 50))).toBeNull();
  });
});
