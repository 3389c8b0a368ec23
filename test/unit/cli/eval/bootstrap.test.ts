import { describe, expect, test } from 'vitest';
import { difference, estimate, measured, resample } from '../../../../src/cli/eval/bootstrap.ts';
import { mean, share } from '../../../../src/cli/eval/metric.ts';

const sampling = { samples: 2000, seed: 7 };

describe('intervals', () => {
  test('of a share are those of the binomial, within chance', () => {
    const metric = share(
      'share',
      Array.from({ length: 400 }, (_, i) => [i % 4 === 0]),
    );
    const [values = new Float64Array()] = resample([metric], 400, sampling);
    const { value, low, high } = estimate(measured(metric, 400), values) ?? { value: 0, low: 0, high: 0 };
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect(value).toBe(0.25);
    expect(low).toBeCloseTo(0.25 - half, 2);
    expect(high).toBeCloseTo(0.25 + half, 2);
  });

  test('are wider when rows come in clusters that agree', () => {
    const width = (clusters: boolean[][]): number => {
      const metric = share('share', clusters);
      const known = estimate(0.5, resample([metric], clusters.length, sampling)[0] ?? new Float64Array());
      return (known?.high ?? 0) - (known?.low ?? 0);
    };
    const single = Array.from({ length: 200 }, (_, i) => [i % 2 === 0]);
    const tens = Array.from({ length: 20 }, (_, i) => Array.from({ length: 10 }, () => i % 2 === 0));
    expect(width(tens) / width(single)).toBeGreaterThan(2.5);
    expect(width(tens) / width(single)).toBeLessThan(4);
  });

  test('are percentiles of what can be taken', () => {
    const values = Float64Array.from([...Array.from({ length: 41 }, (_, i) => i), Number.NaN, Number.NaN]);
    expect(estimate(20, values)).toEqual({ value: 20, low: 1, high: 39 });
    expect(estimate(Number.NaN, values)).toBeNull();
    expect(estimate(1, Float64Array.from([Number.NaN]))).toBeNull();
  });

  test('are the same for the same seed, and others for another', () => {
    const metric = mean('mean', [1, 2, 3, 4, 5, 9]);
    const of = (seed: number) => resample([metric], 6, { samples: 50, seed })[0];
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });
});

describe('differences', () => {
  const compare = (a: readonly number[], b: readonly number[]) => {
    const [first, second] = [mean('m', a), mean('m', b)];
    const values = [first, second].map((metric) => resample([metric], a.length, sampling)[0] ?? new Float64Array());
    return difference(
      [measured(first, a.length), measured(second, a.length)],
      [values[0] as Float64Array, values[1] as Float64Array],
    );
  };
  const noisy = Array.from({ length: 60 }, (_, i) => (i * 37) % 101);

  test('of a system and itself are nothing', () => {
    expect(compare(noisy, noisy)).toEqual({ value: 0, low: 0, high: 0, p: 1 });
  });

  test('are paired: a small steady gain is sure though the values scatter', () => {
    const found = compare(
      noisy.map((value, i) => value + 1 + (i % 3) / 10),
      noisy,
    );
    expect(found?.value).toBeCloseTo(1.1);
    expect(found?.low).toBeGreaterThan(1);
    // The least that so many resamples can say.
    expect(found?.p).toBeCloseTo(2 / 2001);
  });

  test('that are chance are not sure', () => {
    const found = compare(
      noisy.map((value, i) => value + (i % 2 === 0 ? 5 : -5)),
      noisy,
    );
    expect(found?.value).toBeCloseTo(0);
    expect(found?.p).toBeGreaterThan(0.5);
  });

  test('are the other way round for the other order', () => {
    const better = noisy.map((value) => value + 2);
    expect(compare(noisy, better)?.value).toBeCloseTo(-2);
    expect(compare(noisy, better)?.high).toBeCloseTo(-2);
  });
});
