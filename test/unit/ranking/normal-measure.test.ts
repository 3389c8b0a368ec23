import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalMeasure } from '../../../src/ranking/normal-measure.ts';

test.each([
  ['1kg', '1 kg'],
  ['1千克', '1 kg'],
  ['３００ｍｌ', '300 mL'],
  ['2.2lbs', '2.2 lb'],
  ['12 Oz.', '12 oz'],
  ['1/2 inch', '0.5 in'],
  ['15.6"', '15.6 in'],
  ['1,000 mAh', '1000 mAh'],
  ['100℃', '100 °C'],
  ['半斤', '0.5斤'],
  ['两斤', '2斤'],
  ['一斤半', '1.5斤'],
  ['1米8', '1.8 m'],
  ['5 ft 6 in', '5 ft 6 in'],
  ['10-20cm', '10-20 cm'],
  ['两年', '2年'],
  ['3 years', '3 years'],
  ['1.5匹', '1.5匹'],
  ['500ml*6', '500 mL × 6'],
  ['6 x 500ml', '6 × 500 mL'],
  ['500g×4瓶', '500 g × 4瓶'],
  ['95*95cm', '95 × 95 cm'],
  ['10x20x30cm', '10 × 20 × 30 cm'],
  ['20 cm x 30 cm', '20 cm × 30 cm'],
])('%s is %s', (text, value) => expect(normalMeasure(text)).toBe(value));

test.each(['32x30', '60*120', '5G', 'Pack of 6', '8oz bottle', 'red', ''])('%s is no measure', (text) =>
  expect(normalMeasure(text)).toBeNull(),
);

test('stays as it is once normal', () => {
  const amount = fc.constantFrom('1', '2.5', '300', '半', '两', '1/2');
  const unit = fc.constantFrom('kg', '千克', ' lbs', 'ml', '升', '斤', '英寸', '"', ' hours', '个月', 'W', '℃');
  const times = fc.constantFrom('', '*6', ' x 2');
  fc.assert(
    fc.property(amount, unit, times, (a, b, c) => {
      const once = normalMeasure(a + b + c) ?? 'none';
      expect([once, null]).toContain(normalMeasure(once));
    }),
  );
});
