import { expect, test } from 'vitest';
import { AFFINITY_HALF_LIFE, affinitiesAt, joined, learn } from '../../../../src/state/behaviour/affinities.ts';
import type { EventType, KeptAffinities } from '../../../../src/state/behaviour/port.ts';

const NOW = Date.UTC(2026, 4, 1);
const product = { id: 'a', brand: 'field', category: 'dress', price: 25 };
const after = (...events: [type: EventType, at: number][]): KeptAffinities => {
  const kept: KeptAffinities = {};
  for (const [type, at] of events) learn(kept, { type, at }, product);
  return kept;
};
const weight = (kept: KeptAffinities, name = 'brand', now = NOW): number | undefined =>
  affinitiesAt(kept, now).find((one) => one.name === name)?.weight;

test('a look, a cart and a purchase count for more and more; a dismissal against', () => {
  expect(weight(after(['view', NOW]))).toBeCloseTo(1 / 4, 9);
  expect(weight(after(['add_to_cart', NOW]))).toBeCloseTo(3 / 6, 9);
  expect(weight(after(['purchase', NOW]))).toBeCloseTo(5 / 8, 9);
  expect(weight(after(['dismiss', NOW]))).toBeCloseTo(-4 / 7, 9);
  expect(affinitiesAt(after(['search', NOW]), NOW)).toEqual([]);
});

test('half is left after the half-life, in whatever order events came', () => {
  const old = NOW - AFFINITY_HALF_LIFE;
  expect(weight(after(['add_to_cart', old]))).toBeCloseTo(1.5 / 4.5, 9);
  expect(weight(after(['view', NOW], ['add_to_cart', old]))).toBeCloseTo(2.5 / 5.5, 9);
  expect(weight(after(['add_to_cart', old], ['view', NOW]))).toBeCloseTo(2.5 / 5.5, 9);
});

test('a second dismissal soon after counts twice, a later one once', () => {
  expect(weight(after(['dismiss', NOW - 60_000], ['dismiss', NOW]))).toBeCloseTo(-12 / 15, 4);
  expect(weight(after(['dismiss', NOW - 3_600_000], ['dismiss', NOW]))).toBeCloseTo(-8 / 11, 2);
});

test('a purchase ends the need for the kind, and confirms the brand', () => {
  const kept = after(['view', NOW], ['view', NOW], ['purchase', NOW]);
  expect(weight(kept, 'category')).toBeCloseTo(0.6 / 3.6, 9);
  expect(weight(kept, 'brand')).toBeCloseTo(7 / 10, 9);
});

test('of too many values the strongest stay', () => {
  const kept: KeptAffinities = {};
  learn(kept, { type: 'purchase', at: NOW }, { id: 'x', brand: 'mine' });
  for (let i = 0; i < 60; i++) learn(kept, { type: 'view', at: NOW + i }, { id: 'x', brand: `b${i}` });
  const all = affinitiesAt(kept, NOW + 60);
  expect(all).toHaveLength(40);
  expect(all[0]?.value).toBe('mine');
});

test('those of two who are one add up', () => {
  const one = after(['view', NOW - AFFINITY_HALF_LIFE]);
  const before = structuredClone(one);
  const all = joined(one, after(['view', NOW]));
  expect(weight(all)).toBeCloseTo(1.5 / 4.5, 9);
  expect(affinitiesAt(all, NOW).find(({ name }) => name === 'brand')?.events).toBe(2);
  expect(one).toEqual(before);
  expect(weight(joined({}, one), 'brand', NOW - AFFINITY_HALF_LIFE)).toBeCloseTo(1 / 4, 9);
});
