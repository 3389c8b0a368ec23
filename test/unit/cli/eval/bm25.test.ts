import { describe, expect, test } from 'vitest';
import { bm25 } from '../../../../src/cli/eval/bm25.ts';

describe('BM25', () => {
  test('by hand', () => {
    // Three texts of 2, 2 and 5 words: 3 on average. `red` is in two of them, `dress` in one.
    const score = bm25(['red dress', 'red shoe', 'blue blue shirt for men']);
    const idf = (having: number): number => Math.log(1 + (3 - having + 0.5) / (having + 0.5));
    const part = (count: number, length: number): number =>
      (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 3));
    const [first = 0, second = 0, third = 0] = score('red dress');
    expect(first).toBeCloseTo((idf(2) + idf(1)) * part(1, 2));
    expect(second).toBeCloseTo(idf(2) * part(1, 2));
    expect(third).toBe(0);
    expect(score('Blue')[2]).toBeCloseTo(idf(1) * part(2, 5));
  });

  test('in Chinese, by characters and pairs of them', () => {
    const [right = 0, near = 0, none = 0] = bm25(['红色连衣裙', '红色半身裙', '数据线'])('连衣裙');
    expect(right).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(0);
    expect(none).toBe(0);
  });

  test('of nothing', () => {
    expect(bm25([])('a')).toHaveLength(0);
    expect([...bm25(['a', '🎁'])('')]).toEqual([0, 0]);
  });
});
