import { expect, test } from 'vitest';
import { ContentIndex } from '../../../../src/ranking/recommend/content-index.ts';
import { diversify } from '../../../../src/ranking/recommend/diversify.ts';
import { lend } from '../../../../src/ranking/recommend/newcomers.ts';
import type { Counts } from '../../../../src/ranking/recommend/counts.ts';
import { type Proposal, propose } from '../../../../src/ranking/recommend/recommend.ts';
import { seedsOf } from '../../../../src/ranking/recommend/seeds.ts';
import { PART_WEIGHTS } from '../../../../src/ranking/recommend/weights.ts';

const counts = (id: string, events: number): Counts => ({ id, popularity: events, events, weight: events });

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
    counts: [counts('a', 3), counts('b', 3)],
    others: new Map<number, Counts>(),
    popular: [counts('a', 3)],
    content,
  };
  const [first, second, ...rest] = propose(
    { ...evidence, newcomers: new Set(['new', 'other']) },
    PART_WEIGHTS,
    new Set(['a']),
    9,
  );
  const told = (one: Proposal | undefined) =>
    one && [one.id, one.grounds.linkedTo(one.item).seeds, one.grounds.lenderOf(one.item)];
  expect(told(first)).toEqual(['b', ['a'], null]);
  expect(told(second)).toEqual(['new', [], 'b']);
  expect(second?.parts.sequence).toBe(0);
  expect(second?.parts.lent).toBeGreaterThan(0.1);
  expect(rest).toEqual([]);
  const alone = propose({ ...evidence, newcomers: new Set<string>() }, PART_WEIGHTS, new Set(['a']), 9);
  expect(alone.map(({ id }) => id)).toEqual(['b']);
});

test('what a newcomer is lent fades as it has events of its own', () => {
  const content = new ContentIndex();
  for (const id of ['b', 'new']) content.add(id, ['x', 'rare']);
  content.add('other', ['y']);
  const { numbers } = content;
  const lenders = [{ id: numbers.of('b'), value: 2 }];
  const lent = [0, 1, 2, 3].map(
    (events) => lend(lenders, new Set(['new']), content, () => events).sums.get(numbers.of('new')) ?? 0,
  );
  expect(lent[0]).toBeCloseTo(1);
  expect(lent[1]).toBeCloseTo(1 / 4);
  expect(lent[2]).toBeCloseTo(1 / 9);
  expect(lent[3]).toBe(0);
  expect(lend([], new Set(['new']), content, () => 0).sums.size).toBe(0);
});

test('two items are as alike as what they have in common, the rarer the more', () => {
  const content = new ContentIndex();
  content.add('a', ['x', 'rare']);
  content.add('b', ['x', 'rare']);
  content.add('c', ['x']);
  expect(content.likeness('a', 'b')).toBeCloseTo(1);
  expect(content.likeness('a', 'c')).toBeLessThan(0.7);
  expect(content.likeness('a', 'c')).toBeCloseTo(content.like([{ id: 'a', weight: 1 }]).of(content.numbers.of('c')));
  expect(content.likeness('a', 'nobody')).toBe(0);
});

test('diversity keeps alike ones apart, and 0 keeps the order', () => {
  const choices = [1, 0.9, 0.5].map((score, i) => ({ score, brand: null, features: i === 2 ? ['b'] : ['a'] }));
  expect(diversify(choices, 0, 2).map(({ score }) => score)).toEqual([1, 0.9]);
  expect(diversify(choices, 0.5, 2).map(({ score }) => score)).toEqual([1, 0.5]);
});
