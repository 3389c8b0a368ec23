import { expect, test } from 'vitest';
import type { LoggedDraws } from '../../../../src/core/logged-draws.ts';
import { packedDraws, packedList, unpackedDraws, unpackedList } from '../../../../src/state/behaviour/packed.ts';

const list = {
  kind: 'recommend' as const,
  policy: 'p',
  items: [
    { id: 'a"b', position: 1, propensity: 0.123456789012, signals: { sequence: 0.123457, content: 0, profile: -0.3 } },
    { id: '红裙', position: 4, propensity: 1e-12, signals: { content: 1, lent: 0.000001 } },
    { id: 'c', position: 3, propensity: 1, signals: {} },
  ],
};

const draws: LoggedDraws = {
  kind: 'for_you',
  version: 3,
  diversity: 0.3,
  parts: ['sequence', 'profile'],
  signals: [
    [0.1234, -1],
    [1, 0],
    [0.0001, 0.5],
  ],
  places: [
    { among: [0, 1, 2], likeness: [0, 0.3333, 1], chosen: 2, propensity: 0.017986209962091559 },
    { among: [2], likeness: [0.5], chosen: 0, propensity: 1 },
  ],
};

test('a list comes back as it was shown: ids, positions, chances, and the signals that each item had', () => {
  expect(unpackedList(packedList(list))).toEqual(list);
  expect(unpackedList(packedList({ ...list, items: [] }))).toEqual({ ...list, items: [] });
});

test('draws come back as they were logged', () => {
  expect(unpackedDraws(packedDraws(draws))).toEqual(draws);
  expect(unpackedDraws(packedDraws({ ...draws, places: [] }))).toEqual({ ...draws, places: [] });
});

test('what earlier releases kept is read', () => {
  expect(unpackedList(JSON.stringify(list))).toEqual(list);
  expect(unpackedDraws(JSON.stringify(draws))).toEqual(draws);
});

test('an item of seven signals takes about 60 bytes', () => {
  const names = ['sequence', 'co_visit', 'lent', 'content', 'popularity', 'exploration', 'profile'];
  const signals = Object.fromEntries(names.map((name, i) => [name, i % 3 === 2 ? 0 : 0.123456]));
  const items = Array.from({ length: 20 }, (_, i) => ({ id: `SKU-${i}`, position: i + 1, propensity: 1, signals }));
  expect(packedList({ ...list, items }).length).toBeLessThan(20 * 60 + 150);
});
