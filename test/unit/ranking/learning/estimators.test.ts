import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import {
  doublyRobust,
  effectiveSize,
  intervalOf,
  ipw,
  type ModelledRow,
  selfNormalised,
  selfNormalisedInfluence,
  snipw,
  snipwInfluence,
  type WeighedRow,
} from '../../../../src/ranking/learning/estimators.ts';

interface Told {
  value: number;
  rounds: number[];
  lower: number;
  upper: number;
}

const { rows, slates, ...obp } = JSON.parse(
  readFileSync(new URL('../../../fixtures/off-policy-estimates.json', import.meta.url), 'utf8'),
) as Record<'ipw' | 'snipw' | 'dr' | 'sndr', Told> & {
  rows: ModelledRow[];
  slates: { count: number; rows: WeighedRow[]; rips: number };
};

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

describe('agrees with obp', () => {
  test.each([
    ['ipw', ipw, ipw],
    ['snipw', snipw, snipwInfluence],
    ['dr', doublyRobust, doublyRobust],
    ['sndr', selfNormalised, selfNormalisedInfluence],
  ] as const)(
    '%s: every round and the value to 1e-9; the interval as far as a bootstrap is exact',
    (name, estimator, influence) => {
      const own = estimator(rows);
      expect(own).toHaveLength(rows.length);
      for (const [i, round] of obp[name].rounds.entries()) {
        expect(Math.abs((own[i] as number) - round)).toBeLessThan(1e-9);
      }
      const { value, lower, upper } = intervalOf(influence(rows));
      expect(Math.abs(value - obp[name].value)).toBeLessThan(1e-9);
      expect(Math.abs(sum(own) / rows.length - obp[name].value)).toBeLessThan(1e-9);
      // obp resamples rounds whose weights are normalised already, so of a ratio it tells another interval.
      const share = (upper - lower) / (obp[name].upper - obp[name].lower);
      expect(share).toBeGreaterThan(name === 'ipw' || name === 'dr' ? 0.95 : 0.7);
      expect(share).toBeLessThan(name === 'ipw' || name === 'dr' ? 1.05 : 1.1);
    },
  );

  test('over places of lists, with weights of all choices up to a place', () => {
    expect(Math.abs(sum(ipw(slates.rows)) / slates.count - slates.rips)).toBeLessThan(1e-9);
  });
});

test('intervals of a ratio hold the truth about as often as they say', () => {
  const random = randomOf(3);
  let held = 0;
  for (let run = 0; run < 400; run++) {
    // The weights are those of a policy that takes the first of two with .7 where the log took it with .4; it is worth .5, the other .1.
    const logged = Array.from({ length: 300 }, (): WeighedRow => {
      const isFirst = random() < 0.4;
      return { weight: isFirst ? 0.7 / 0.4 : 0.3 / 0.6, reward: random() < (isFirst ? 0.5 : 0.1) ? 1 : 0 };
    });
    const { lower, upper } = intervalOf(snipwInfluence(logged));
    if (lower <= 0.38 && 0.38 <= upper) held += 1;
  }
  expect(held / 400).toBeGreaterThan(0.92);
  expect(held / 400).toBeLessThan(0.98);
});

test('of nothing, of one row and of rows without weight', () => {
  expect([ipw([]), snipw([]), doublyRobust([]), selfNormalised([])]).toEqual([[], [], [], []]);
  expect(intervalOf([0.5])).toEqual({ value: 0.5, lower: -Infinity, upper: Infinity });
  expect(snipw([{ weight: 0, reward: 1 }])).toEqual([0]);
  expect([effectiveSize([]), effectiveSize([2, 2, 2]), effectiveSize([1, 0])]).toEqual([0, 3, 1]);
});
