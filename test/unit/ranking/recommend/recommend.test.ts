import { expect, test } from 'vitest';
import { ContentIndex } from '../../../../src/ranking/recommend/content-index.ts';
import { diversify } from '../../../../src/ranking/recommend/diversify.ts';
import { type Counts, propose } from '../../../../src/ranking/recommend/recommend.ts';
import { seedsOf } from '../../../../src/ranking/recommend/seeds.ts';
import { PART_WEIGHTS } from '../../../../src/ranking/recommend/weights.ts';

const counts = (id: string, events: number): [string, Counts] => [
  id,
  { id, popularity: events, events, weight: events },
];

test('the newest step counts most, and each product once', () => {
  expect(seedsOf(['a', 'b', 'a'])).toEqual([
    { id: 'a', weight: 1 },
    { id: 'b', weight: 0.5 },
  ]);
});

test('what follows comes first, and a newcomer is lent what its likeness has', () => {
  const content = new ContentIndex();
  content.add('b', ['x', 'rare']);
  content.add('new', ['x', 'rare']);
  content.add('other', ['y']);
  const evidence = {
    seeds: seedsOf(['a']),
    links: [[{ id: 'b', after: 2, before: 0, boughtTogether: 0 }]],
    counts: new Map([counts('a', 3), counts('b', 3)]),
    popular: [{ id: 'a', popularity: 3, events: 3, weight: 3 }],
    content,
  };
  const [first, second, ...rest] = propose(
    { ...evidence, newcomers: ['new', 'other'] },
    PART_WEIGHTS,
    new Set(['a']),
    9,
  );
  expect(first).toMatchObject({ id: 'b', because: ['a'] });
  expect(second).toMatchObject({ id: 'new', because: [] });
  expect(second?.parts.sequence).toBeGreaterThan(0.1);
  expect(rest).toEqual([]);
  const alone = propose({ ...evidence, newcomers: [] }, PART_WEIGHTS, new Set(['a']), 9);
  expect(alone.map(({ id }) => id)).toEqual(['b']);
});

test('diversity keeps alike ones apart, and 0 keeps the order', () => {
  const choices = [1, 0.9, 0.5].map((score, i) => ({ score, brand: null, features: i === 2 ? ['b'] : ['a'] }));
  expect(diversify(choices, 0, 2).map(({ score }) => score)).toEqual([1, 0.9]);
  expect(diversify(choices, 0.5, 2).map(({ score }) => score)).toEqual([1, 0.5]);
});
