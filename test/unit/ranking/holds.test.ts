import { expect, it } from 'vitest';
import { type Conditions, holds, holdsAny } from '../../../src/ranking/holds.ts';

const one = {
  product: {
    id: 'A1',
    title: 'a',
    brand: 'Acme',
    price: { amount: 9, currency: 'USD' },
    stock: 0,
    rating: { value: 4 },
    updated_at: '2026-01-01T00:00:00Z',
    attributes: { RAM: 16 },
  },
  attributes: [{ name: 'color', value: 'Red' }],
};

it.each<[Conditions, boolean]>([
  [{}, true],
  [{ brand: ['acme', 'zest'] }, true],
  [{ brand: ['zest'] }, false],
  [{ id: ['A1'] }, true],
  [{ id: ['a1'] }, false],
  [{ color: [' red'] }, true],
  [{ category: ['x'] }, false],
  [{ language: ['en'] }, true],
  [{ price: { gte: 9, lt: 10 } }, true],
  [{ price: { gt: 9 } }, false],
  [{ price: { lte: 8.99 } }, false],
  [{ stock: { gt: 0 } }, false],
  [{ rating: { gte: 4 } }, true],
  [{ updated_at: { gte: Date.parse('2025-12-31T00:00:00Z') } }, true],
  [{ ram: { gte: 8 } }, true],
  [{ ram: ['16'] }, true],
  [{ brand: ['acme'], color: ['blue'] }, false],
])('%j', (conditions, expected) => {
  expect(holds(one, conditions)).toBe(expected);
});

it('holds any of several', () => {
  expect(holdsAny(one, {})).toBe(false);
  expect(holdsAny(one, { brand: ['acme'], color: ['blue'] })).toBe(true);
  expect(holdsAny(one, { brand: ['zest'], color: ['blue'] })).toBe(false);
});
