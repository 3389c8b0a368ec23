import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeRules, merchandise, nextChange, type Movable, type Rule } from '../../../src/ranking/merchandise.ts';

const movable = (id: string, relevance: number, brand = 'Acme'): Movable => ({
  id,
  score: relevance,
  relevance,
  boost: 0,
  rules: [],
  one: { product: { id, title: id, brand }, attributes: [] },
});

const list = [movable('a', 0.9), movable('b', 0.7, 'Zest'), movable('c', 0.5), movable('d', 0.1, 'Zest')];
const order = (rules: readonly Rule[]): string =>
  merchandise(list, rules)
    .list.map(({ id }) => id)
    .join('');

describe('merchandise', () => {
  it('hides, boosts, buries and pins', () => {
    expect(order([])).toBe('abcd');
    expect(order([{ id: '1', effect: 'hide', products: ['b', 'x'] }])).toBe('acd');
    expect(order([{ id: '1', effect: 'boost', where: { brand: ['zest'] }, strength: 0.3 }])).toBe('bacd');
    expect(order([{ id: '1', effect: 'bury', products: ['a'], strength: 1 }])).toBe('bcda');
    expect(order([{ id: '1', effect: 'pin', products: ['d'], position: 1 }])).toBe('dabc');
    expect(order([{ id: '1', effect: 'pin', products: ['a'], position: 90 }])).toBe('bcda');
  });

  it('puts a second pin of a position behind the first, and pins what is boosted where the pin says', () => {
    const pins: Rule[] = [
      { id: '1', effect: 'pin', products: ['d'], position: 1 },
      { id: '2', effect: 'pin', products: ['c'], position: 1 },
      { id: '3', effect: 'boost', products: ['c'], strength: 1 },
    ];
    expect(order(pins)).toBe('dcab');
  });

  it('costs what is lost of nDCG, and nothing where the order is as good', () => {
    const cost = (rules: readonly Rule[]): number[] =>
      merchandise(list, rules).effects.map((effect) => effect.ndcg_cost);
    expect(cost([{ id: '1', effect: 'pin', products: ['a'], position: 1 }])).toEqual([0]);
    expect(cost([{ id: '1', effect: 'hide', products: ['x'] }])).toEqual([]);
    const ideal = 0.9 + 0.7 / Math.log2(3) + 0.5 / 2 + 0.1 / Math.log2(5);
    const pinned = 0.1 + 0.9 / Math.log2(3) + 0.7 / 2 + 0.5 / Math.log2(5);
    expect(cost([{ id: '1', effect: 'pin', products: ['d'], position: 1 }])[0]).toBeCloseTo(
      (ideal - pinned) / ideal,
      12,
    );
  });

  it('leaves what it was given as it was, and the costs sum to the whole loss', () => {
    const rule = fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      effect: fc.constantFrom('pin', 'boost', 'bury', 'hide'),
      products: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { minLength: 1, maxLength: 1 }),
      position: fc.integer({ min: 1, max: 6 }),
    });
    const gain = (items: readonly Movable[]): number =>
      items.reduce((sum, { relevance }, i) => sum + relevance / Math.log2(i + 2), 0);
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
        const before = structuredClone(list);
        const { list: moved, effects } = merchandise(list, rules as Rule[]);
        expect(list).toEqual(before);
        expect(new Set(moved.map(({ id }) => id)).size).toBe(moved.length);
        const lost = (gain(list) - gain(moved)) / gain(list);
        expect(effects.reduce((sum, { ndcg_cost }) => sum + ndcg_cost, 0)).toBeCloseTo(lost, 9);
      }),
    );
  });
});

describe('activeRules', () => {
  const occasion = { query: 'Red dresses for women', intent: 'find_product', stated: { brand: ['nike'] }, now: 1_000 };
  const isActive = (rule: Partial<Rule>): boolean =>
    activeRules([{ id: '1', effect: 'hide', ...rule }], occasion).length > 0;

  it('holds each condition that is given', () => {
    expect(isActive({})).toBe(true);
    expect(isActive({ when: { query: ['red dress'] } })).toBe(true);
    expect(isActive({ when: { query: ['blue dress', 'woman'] } })).toBe(false);
    expect(isActive({ when: { intent: ['deal'] } })).toBe(false);
    expect(isActive({ when: { states: { brand: ['Nike', 'Puma'] } } })).toBe(true);
    expect(isActive({ when: { query: ['dress'], states: { color: ['red'] } } })).toBe(false);
    const chinese = { ...occasion, query: '红色连衣裙' };
    const rule: Rule = { id: '1', effect: 'hide', when: { query: ['连衣裙'] } };
    expect(activeRules([rule], chinese)).toEqual([rule]);
  });

  it('opens at `from` and closes at `until`', () => {
    const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
    expect(isActive({ from: at(1_000) })).toBe(true);
    expect(isActive({ from: at(1_001) })).toBe(false);
    expect(isActive({ until: at(1_001) })).toBe(true);
    expect(isActive({ until: at(1_000) })).toBe(false);
    const rules: Rule[] = [
      { id: '1', effect: 'hide', from: at(500), until: at(3_000) },
      { id: '2', effect: 'hide', from: at(2_000) },
    ];
    expect([400, 1_000, 2_000, 3_000].map((now) => nextChange(rules, now))).toEqual([500, 2_000, 3_000, Infinity]);
  });
});
