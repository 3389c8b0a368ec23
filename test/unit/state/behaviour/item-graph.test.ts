import { describe, expect, test } from 'vitest';
import {
  type GraphStep,
  ItemGraph,
  type ItemRecord,
  MOST_NEIGHBOURS,
  POPULARITY_HALF_LIFE,
} from '../../../../src/state/behaviour/item-graph.ts';
import { dice } from '../../../support/dice.ts';

const step = (id: string, before: string[], length = before.length) => ({ id, before, length });

describe('the graph of items', () => {
  test('counts ten products back', () => {
    const graph = new ItemGraph();
    const before = Array.from({ length: 12 }, (_, i) => `p${i}`);
    graph.add(step('x', before));
    expect(graph.neighbours('x', 50).map(({ id }) => id)).toEqual(before.slice(0, 10));
    expect(graph.neighbours('p9', 50)).toEqual([
      { id: 'x', after: 1 / (1 + 0.3 * Math.log(13)) / Math.sqrt(10), before: 0, boughtTogether: 0 },
    ]);
    expect(graph.neighbours('p10', 50)).toEqual([]);
  });

  test('keeps the heaviest of too many, and room for newcomers', () => {
    const graph = new ItemGraph();
    for (let i = 0; i < 300; i++) {
      const times = i < 20 ? 3 : 1;
      for (let k = 0; k < times; k++) graph.add(step('hot', [`p${i}`], 5));
    }
    const kept = graph.neighbours('hot', 1_000);
    expect(kept.length).toBeLessThanOrEqual(MOST_NEIGHBOURS + 50);
    expect(new Set(kept.slice(0, 20).map(({ id }) => id))).toEqual(
      new Set(Array.from({ length: 20 }, (_, i) => `p${i}`)),
    );
    expect(kept.some(({ id }) => id === 'p299')).toBe(true);
    // What is let go still counts in the sum.
    expect(graph.counts('hot', 0).weight).toBeCloseTo(340 / (1 + 0.3 * Math.log(6)), 6);
  });

  test('popularity is that of any moment, and can be taken back', () => {
    const graph = new ItemGraph();
    const at = Date.UTC(2026, 4, 1);
    const one = { ...step('x', []), at };
    const other = { ...step('x', []), at: at + POPULARITY_HALF_LIFE };
    graph.add(one);
    graph.add(other);
    const now = at + POPULARITY_HALF_LIFE;
    expect(graph.counts('x', now).popularity).toBeCloseTo(1.5, 9);
    expect(graph.counts('x', now + POPULARITY_HALF_LIFE).popularity).toBeCloseTo(0.75, 9);
    graph.remove(one);
    expect(graph.counts('x', now).popularity).toBeCloseTo(1, 9);
    graph.remove(other);
    expect(graph.counts('x', now)).toEqual({ id: 'x', popularity: 0, events: 0, weight: 0 });
  });

  test('over records it is the same as in memory, however little memory holds', () => {
    const records = new Map<string, ItemRecord>();
    let reads = 0;
    const small = new ItemGraph({
      holds: 40,
      number: (id) => Number(id.slice(1)),
      read: (id) => {
        reads += 1;
        const record = records.get(id);
        return record === undefined ? null : { ...record, links: new Map(record.links) };
      },
    });
    const whole = new ItemGraph();
    const roll = dice(3);
    for (let i = 0; i < 2_000; i++) {
      const before = [...new Set(Array.from({ length: roll.below(6) }, () => `p${roll.below(60)}`))];
      const one = { ...step(`p${60 + roll.below(40)}`, before), at: 1_000 * i, bought: before.slice(0, 1) };
      small.add(one);
      whole.add(one);
      for (const { id, number, events, popularity, weight, links } of small.changed()) {
        records.set(id, { number, events, popularity, weight, links: new Map(links) });
      }
    }
    expect(reads).toBeGreaterThan(1_000);
    const told = (graph: ItemGraph, id: string) =>
      graph.neighbours(id, 300).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    for (let i = 0; i < 100; i++) {
      expect(told(small, `p${i}`)).toEqual(told(whole, `p${i}`));
    }
  });

  test('neighbours are in the same order, whenever they are asked for', () => {
    const roll = dice(5);
    const [asked, silent] = [new ItemGraph(), new ItemGraph()];
    const counted: GraphStep[] = [];
    for (let i = 0; i < 1_500; i++) {
      const before = [...new Set(Array.from({ length: roll.below(6) }, () => `p${roll.below(400)}`))];
      const one = { ...step(i % 3 === 0 ? 'hot' : `p${roll.below(30)}`, before), bought: before.slice(0, 1) };
      counted.push(one);
      for (const graph of [asked, silent]) graph.add(one);
      if (i % 4 === 0) {
        const [gone] = counted.splice(roll.below(counted.length), 1) as [GraphStep];
        for (const graph of [asked, silent]) graph.remove(gone);
      }
      asked.neighbours('hot', 100);
      asked.neighbours(`p${roll.below(30)}`, 1_000);
    }
    for (const id of ['hot', ...Array.from({ length: 30 }, (_, i) => `p${i}`)]) {
      for (const limit of [7, 1_000]) expect(asked.neighbours(id, limit)).toEqual(silent.neighbours(id, limit));
    }
  });

  test('whoever asked keeps what they were told', () => {
    const graph = new ItemGraph();
    graph.add(step('b', ['a']));
    const told = graph.neighbours('a', 5);
    const copy = structuredClone(told);
    graph.add(step('b', ['a']));
    expect(told).toEqual(copy);
  });
});
