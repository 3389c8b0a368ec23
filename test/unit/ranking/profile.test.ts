import { describe, expect, test } from 'vitest';
import { type Belief, suits, telling } from '../../../src/ranking/profile.ts';

const learnt = (name: Belief['name'], value: string, weight: number): Belief => ({ name, value, weight, said: false });
const said = (name: Belief['name'], value: string, weight: 1 | -1): Belief => ({ name, value, weight, said: true });

describe('how a product suits a shopper', () => {
  const traits = { id: 'p', brand: 'acme', color: '红色', price: 30, size: 'm' };

  test('nothing is known, or nothing that it has', () => {
    expect(suits([], traits)).toEqual({ value: 0, belief: null });
    expect(suits([learnt('brand', 'zest', 0.9)], traits)).toEqual({ value: 0, belief: null });
  });

  test('each agreement adds less, and the strongest is named', () => {
    const one = suits([learnt('brand', 'acme', 0.5)], traits);
    const two = suits([learnt('brand', 'acme', 0.5), learnt('color', '红色', 0.8)], traits);
    expect(one.value).toBeCloseTo(0.447, 3);
    expect(two.value).toBeGreaterThan(one.value);
    expect(two.value).toBeLessThan(1);
    expect(two.belief).toMatchObject({ name: 'color' });
    expect(suits([learnt('price_band', '20-50', 1)], traits).value).toBeGreaterThan(0.7);
  });

  test('a price band is of a currency, and of each where none is named', () => {
    const dress = { id: 'd', price: 89, currency: 'USD' };
    const beliefs = [learnt('price_band', '50-100 USD', 0.6), said('price_band', '50-100', 1)];
    for (const belief of beliefs) {
      expect(suits([belief], dress).belief).toBe(belief);
      expect(telling([belief], [dress])).toEqual(belief.said ? [belief] : []);
    }
    expect(suits(beliefs, { ...dress, currency: 'CNY' }).belief).toBe(beliefs[1]);
    expect(suits(beliefs.slice(0, 1), { ...dress, currency: 'CNY' })).toEqual({ value: 0, belief: null });
    expect(suits(beliefs.slice(0, 1), { id: 'd', price: 89 })).toEqual({ value: 0, belief: null });
    expect(suits([learnt('price_band', '50-100', 1)], dress)).toEqual({ value: 0, belief: null });
    expect(suits([learnt('category', 'dress', 1)], { id: 'd', category: 'dress shirt' }).value).toBe(0);
  });

  test('what was said to be disliked outweighs all else', () => {
    const beliefs = [learnt('brand', 'acme', 1), said('size', 'm', 1), said('color', '红色', -1)];
    expect(suits(beliefs, traits)).toMatchObject({ value: -1, belief: { name: 'color' } });
    expect(suits([learnt('brand', 'acme', -0.5), learnt('size', 'm', 0.2)], traits)).toMatchObject({
      value: expect.closeTo(-0.287, 2) as number,
      belief: { name: 'brand' },
    });
  });
});

test('what was learnt and all products have tells nothing of which suits; what was said stays', () => {
  const shirts = ['acme', 'acme', 'zest'].map((brand, i) => ({ id: `p${i}`, brand, category: '衬衫' }));
  const beliefs = [learnt('category', '衬衫', 0.9), learnt('brand', 'acme', 0.5), said('category', '衬衫', 1)];
  expect(telling(beliefs, shirts)).toEqual(beliefs.slice(1));
});
