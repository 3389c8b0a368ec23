import { expect, test } from 'vitest';
import { ContentIndex } from '../../../../src/ranking/recommend/content-index.ts';
import { diversify } from '../../../../src/ranking/recommend/diversify.ts';
import { lend } from '../../../../src/ranking/recommend/newcomers.ts';
import type { Counts } from '../../../../src/ranking/recommend/counts.ts';
import { countsNamed, type Proposal, propose } from '../../../../src/ranking/recommend/recommend.ts';
import { seedsOf } from '../../../../src/ranking/recommend/seeds.ts';
import { PART_WEIGHTS, scoreOf } from '../../../../src/ranking/recommend/weights.ts';
import { dice } from '../../../support/dice.ts';

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
    one && [one.id, one.grounds.linkedTo([one.item])[0]?.seeds, one.grounds.lenderOf(one.item)];
  expect(told(first)).toEqual(['b', ['a'], null]);
  expect(told(second)).toEqual(['new', [], 'b']);
  expect(second?.parts.sequence).toBe(0);
  expect(second?.parts.lent).toBeGreaterThan(0.1);
  expect(rest).toEqual([]);
  const alone = propose({ ...evidence, newcomers: new Set<string>() }, PART_WEIGHTS, new Set(['a']), 9);
  expect(alone.map(({ id }) => id)).toEqual(['b']);
});

test('the few best are those of all that could be proposed', () => {
  const roll = dice(11);
  const ids = Array.from({ length: 120 }, (_, i) => `p${i}`);
  const content = new ContentIndex();
  for (const id of ids) content.add(id, [`t${roll.below(4)}`, `b${roll.below(9)}`, `c${roll.below(5)}`]);
  const own = new Map(ids.map((id) => [id, counts(id, roll.below(30))]));
  for (let round = 0; round < 100; round++) {
    const seeds = seedsOf(Array.from({ length: 1 + roll.below(4) }, () => `p${roll.below(120)}`));
    const links = seeds.map(() =>
      [...new Set(Array.from({ length: roll.below(30) }, () => `p${roll.below(120)}`))].map((id) => {
        return { id, after: roll.below(100) / 50, before: roll.below(100) / 50, boughtTogether: roll.below(2) };
      }),
    );
    const evidence = {
      seeds,
      links,
      counts: countsNamed(seeds, links, (id) => own.get(id) as Counts),
      others: new Map(ids.map((id) => [content.numbers.of(id), own.get(id) as Counts])),
      popular: [...own.values()].toSorted((a, b) => b.popularity - a.popularity).slice(0, 20),
      content,
      newcomers: new Set(ids.filter((id) => (own.get(id)?.events ?? 0) < 3)),
    };
    const without = new Set(seeds.map(({ id }) => id));
    const weights = { ...PART_WEIGHTS, content: [0.25, 1, -0.2][round % 3] as number };
    const told = (limit: number) =>
      propose(evidence, weights, without, limit).map(({ id, score, parts }) => ({ id, score, parts }));
    const all = told(Infinity);
    expect(told(10)).toEqual(all.slice(0, 10));
    for (const { score, parts } of all) expect(score).toBe(scoreOf(parts, weights));
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a));
  }
});

test('what a newcomer is lent fades as it has events of its own', () => {
  const content = new ContentIndex();
  for (const id of ['b', 'new']) content.add(id, ['x', 'rare']);
  content.add('other', ['y']);
  const { numbers } = content;
  const lenders = [{ item: numbers.of('b'), value: 0.8 }];
  const lent = [0, 1, 2, 3].map(
    (events) => lend(lenders, new Set(['new']), content, () => events).parts[0]?.value ?? 0,
  );
  // Each of its features is had by two, of whom one lends: .8 / 3 is expected.
  const expected = 0.8 / 3;
  const whole = (0.8 * expected) / (expected + 0.08 * 0.8);
  expect(lent[0]).toBeCloseTo(whole);
  expect(lent[1]).toBeCloseTo(whole / 4);
  expect(lent[2]).toBeCloseTo(whole / 9);
  expect(lent[3]).toBe(0);
  expect(lend([], new Set(['new']), content, () => 0).parts).toEqual([]);
});

