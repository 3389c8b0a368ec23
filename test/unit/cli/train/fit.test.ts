import { describe, expect, test } from 'vitest';
import { fitPlatt, fitTemperature } from '../../../../src/cli/train/calibrate.ts';
import { type Example, fitHead, rehearsedTarget, withRows } from '../../../../src/cli/train/linear-head.ts';
import { minimise } from '../../../../src/core/minimise.ts';
import { pauseUnder } from '../../../../src/cli/train/pause.ts';
import { argmax } from '../../../../src/core/math.ts';
import { applyLinear } from '../../../../src/models/heads/apply-linear.ts';
import type { Linear } from '../../../../src/models/pack.ts';
import { dice } from '../../../support/dice.ts';

const { signal } = new AbortController();
const options = { seed: 1, least: 0, signal };

describe('minimise', () => {
  /** A stretched bowl with its bottom at (3, −2). */
  const bowl = (x: Float64Array, gradient: Float64Array): number => {
    const [a = 0, b = 0] = x;
    gradient[0] = 2 * (a - 3);
    gradient[1] = 200 * (b + 2);
    return (a - 3) ** 2 + 100 * (b + 2) ** 2;
  };

  test('finds the bottom', async () => {
    const [a, b] = await minimise(bowl, new Float64Array(2), pauseUnder(signal));
    expect(a).toBeCloseTo(3, 1);
    expect(b).toBeCloseTo(-2, 1);
  });

  test('ends when it is told to', async () => {
    await expect(minimise(bowl, new Float64Array(2), pauseUnder(AbortSignal.abort(new Error('stop'))))).rejects.toThrow(
      'stop',
    );
  });
});

/** A head over vectors of 4 that answers class 0 for the first and class 1 for the second component. */
const base = (): Linear => ({
  weight: Float32Array.from([6, 0, 0, 0, 0, 6, 0, 0]),
  bias: new Float32Array(2),
  inputs: 4,
  outputs: 2,
});

/** Vectors around an axis. */
function around(axis: number, count: number, target: Example['target'], seed: number): Example[] {
  const { next } = dice(seed);
  return Array.from({ length: count }, (_, i) => ({
    features: Float64Array.from({ length: 4 }, (__, j) => (j === axis ? 1 : 0) + 0.2 * (next() - 0.5)),
    target,
    group: `${axis} ${seed} ${i}`,
  }));
}

const says = (head: Linear, { features }: Example): number => argmax(applyLinear(head, features));

describe('fitHead', () => {
  test('learns a new class of texts that it has not seen, and keeps what is rehearsed', async () => {
    const start = withRows(base(), 1);
    const rehearsed = [...around(0, 20, 0, 2), ...around(1, 20, 1, 3)].map((example) => ({
      ...example,
      target: rehearsedTarget(base(), example.features, 3),
    }));
    const { head } = await fitHead(start, [...around(2, 20, 2, 1), ...rehearsed], options);
    expect(around(2, 20, 2, 9).map((example) => says(head, example))).toEqual(Array.from({ length: 20 }, () => 2));
    expect(around(0, 20, 0, 8).map((example) => says(head, example))).toEqual(Array.from({ length: 20 }, () => 0));
  });

  test('noise in one place changes nothing elsewhere', async () => {
    const { chance } = dice(5);
    const noise = around(3, 60, 0, 4).map((example) => ({ ...example, target: chance(0.5) ? 1 : 0 }));
    const { head } = await fitHead(base(), noise, options);
    expect(around(1, 20, 1, 6).map((example) => says(head, example))).toEqual(Array.from({ length: 20 }, () => 1));
  });

  test('gives for each text a head that has not seen it', async () => {
    const examples = [...around(0, 9, 1, 1), ...around(1, 9, 0, 2)];
    const { head, unseen } = await fitHead(base(), examples, options);
    expect(new Set(examples.map(({ group }) => unseen(group))).size).toBe(3);
    expect(unseen(examples[0]?.group ?? '')).not.toBe(head);
  });

  test('is held at least as strongly as is asked', async () => {
    const examples = around(0, 20, 1, 1);
    expect((await fitHead(base(), examples, options)).strength).toBeLessThan(10);
    expect((await fitHead(base(), examples, { ...options, least: 10 })).strength).toBe(10);
  });

  test('repeats itself', async () => {
    const examples = around(0, 20, 1, 1);
    expect((await fitHead(base(), examples, options)).head).toEqual((await fitHead(base(), examples, options)).head);
  });
});

test('rows for new classes come where they are asked for, and say nothing', () => {
  expect(withRows(base(), 1, 1)).toEqual({
    weight: Float32Array.from([6, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0]),
    bias: new Float32Array(3),
    inputs: 4,
    outputs: 3,
  });
  const [first = 0, fresh, last = 0] = rehearsedTarget(base(), Float64Array.of(1, 0, 0, 0), 3, 1);
  expect(fresh).toBe(0);
  expect(first + last).toBeCloseTo(1);
  expect(first).toBeGreaterThan(0.99);
});

describe('calibration', () => {
  test('the temperature rises where answers are too sure', () => {
    const { chance } = dice(3);
    const logits = Array.from({ length: 400 }, () => [6, 0]);
    // Sure at 99.8 %, right in 80 %: logit(0.8) = 1.39 = 6 / 4.3.
    const targets = logits.map(() => (chance(0.8) ? 0 : 1));
    expect(fitTemperature(logits, targets, 1)).toBeGreaterThan(3);
    expect(fitTemperature([], [], 0.8)).toBeCloseTo(0.8);
  });

  test('Platt finds how often a confidence is right, and stays with the base where there is nothing', async () => {
    const { chance } = dice(4);
    const found = Array.from({ length: 600 }, () => ({ confidence: 0.9, right: chance(0.5) }));
    const { slope, offset } = await fitPlatt(found, { slope: 1, offset: 0 }, signal);
    expect(1 / (1 + Math.exp(-(slope * Math.log(9) + offset)))).toBeCloseTo(0.5, 1);
    expect(await fitPlatt([], { slope: 0.9, offset: -1 }, signal)).toEqual({ slope: 0.9, offset: -1 });
  });
});
