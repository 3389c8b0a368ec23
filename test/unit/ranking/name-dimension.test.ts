import { expect, test } from 'vitest';
import { canAnswer } from '../../../src/ranking/name-dimension.ts';

test.each([
  ['Voltage', '100 g', false],
  ['Voltage', '220V', true],
  ['电压', '2200W', false],
  ['功率', '2200W', true],
  ['净重', '500ml', false],
  ['Net Weight', '1千克', true],
  ['Sleeve length', 'long', true],
  ['Capacity', '500ml', true],
  ['Flavor', '100 g', true],
  ['产地', '苏泊尔', false],
  ['Country of Origin', 'Nike', false],
  ['Country of Origin', 'Nike Japan', true],
  ['颜色', '男士', false],
  ['Material', 'red', false],
  ['Flavor', 'black', true],
  ['Brand', 'Kids', true],
])('%s: %s %s', (name, text, expected) => expect(canAnswer(name, text)).toBe(expected));