test('what everything has in common with the lenders lends little', () => {
  const content = new ContentIndex();
  for (let i = 0; i < 20; i++) content.add(`other ${i}`, ['sport', 'outdoors']);
  content.add('mat', ['sport', 'outdoors', 'yoga']);
  content.add('ball', ['sport', 'outdoors']);
  content.add('block', ['yoga', 'cork', 'green', 'made by few']);
  const { numbers } = content;
  const lenders = [{ item: numbers.of('mat'), value: 0.8 }];
  const { parts } = lend(lenders, new Set(['ball', 'block']), content, () => 0);
  const [ball = 0, block = 0] = ['ball', 'block'].map((id) => parts.find(({ item }) => item === numbers.of(id))?.value);
  // The cosine says the opposite.
  expect(content.likeness(content.numbers.find('ball'), content.numbers.find('mat'))).toBeGreaterThan(
    content.likeness(content.numbers.find('block'), content.numbers.find('mat')),
  );
  expect(block).toBeGreaterThan(ball);
  expect(block).toBeLessThan(0.8);
});

test('a newcomer that is linked itself is lent what the others lend', () => {
  const content = new ContentIndex();
  for (const id of ['a', 'b']) content.add(id, ['shared', `only ${id}`]);
  content.add('alone', ['own']);
  const { numbers } = content;
  const lenders = ['a', 'b', 'alone'].map((id, i) => ({ item: numbers.of(id), value: 0.8 - i / 10 }));
  const { parts, lenderOf } = lend(lenders, new Set(['a', 'b', 'alone']), content, () => 1);
  const of = (id: string): number => parts.find(({ item }) => item === numbers.of(id))?.value ?? 0;
  expect(of('a')).toBeGreaterThan(0);
  // What the other has is more.
  expect(of('b')).toBeGreaterThan(of('a'));
  expect(of('alone')).toBe(0);
  expect(['a', 'b', 'alone'].map((id) => lenderOf(numbers.of(id)))).toEqual(['b', 'a', null]);
});

test('so much is lent in a large shop as in a small one', () => {
  const lentOf = (times: number): number => {
    const content = new ContentIndex();
    for (let i = 0; i < 8 * times; i++) content.add(`other ${i}`, [`f${i % 8}`]);
    const lenders = Array.from({ length: times }, (_, i) => {
      content.add(`lender ${i}`, ['f0', 'rare']);
      return { item: content.numbers.of(`lender ${i}`), value: 0.5 };
    });
    content.add('new', ['rare']);
    return lend(lenders, new Set(['new']), content, () => 0).parts[0]?.value ?? 0;
  };
  expect(lentOf(1) / lentOf(10)).toBeGreaterThan(0.8);
});

test('two items are as alike as what they have in common, the rarer the more', () => {
  const content = new ContentIndex();
  content.add('a', ['x', 'rare']);
  content.add('b', ['x', 'rare']);
  content.add('c', ['x']);
  expect(content.likeness(content.numbers.find('a'), content.numbers.find('b'))).toBeCloseTo(1);
  expect(content.likeness(content.numbers.find('a'), content.numbers.find('c'))).toBeLessThan(0.7);
  expect(content.likeness(content.numbers.find('a'), content.numbers.find('c'))).toBeCloseTo(
    content.like([{ id: 'a', weight: 1 }]).of(content.numbers.of('c')),
  );
  expect(content.likeness(content.numbers.find('a'), content.numbers.find('nobody'))).toBe(0);
});

test('diversity keeps alike ones apart, and 0 keeps the order', () => {
  const choices = [1, 0.9, 0.5].map((score, i) => ({ score, brand: null, features: i === 2 ? ['b'] : ['a'] }));
  expect(diversify(choices, 0, 2).map(({ score }) => score)).toEqual([1, 0.9]);
  expect(diversify(choices, 0.5, 2).map(({ score }) => score)).toEqual([1, 0.5]);
});
