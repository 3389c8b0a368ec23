import { expect, it } from 'vitest';
import { coverage, estimateRelevance } from '../../../src/ranking/estimate.ts';
import { markedWords } from '../../../src/ranking/highlights.ts';

it('covers what the words of the query are in title, brand, color and category', () => {
  const covered = (query: string, title: string, more = {}): number =>
    coverage({ title, ...more }, markedWords([query]));
  expect(covered('red dresses for women', 'Red dress')).toBeCloseTo(2 / 3);
  expect(covered('acme red dress', 'A dress', { brand: 'ACME', color: 'Red' })).toBe(1);
  expect(covered('连衣裙', '夏季连衣裙')).toBe(1);
  expect(covered('连衣裙', '黑裙')).toBe(0);
  expect(covered('🧣', 'scarf')).toBe(0);
});

it('grows with the score and the cover, stays a share, and is 0 where both are low', () => {
  expect(estimateRelevance(0, 0)).toBe(0);
  expect(estimateRelevance(0.3, 0.3)).toBe(0);
  expect(estimateRelevance(0.6, 1)).toBeGreaterThan(estimateRelevance(0.6, 0.5));
  expect(estimateRelevance(1, 1)).toBeGreaterThan(estimateRelevance(0.8, 1));
  expect(estimateRelevance(1, 1)).toBeLessThan(0.9);
});
