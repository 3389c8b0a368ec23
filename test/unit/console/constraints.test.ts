import { describe, expect, it } from 'vitest';
import { listConstraints } from '../../../src/console/constraints.ts';

describe('listConstraints', () => {
  it('reads values, ranges and exclusions', () => {
    const constraints = {
      color: ['red', 'blue'],
      price: { max: 50, currency: 'USD' },
      measure: [
        { min: 1, max: 2, unit: 'kg' },
        { value: 5, unit: 'cm' },
      ],
      size: { min: 7, max: 7 },
      weight: { min: 3 },
      season: null,
      not: ['lid', { name: 'material', value: 'plastic' }],
    };
    expect(listConstraints(constraints)).toEqual([
      { name: 'color', text: 'red', excluded: false },
      { name: 'color', text: 'blue', excluded: false },
      { name: 'price', text: '≤ 50 USD', excluded: false },
      { name: 'measure', text: '1–2 kg', excluded: false },
      { name: 'measure', text: '5 cm', excluded: false },
      { name: 'size', text: '7', excluded: false },
      { name: 'weight', text: '≥ 3', excluded: false },
      { name: null, text: 'lid', excluded: true },
      { name: 'material', text: 'plastic', excluded: true },
    ]);
    expect(listConstraints({ not: { color: ['red'] } })).toEqual([{ name: 'color', text: 'red', excluded: true }]);
    expect(listConstraints({ not: [] })).toEqual([]);
  });
});
