import { describe, expect, it } from 'vitest';
import { isSoldOut, popularity, score, SCORE_WEIGHTS } from '../../../src/ranking/score.ts';

const evidence = {
  relevance: 0.5,
  judged: true,
  fused: 0.5,
  personal: null,
  popularity: 0.5,
  soldOut: false,
  boost: 0,
};

describe('score', () => {
  it('grows with each part, falls when sold out, and bounds what is personal', () => {
    const base = score(evidence, 1);
    for (const name of ['relevance', 'fused', 'popularity', 'boost'] as const) {
      expect(score({ ...evidence, [name]: evidence[name] + 0.1 }, 1)).toBeGreaterThan(base);
    }
    expect(score({ ...evidence, soldOut: true }, 1)).toBeLessThan(base);
    expect(score({ ...evidence, personal: 1 }, 1) - base).toBeCloseTo(SCORE_WEIGHTS.personal, 12);
    expect(score({ ...evidence, personal: 1 }, 0)).toBe(base);
  });
});

describe('popularity', () => {
  it('is a rating drawn to the middle where few have rated', () => {
    const of = (value: number, count?: number) => popularity({ title: 'a', rating: { value, count } });
    expect(popularity({ title: 'a' })).toBe(0.5);
    expect(of(5, 10_000)).toBeCloseTo(1, 3);
    expect(of(5, 1)).toBeLessThan(of(4.5, 500));
    expect(of(5, 1)).toBeGreaterThan(0.5);
    expect([of(-3, 100), of(99, 100), of(5, -1)].every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(of(5, 0)).toBe(0.5);
  });
});

it('is sold out only where the shop says so', () => {
  expect([undefined, -1, 0, 1].map((stock) => isSoldOut({ title: 'a', stock }))).toEqual([false, true, true, false]);
});
