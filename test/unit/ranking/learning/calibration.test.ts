import { describe, expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import {
  type Calibration,
  calibrated,
  fitCalibration,
  IDENTITY,
  type Judged,
  lossOf,
} from '../../../../src/ranking/learning/calibration.ts';
import { type Clustered, judgeCalibration } from '../../../../src/ranking/learning/judge-calibration.ts';

const pause = async (): Promise<void> => {};

/** A shop whose judges say what `truth` makes of the model's distributions. Each query has five products. */
function judgements(rows: number, truth: Calibration | 'random', seed: number, thumbs = 0): Clustered[] {
  const random = randomOf(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: rows }, (_, i): Clustered => {
    const logits = Array.from({ length: 4 }, () => 2 * normal());
    const p = calibrated(
      logits.map((one) => Math.exp(one)),
      IDENTITY,
    );
    const wanted = truth === 'random' ? [0.25, 0.25, 0.25, 0.25] : calibrated(p, truth);
    const drawn = draw(wanted, random());
    const cluster = `q${Math.floor(i / 5)}`;
    if (random() >= thumbs) return { p, relation: drawn, holds: true, shown: false, weight: 1, cluster };
    const shown = p.indexOf(Math.max(...p));
    return { p, relation: shown, holds: shown === drawn, shown: true, weight: 1, cluster };
  });
}

function draw(p: readonly number[], at: number): number {
  let sum = 0;
  for (const [i, one] of p.entries()) {
    sum += one;
    if (at < sum) return i;
  }
  return p.length - 1;
}

const STRICT: Calibration = { temperature: 1.6, bias: [-1.2, 0.6, 0, 0.4] };

const meanLoss = (rows: readonly Judged[], by: Calibration): number =>
  rows.reduce((sum, row) => sum + lossOf(calibrated(row.p, by), row), 0) / rows.length;

test('the identity changes nothing, a temperature flattens, a bias lifts', () => {
  const p = [0.6, 0.2, 0.15, 0.05];
  for (const [i, one] of calibrated(p, IDENTITY).entries()) expect(one).toBeCloseTo(p[i] ?? 0, 12);
  const flat = calibrated(p, { temperature: 2, bias: [0, 0, 0, 0] });
  expect(flat[0]).toBeCloseTo(Math.sqrt(0.6) / p.reduce((sum, one) => sum + Math.sqrt(one), 0), 12);
  const lifted = calibrated(p, { temperature: 1, bias: [0, Math.log(2), 0, 0] });
  expect(lifted[1]).toBeCloseTo(0.4 / 1.2, 12);
  expect(calibrated([1, 0, 0, 0], STRICT).every((one) => one > 0)).toBe(true);
});

test('a judgement’s loss is −log p, or −log(1 − p) where it does not hold', () => {
  expect(lossOf([0.5, 0.5, 0, 0], { relation: 0, holds: true })).toBeCloseTo(Math.LN2, 12);
  expect(lossOf([0.8, 0.2, 0, 0], { relation: 0, holds: false })).toBeCloseTo(-Math.log(0.2), 12);
});

describe('the fit', () => {
  test('finds what the judges do, from relations and from thumbs alike', async () => {
    for (const thumbs of [0, 0.5]) {
      const { temperature, bias } = await fitCalibration(judgements(4_000, STRICT, 1, thumbs), pause);
      expect(temperature).toBeCloseTo(STRICT.temperature, 0);
      // Only differences between biases mean anything.
      for (const i of [1, 2, 3]) {
        const wanted = (STRICT.bias[i] ?? 0) - (STRICT.bias[0] ?? 0);
        expect(Math.abs((bias[i] ?? 0) - (bias[0] ?? 0) - wanted)).toBeLessThan(thumbs === 0 ? 0.25 : 0.4);
      }
    }
  });

  test('its minimum is one: steps to any side lose', async () => {
    const rows = judgements(300, STRICT, 2, 0.3);
    const fitted = await fitCalibration(rows, pause);
    const held = (by: Calibration): number =>
      rows.length * meanLoss(rows, by) +
      5 * ((1 / by.temperature - 1) ** 2 + by.bias.reduce((sum, one) => sum + one ** 2, 0));
    const best = held(fitted);
    for (const step of [-0.1, 0.1]) {
      expect(held({ ...fitted, temperature: 1 / (1 / fitted.temperature + step) })).toBeGreaterThan(best);
      for (const at of [0, 1, 2, 3]) {
        const bias = fitted.bias.map((one, i) => (i === at ? one + step : one));
        expect(held({ ...fitted, bias })).toBeGreaterThan(best);
      }
    }
  });

  test('few judgements move it little, none not at all', async () => {
    expect(await fitCalibration([], pause)).toEqual(IDENTITY);
    const [one] = judgements(1, STRICT, 3);
    const { temperature, bias } = await fitCalibration(one === undefined ? [] : [one], pause);
    expect(Math.abs(temperature - 1)).toBeLessThan(0.3);
    expect(Math.max(...bias.map(Math.abs))).toBeLessThan(0.15);
  });
});

