import { expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { Ridge } from '../../../../src/ranking/learning/ridge.ts';

test('finds what made the rows, the closer the smaller the penalty', () => {
  const random = randomOf(1);
  const truth = [0.5, -2, 3];
  const [light, heavy] = [new Ridge(3, 1e-6), new Ridge(3, 50)];
  for (let i = 0; i < 200; i++) {
    const x = [1, random(), random() - 0.5];
    const y = x.reduce((sum, one, at) => sum + one * (truth[at] as number), 0);
    light.add(x, y);
    heavy.add(x, y);
  }
  for (const [i, one] of light.coefficients().entries()) expect(one).toBeCloseTo(truth[i] as number, 4);
  expect(Math.abs(heavy.coefficients()[2] as number)).toBeLessThan(2);
});

test('by hand: one row, and none', () => {
  const ridge = new Ridge(2, 1);
  expect(ridge.coefficients()).toEqual([0, 0]);
  ridge.add([1, 2], 3);
  expect(ridge.coefficients().map((one) => Number(one.toFixed(12)))).toEqual([0.5, 1]);
});
