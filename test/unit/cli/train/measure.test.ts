import { describe, expect, test } from 'vitest';
import {
  calibrationError,
  f1,
  gainInterval,
  logLoss,
  macroF1,
  type Outcome,
} from '../../../../src/cli/train/measure.ts';

const outcome = (group: string, right: number, answered = 1, expected = 1): Outcome => ({
  group,
  right,
  answered,
  expected,
  said: '',
});

describe('metrics', () => {
  test('F1 over spans; the accuracy where there is one thing to choose', () => {
    expect(f1([outcome('a', 1, 2, 1), outcome('b', 1, 1, 2)])).toBeCloseTo(2 / 3);
    expect(f1([outcome('a', 1), outcome('b', 0), outcome('c', 1), outcome('d', 1)])).toBe(0.75);
    expect(f1([])).toBe(1);
  });

  test('the macro F1 gives each class the same say', () => {
    const pairs = [
      ['a', 'a'],
      ['a', 'a'],
      ['a', 'a'],
      ['b', 'a'],
    ].map(([truth = '', guess = '']) => ({ truth, guess }));
    expect(macroF1(pairs)).toBeCloseTo((6 / 7 + 0) / 2);
  });

  test('the calibration error is the distance of confidence and truth', () => {
    const answers = Array.from({ length: 10 }, (_, i) => ({ confidence: 0.9, right: i < 6 }));
    expect(calibrationError(answers)).toBeCloseTo(0.3);
    expect(calibrationError([{ confidence: 1, right: true }])).toBe(0);
  });

  test('the log loss is bounded where a label was not known', () => {
    expect(logLoss([1, Math.exp(-2)])).toBeCloseTo(1);
    expect(logLoss([0])).toBeCloseTo(-Math.log(1e-4));
  });
});

describe('the interval of a gain', () => {
  const before = Array.from({ length: 40 }, (_, i) => outcome(`q${i}`, i % 2));
  const better = before.map((one) => ({ ...one, right: 1 }));

  test('holds the gain, and is the same for a seed', () => {
    const [from, to] = gainInterval(before, better, 1);
    expect(from).toBeGreaterThan(0.2);
    expect(from).toBeLessThan(0.5);
    expect(to).toBeGreaterThan(0.5);
    expect(gainInterval(before, better, 1)).toEqual([from, to]);
    expect(gainInterval(before, before, 1)).toEqual([0, 0]);
  });

  test('draws whole texts', () => {
    const one = before.map((row) => ({ ...row, group: 'q' }));
    const [from, to] = gainInterval(one, better, 1);
    expect(to - from).toBe(0);
    const two = before.map((row, i) => ({ ...row, group: i % 2 === 0 ? 'a' : 'b' }));
    expect(gainInterval(two, better, 1)).toEqual([0, 1]);
  });
});
