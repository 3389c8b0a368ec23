import { describe, expect, test } from 'vitest';
import { calibrationError, classMetrics, foundMetrics, macroF1 } from '../../../../src/cli/eval/classification.ts';
import { mean, type Metric, once, share } from '../../../../src/cli/eval/metric.ts';

const of = (metrics: readonly Metric[], weights: ArrayLike<number>): Record<string, number> =>
  Object.fromEntries(metrics.map((metric) => [metric.name, metric.of(weights)]));

describe('shares and means', () => {
  const rows = share('share', [[true, false], [true], []]);

  test('count rows, not clusters', () => {
    expect(rows.n).toBe(3);
    expect(rows.of(once(3))).toBeCloseTo(2 / 3);
  });

  test('count a cluster as often as it was drawn', () => expect(rows.of([2, 1, 0])).toBeCloseTo(3 / 5));

  test('of nothing are no number', () => {
    expect(rows.of([0, 0, 3])).toBeNaN();
    expect(share('share', []).of([])).toBeNaN();
  });

  test('leave out clusters without a value', () => {
    const metric = mean('mean', [1, null, 0.5]);
    expect(metric.n).toBe(2);
    expect(metric.of(once(3))).toBe(0.75);
    expect(metric.of([1, 5, 3])).toBe(0.625);
  });
});

// a: 2 right of 3 answered and 2 there; b: 1 of 1 and 2; c: 0 of 0 and 0 where only answers count.
const pairs = [
  [
    { truth: 'a', guess: 'a' },
    { truth: 'b', guess: 'a' },
  ],
  [
    { truth: 'a', guess: 'a' },
    { truth: 'b', guess: 'b' },
  ],
];

describe('F1', () => {
  test('over all clusters: 2 · hits / (guesses + truths)', () => {
    const metrics = foundMetrics(
      [
        { hits: 1, guesses: 2, truths: 1 },
        { hits: 1, guesses: 1, truths: 3 },
      ],
      'span_',
    );
    expect(metrics.map(({ n }) => n)).toEqual([4, 3, 4]);
    expect(of(metrics, [1, 1])).toEqual({ span_f1: 4 / 7, span_precision: 2 / 3, span_recall: 0.5 });
    expect(of(metrics, [0, 2]).span_f1).toBe(0.5);
  });

  test('is 0 where all is wrong, and none where there is nothing', () => {
    const metrics = foundMetrics([
      { hits: 0, guesses: 1, truths: 0 },
      { hits: 0, guesses: 0, truths: 0 },
    ]);
    expect(of(metrics, [1, 0])).toEqual({ f1: 0, precision: 0, recall: Number.NaN });
    expect(of(metrics, [0, 1]).f1).toBeNaN();
  });

  test('of classes', () => {
    const metrics = of(classMetrics(pairs), once(2));
    expect(metrics).toEqual({
      'f1/a': 0.8,
      'precision/a': 2 / 3,
      'recall/a': 1,
      'f1/b': 2 / 3,
      'precision/b': 1,
      'recall/b': 0.5,
    });
  });

  test('macro: the mean of the classes that occur', () => {
    const metric = macroF1('macro', pairs);
    expect(metric.of(once(2))).toBeCloseTo((0.8 + 2 / 3) / 2);
    // One class answered that never is so is no class of its own, but a wrong answer.
    const other = macroF1('macro', [[{ truth: 'a', guess: 'z' }], [{ truth: 'a', guess: 'a' }]]);
    expect(other.of(once(2))).toBeCloseTo(2 / 3);
    // The resample without b: only a counts.
    const one = macroF1('macro', [[{ truth: 'a', guess: 'a' }], [{ truth: 'b', guess: 'a' }]]);
    expect(one.of([1, 0])).toBe(1);
  });
});

describe('calibration error', () => {
  test('is the distance of confidence and accuracy, bin by bin', () => {
    // Bin of .9: confidence .9 and .92, one of two right: |1.82 − 1|. Bin of .3: .3, right: |.3 − 1|.
    const metric = calibrationError('ece', [
      [
        { confidence: 0.9, right: true },
        { confidence: 0.92, right: false },
      ],
      [{ confidence: 0.3, right: true }],
    ]);
    expect(metric.of(once(2))).toBeCloseTo((0.82 + 0.7) / 3);
    expect(metric.of([0, 4])).toBeCloseTo(0.7);
  });

  test('of one that is sure and right is 0', () => {
    const metric = calibrationError('ece', [[{ confidence: 1, right: true }]]);
    expect(metric.of(once(1))).toBe(0);
    expect(metric.of([0])).toBeNaN();
  });
});
