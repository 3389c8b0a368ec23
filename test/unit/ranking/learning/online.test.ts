import { describe, expect, test } from 'vitest';
import type { Learnt } from '../../../../src/core/logged-draws.ts';
import { joinedLearnt, learnOnline } from '../../../../src/ranking/learning/online.ts';
import { LEARNT_PARTS, shippedWeights } from '../../../../src/ranking/recommend/kinds.ts';

const shipped = shippedWeights('for_you');
const items = [
  { id: 'a', position: 1, signals: { sequence: 0.8, content: 0.1 } },
  { id: 'b', position: 2, signals: { sequence: 0.1, content: 0.9 } },
  { id: 'c', position: 3, signals: { sequence: 0.4, content: 0.4 } },
];
const happened = { kind: 'for_you', items, productId: 'b', type: 'click', former: undefined };
const sumOf = (weights: Readonly<Record<string, number>>): number =>
  LEARNT_PARTS.reduce((sum, part) => sum + (weights[part] ?? 0), 0);
const after = (times: number, changes: object = {}): Record<string, number> => {
  let learnt: Learnt = {};
  for (let i = 0; i < times; i++) learnt = learnOnline(learnt, { ...happened, ...changes });
  return learnt['for_you']?.weights ?? {};
};

describe('a click', () => {
  test('on a product gives what speaks for it more weight, a dismissal less', () => {
    expect(after(1)['content']).toBeGreaterThan(shipped.content);
    expect(after(1)['sequence']).toBeLessThan(shipped.sequence);
    expect(after(1, { type: 'dismiss' })['content']).toBeLessThan(shipped.content);
  });

  test('of any number leaves weights above 0 that sum up to what the shipped ones do', () => {
    for (const times of [1, 10, 2_000]) {
      const weights = after(times);
      expect(sumOf(weights)).toBeCloseTo(sumOf(shipped), 9);
      expect(Math.min(...Object.values(weights))).toBeGreaterThanOrEqual(0);
    }
  });

  test('further down counts for more, since fewer look there', () => {
    const content = (position: number): number => {
      const moved = items.map((item) => (item.id === 'b' ? { ...item, position } : item));
      return after(3, { items: moved })['content'] as number;
    };
    expect(content(9)).toBeGreaterThan(content(1));
  });

  test('that becomes a purchase counts for the rest; what is known already, unknown or alone for nothing', () => {
    const first = learnOnline({}, happened);
    expect(learnOnline(first, { ...happened, former: 'click' })).toBe(first);
    expect(learnOnline(first, { ...happened, type: 'purchase', former: 'click' })).not.toBe(first);
    expect(learnOnline({}, { ...happened, productId: 'z' })).toEqual({});
    expect(learnOnline({}, { ...happened, kind: 'trending' })).toEqual({});
    expect(learnOnline({}, { ...happened, items: items.slice(1, 2) })).toEqual({});
  });
});

test('several learners weigh as much as their events', () => {
  const one = { for_you: { weights: { sequence: 1 }, squares: { sequence: 4 }, events: 30 } };
  const other = { for_you: { weights: { sequence: 0 }, squares: { sequence: 8 }, events: 10 } };
  expect(joinedLearnt([one, {}, other])).toEqual({
    for_you: { weights: { sequence: 0.75 }, squares: { sequence: 5 }, events: 40 },
  });
  expect(joinedLearnt([])).toEqual({});
});
