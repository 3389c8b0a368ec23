import { expect, test } from 'vitest';
import { type QuerySignals, signalWeights } from '../../../../src/ranking/explain/signal-weights.ts';

const query = (match: number, retrieval: number, first: string[], ten: string[]): QuerySignals => ({
  contribution: new Map([
    ['match', match],
    ['retrieval', retrieval],
  ]),
  firstChanged: new Set(first),
  tenChanged: new Set(ten),
});

test('each query counts the same, and what weighs most comes first', () => {
  const weights = signalWeights([
    query(0.125, 0.5, ['retrieval'], ['match', 'retrieval']),
    query(0.125, 0.25, [], ['retrieval']),
  ]);
  expect(weights).toEqual([
    { signal: 'retrieval', mean_contribution: 0.375, share: 0.75, first_changed: 0.5, ten_changed: 1 },
    { signal: 'match', mean_contribution: 0.125, share: 0.25, first_changed: 0, ten_changed: 0.5 },
  ]);
});

test('of no query there is nothing, and of nothing no share', () => {
  expect(signalWeights([])).toEqual([]);
  expect(signalWeights([query(0, 0, [], [])]).map(({ share }) => share)).toEqual([0, 0]);
});