describe('the guard', () => {
  test('takes what strict judges teach, and it is better on judgements that it has not seen', async () => {
    const { calibration, evidence, refused } = await judgeCalibration(judgements(200, STRICT, 4), IDENTITY, pause);
    expect(refused).toBeNull();
    expect(evidence.gain_low).toBeGreaterThan(0);
    expect(evidence).toMatchObject({ judgements: 200, relations: 4, queries: 40 });
    const unseen = judgements(2_000, STRICT, 5);
    expect(meanLoss(unseen, calibration)).toBeLessThan(meanLoss(unseen, IDENTITY) - 0.05);
  });

  test('refuses what is not better than what is in use', async () => {
    const judged = judgements(200, STRICT, 6);
    const { calibration } = await judgeCalibration(judged, IDENTITY, pause);
    expect((await judgeCalibration(judged, calibration, pause)).refused).toBe('no_gain');
    let passed = 0;
    for (let seed = 10; seed < 30; seed++) {
      const { refused } = await judgeCalibration(judgements(100, IDENTITY, seed), IDENTITY, pause);
      if (refused === null) passed += 1;
    }
    expect(passed).toBeLessThanOrEqual(2);
  });

  test.each([0, 1])(
    'refuses judgements that have nothing to do with the pairs, relations and thumbs (%i)',
    async (thumbs) => {
      for (let seed = 40; seed < 50; seed++) {
        const { refused, evidence } = await judgeCalibration(judgements(400, 'random', seed, thumbs), IDENTITY, pause);
        expect(refused).toBe('uninformative');
        // A flat answer fits them far better: that alone would have let them in.
        expect(evidence.gain_low).toBeGreaterThan(0);
      }
    },
  );

  test('refuses judgements that say the opposite', async () => {
    const turned = judgements(400, IDENTITY, 50).map((row) => ({ ...row, relation: (row.relation + 2) % 4 }));
    expect((await judgeCalibration(turned, IDENTITY, pause)).refused).toBe('uninformative');
  });

  test('holds biases more strongly where they lose accuracy', async () => {
    // Two relations are rarer than the model thinks: named less often, they are missed more often.
    const rows = judgements(2_000, { temperature: 1.5, bias: [0.5, 0.3, -1, -0.8] }, 51);
    const { refused, calibration, evidence } = await judgeCalibration(rows, IDENTITY, pause);
    expect(refused).toBeNull();
    expect(evidence.macro_accuracy_high).toBeGreaterThanOrEqual(0);
    const free = await fitCalibration(rows, pause);
    const reach = ({ bias }: Calibration): number => Math.max(...bias) - Math.min(...bias);
    expect(reach(calibration)).toBeLessThan(reach(free) - 0.1);
    expect(await fitCalibration(rows, pause, Infinity)).toMatchObject({ bias: [0, 0, 0, 0] });
  });

  test.each([
    ['49 judgements', judgements(49, STRICT, 7)],
    ['one relation', judgements(60, STRICT, 8).map((row) => ({ ...row, relation: 1 }))],
    ['four queries', judgements(60, STRICT, 9).map((row, i) => ({ ...row, cluster: `q${i % 4}` }))],
  ])('refuses %s', async (_, judged) => {
    const { refused, calibration } = await judgeCalibration(judged, IDENTITY, pause);
    expect(refused).toBe('few_judgements');
    expect(calibration).toEqual(IDENTITY);
  });
});
