import { expect, test } from 'vitest';
import { groupsOf, measureQuery } from '../../../../../src/cli/eval/search/measure.ts';

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `p${from + i}`);

test('one query, by hand', () => {
  const judged = new Map([
    ['p1', 1],
    ['p3', 0.1],
    ['p11', 1],
    ['lost', 1],
  ]);
  const log = (place: number): number => 1 / Math.log2(place + 1);
  const figures = measureQuery(ids(0, 50), judged);
  expect(figures['ndcg@10']).toBeCloseTo((log(2) + 0.1 * log(4)) / (log(1) + log(2) + log(3) + 0.1 * log(4)), 12);
  expect(figures).toMatchObject({ 'mrr@10': 1 / 2, 'recall@10': 1 / 3, 'recall@50': 2 / 3, 'judged@10': 2 / 10 });
});

test('no hits, and nothing relevant', () => {
  expect(measureQuery([], new Map([['a', 1]]))).toEqual({
    'ndcg@10': 0,
    'mrr@10': 0,
    'recall@10': 0,
    'recall@50': 0,
    'judged@10': null,
  });
  expect(measureQuery(['a'], new Map([['a', 0]]))).toMatchObject({ 'ndcg@10': null, 'mrr@10': null, 'judged@10': 1 });
});

test('means of all, and of each language where there are both', () => {
  const of = (ndcg: number | null) => ({ 'ndcg@10': ndcg });
  const groups = groupsOf(
    new Map([
      ['red dress', of(1)],
      ['blue', of(null)],
      ['连衣裙', of(0.5)],
    ]),
  );
  const figures = groups.map(({ name, clusters, metrics: [metric] }) => [
    name,
    metric?.n,
    metric?.of(Array.from({ length: clusters }, () => 1)),
  ]);
  expect(figures).toEqual([
    ['', 2, 0.75],
    ['en/', 1, 1],
    ['zh/', 1, 0.5],
  ]);
  expect(groupsOf(new Map([['blue', of(1)]])).map(({ name }) => name)).toEqual(['']);
});
