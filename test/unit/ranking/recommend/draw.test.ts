import { describe, expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { chancesUnder, weightsUnder } from '../../../../src/ranking/learning/policy.ts';
import { diversify } from '../../../../src/ranking/recommend/diversify.ts';
import { draw, type Drawn, softmax, TEMPERATURE } from '../../../../src/ranking/recommend/draw.ts';
import { LEARNT_PARTS, shippedWeights } from '../../../../src/ranking/recommend/kinds.ts';
import { type Parts, type PartWeights, scoreOf } from '../../../../src/ranking/recommend/weights.ts';

const weights = shippedWeights('for_you');
const none = Object.fromEntries(Object.keys(weights).map((part) => [part, 0])) as unknown as Parts;
const by = { kind: 'for_you', version: 3, parts: LEARNT_PARTS };

const choice = (signals: Partial<Parts>, features: string[] = [], own: PartWeights = weights): Drawn => {
  const all = { ...none, ...signals };
  return { signals: all, score: scoreOf(all, own), features, brand: features[0] ?? null };
};

/** Many that differ in all parts, best first. */
function many(count: number, random: () => number, own: PartWeights = weights): Drawn[] {
  return Array.from({ length: count }, (_, i) =>
    choice({ sequence: random(), co_visit: random(), content: random() }, [`b${i % 7}`, `t${i % 3}`], own),
  ).toSorted((a, b) => b.score - a.score);
}

describe('draws', () => {
  test('each place by softmax of its values, and log that chance', () => {
    const choices = [choice({ sequence: 0.8 }), choice({ sequence: 0.78 }), choice({ sequence: 0.7 })];
    const random = randomOf(1);
    const firsts = [0, 0, 0];
    const runs = 20_000;
    for (let i = 0; i < runs; i++) {
      const { chosen, draws } = draw(choices, { diversity: 0, limit: 2, random }, by);
      const first = choices.indexOf(chosen[0] as Drawn);
      firsts[first] = (firsts[first] as number) + 1;
      expect(draws.places[0]?.propensity).toBeCloseTo(softmax([1, 0.78 / 0.8, 0.7 / 0.8])[first] as number, 10);
    }
    for (const [i, chance] of softmax([1, 0.78 / 0.8, 0.7 / 0.8]).entries()) {
      expect((firsts[i] as number) / runs).toBeCloseTo(chance, 2);
    }
  });

  test('near-ties swap, clear winners stay', () => {
    const random = randomOf(2);
    const first = (...scores: number[]): number => {
      const choices = scores.map((sequence) => choice({ sequence }));
      let stays = 0;
      for (let i = 0; i < 1_000; i++) {
        if (draw(choices, { diversity: 0, limit: 2, random }, by).chosen[0] === choices[0]) stays += 1;
      }
      return stays / 1_000;
    };
    expect(first(0.8, 0.79)).toBeLessThan(0.65);
    expect(first(0.8, 0.4, 0.3, 0.2)).toBeGreaterThan(0.998);
  });

  test('the best of each place where chance says so: the order of diversify', () => {
    const choices = many(40, randomOf(3));
    for (const diversity of [0, 0.3, 1]) {
      const { chosen } = draw(choices, { diversity, limit: 10, random: () => 0 }, by);
      expect(chosen).toEqual(diversify(choices, diversity, 10));
    }
  });

  test('the log is bounded, whatever is asked for', () => {
    const { chosen, draws } = draw(many(500, randomOf(4)), { diversity: 0.3, limit: 100, random: randomOf(5) }, by);
    expect(chosen).toHaveLength(100);
    expect(new Set(chosen).size).toBe(100);
    expect(draws.places).toHaveLength(10);
    expect(Math.max(...draws.places.map(({ among }) => among.length))).toBe(12);
    expect(draws.signals.length).toBeLessThanOrEqual(120);
    expect(JSON.stringify(draws).length).toBeLessThan(8_000);
    expect(draw([], { diversity: 0.3, limit: 5, random: randomOf(6) }, by).draws.places).toEqual([]);
  });
});

describe('the same answer under other weights', () => {
  test('under its own it has the chance that it had', () => {
    const { draws } = draw(many(60, randomOf(7)), { diversity: 0.3, limit: 10, random: randomOf(8) }, by);
    for (const weight of weightsUnder(draws, weights)) expect(weight).toBeCloseTo(1, 1);
  });

  test('weighs as often as they would have shown it', () => {
    const other: PartWeights = { ...weights, sequence: 0.9, content: 0.35 };
    const random = randomOf(9);
    const choices = (own: PartWeights): Drawn[] => many(8, randomOf(10), own);
    const runs = 10_000;
    let [weighed, unweighed, shown] = [0, 0, 0];
    const isWanted = ({ signals }: Drawn): boolean => signals.content > 0.5;
    for (let i = 0; i < runs; i++) {
      const own = draw(choices(weights), { diversity: 0.3, limit: 4, random }, by);
      const last = weightsUnder(own.draws, other).at(-1) as number;
      unweighed += own.chosen.filter(isWanted).length;
      weighed += last * own.chosen.filter(isWanted).length;
      shown += draw(choices(other), { diversity: 0.3, limit: 4, random }, by).chosen.filter(isWanted).length;
    }
    expect(Math.abs(weighed / shown - 1)).toBeLessThan(0.03);
    expect(Math.abs(unweighed / shown - 1)).toBeGreaterThan(0.06);
  });

  test('tells what they would choose', () => {
    const choices = [choice({ sequence: 0.8 }), choice({ sequence: 0.7, content: 0.4 })];
    const { draws } = draw(choices, { diversity: 0, limit: 1, random: () => 0 }, by);
    const [first] = chancesUnder(draws, { content: 1 });
    expect(first?.[1]).toBeCloseTo(1 / (1 + Math.exp(-1 / TEMPERATURE)), 6);
  });
});
