import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { kernelShap } from '../../../../src/ranking/explain/kernel-shap.ts';
import { lime } from '../../../../src/ranking/explain/lime.ts';
import { type Attribution, type Mask, maskKey, only, sizeOf, whole } from '../../../../src/ranking/explain/mask.ts';
import { occlusion } from '../../../../src/ranking/explain/occlusion.ts';
import { exactShares } from '../../../../src/ranking/explain/shapley.ts';

const number = fc.double({ min: -1, max: 1, noNaN: true });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A game in which each word is worth the same whatever else is there. */
const linear =
  (worth: readonly number[], base = 0.3) =>
  (mask: Mask): number =>
    base + sum(worth.filter((_, i) => mask[i] === 1));

/** A game with any value for each set of words, repeatable. */
const anyGame =
  (seed: number) =>
  (mask: Mask): number =>
    randomOf(seed + Number.parseInt(maskKey(mask), 2))();

const weighed = ({ weigh }: Attribution, value: (mask: Mask) => number) => weigh(value);
/** How far the one that is farthest is from what it should be. */
const distance = (found: readonly number[], expected: readonly number[]): number =>
  found.length === expected.length
    ? Math.max(...expected.map((value, i) => Math.abs(value - (found[i] ?? 9))))
    : Infinity;

const worths = fc.array(number, { minLength: 1, maxLength: 20 });

describe('a linear game', () => {
  test('leave one out finds each word’s worth', () => {
    fc.assert(
      fc.property(worths, (worth) => {
        expect(distance(occlusion(worth.length).weigh(linear(worth)).weights, worth)).toBeLessThan(1e-9);
      }),
    );
  });

  test('Kernel SHAP finds each word’s worth as soon as it has more samples than words, and knows that it is sure', () => {
    fc.assert(
      fc.property(worths, fc.nat(), (worth, seed) => {
        const { weights, standardError } = weighed(kernelShap(worth.length, 64, randomOf(seed)), linear(worth));
        expect(distance(weights, worth)).toBeLessThan(1e-4);
        expect(standardError).toBeCloseTo(0, 4);
      }),
      { numRuns: 50 },
    );
  });

  test('LIME finds each word’s worth, drawn together a little by its ridge', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 2, maxLength: 20 }), fc.nat(), (worth, seed) => {
        const { weights } = weighed(lime(worth.length, 400, randomOf(seed)), linear(worth));
        for (const [i, value] of worth.entries()) expect(Math.abs((weights[i] ?? 9) - value)).toBeLessThan(0.15);
      }),
      { numRuns: 50 },
    );
  });
});

describe('Shapley values', () => {
  const groups = (players: number): number[][] => Array.from({ length: players }, (_, i) => [i]);
  const exact = (players: number, value: (mask: Mask) => number) =>
    exactShares(players, groups(players), []).share(value);

  test('of the glove game: the one left glove is worth two thirds, each of the two right ones a sixth', () => {
    const pairs = (mask: Mask): number => (mask[0] === 1 && (mask[1] === 1 || mask[2] === 1) ? 1 : 0);
    expect(distance(exact(3, pairs), [2 / 3, 1 / 6, 1 / 6])).toBeLessThan(1e-12);
  });

  test('sum to what all are worth more than none (efficiency)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(1e6), (players, seed) => {
        const value = anyGame(seed);
        expect(sum(exact(players, value))).toBeCloseTo(value(whole(players)) - value(only(players, [])), 9);
      }),
    );
  });

  test('are the same for players that do the same (symmetry), and nothing for one that does nothing (dummy)', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        // The value depends on how many of the first two are there and on the third; the fourth changes nothing.
        const value = (mask: Mask): number =>
          randomOf(seed + 10 * ((mask[0] ?? 0) + (mask[1] ?? 0)) + (mask[2] ?? 0))();
        const [first, second, , last] = exact(4, value);
        expect(first).toBeCloseTo(second ?? 9, 9);
        expect(last).toBeCloseTo(0, 9);
      }),
    );
  });

  test('Kernel SHAP with room for every mask gives the exact ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(1e6), (players, seed) => {
        const shap = kernelShap(players, 64, randomOf(1));
        const { weights, standardError } = shap.weigh(anyGame(seed));
        expect(distance(weights, exact(players, anyGame(seed)))).toBeLessThan(1e-5);
        expect(standardError).toBe(0);
      }),
    );
  });

  test('Kernel SHAP sums to the whole difference however few samples it has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 16, max: 128 }),
        fc.nat(),
        (count, samples, seed) => {
          const value = (mask: Mask): number => Math.tanh(sizeOf(mask) / 3) * randomOf(seed + sizeOf(mask))();
          const { weights } = kernelShap(count, samples, randomOf(seed)).weigh(value);
          expect(sum(weights)).toBeCloseTo(value(whole(count)) - value(only(count, [])), 6);
        },
      ),
    );
  });

  test('more samples come nearer to them, and the standard error says about how near', () => {
    const count = 12;
    const worth = Array.from({ length: count }, (_, i) => Math.sin(i));
    // Neighbours spoil one another, so that the game is not linear.
    const value = (mask: Mask): number =>
      Math.tanh(sum(worth.map((own, i) => (mask[i] === 1 ? own * (mask[(i + 1) % count] === 1 ? 0.4 : 1) : 0))));
    const truth = exact(count, value);
    const errorAt = (samples: number): [error: number, told: number] => {
      const runs = Array.from({ length: 20 }, (_, seed) => kernelShap(count, samples, randomOf(seed)).weigh(value));
      const squares = runs.map(
        ({ weights }) => sum(weights.map((weight, i) => (weight - (truth[i] ?? 0)) ** 2)) / count,
      );
      return [Math.sqrt(sum(squares) / 20), sum(runs.map(({ standardError }) => standardError ?? 9)) / 20];
    };
    const [few, toldOfFew] = errorAt(40);
    const [many, toldOfMany] = errorAt(512);
    expect(many).toBeLessThan(few / 2);
    expect(toldOfFew / few).toBeGreaterThan(0.4);
    expect(toldOfFew / few).toBeLessThan(2.5);
    expect(toldOfMany).toBeLessThan(toldOfFew);
  });
});

describe('the masks', () => {
  test.each([2, 5, 9, 30, 128])(
    'of %i words: as many as were asked at most, each pair with its complement',
    (count) => {
      for (const samples of [16, 128, 512]) {
        const { masks } = kernelShap(count, samples, randomOf(3));
        const keys = new Set(masks.map(maskKey));
        expect(keys.size).toBe(masks.length);
        expect(masks.length).toBeLessThanOrEqual(samples);
        for (const mask of masks) expect(keys).toContain(maskKey(mask.map((there) => 1 - there)));
      }
    },
  );

  test('are the same for the same seed', () => {
    const keys = (seed: number): string[] => lime(20, 32, randomOf(seed)).masks.map(maskKey);
    expect(keys(7)).toEqual(keys(7));
    expect(keys(7)).not.toEqual(keys(8));
    const ofShap = (seed: number): string[] => kernelShap(20, 32, randomOf(seed)).masks.map(maskKey);
    expect(ofShap(7)).toEqual(ofShap(7));
    expect(ofShap(7)).not.toEqual(ofShap(8));
  });
});
