import { expect, test } from 'vitest';
import type { Affinity, Preferences, Shopper } from '../../../../src/state/behaviour/port.ts';
import { beliefsOf } from '../../../../src/tasks/shoppers/beliefs.ts';

const shopper = (affinities: Affinity[], preferences: Partial<Preferences>): Shopper => ({
  id: 's',
  guest: false,
  history: [],
  affinities,
  preferences: { likes: [], dislikes: [], hidden: [], personalise: true, ...preferences },
  events: 1,
  firstSeen: 0,
  lastSeen: 0,
});
const learnt = (name: Affinity['name'], value: string): Affinity => ({ name, value, weight: 0.5, events: 1 });
const valuesOf = (one: Shopper): [string, boolean][] => beliefsOf(one).map(({ value, said }) => [value, said]);

test('nothing is believed of nobody, nor of who does not want it used', () => {
  expect(beliefsOf(null)).toEqual([]);
  expect(beliefsOf(shopper([learnt('brand', 'acme')], { personalise: false }))).toEqual([]);
});

test('a price band that was said goes before what was learnt of it, in each currency where it names none', () => {
  const bands = ['50-100 USD', '50-100 CNY', '20-50 USD'].map((value) => learnt('price_band', value));
  const saying = (value: string) => valuesOf(shopper(bands, { dislikes: [{ name: 'price_band', value }] }));
  expect(saying('50-100')).toEqual([
    ['50-100', true],
    ['20-50 USD', false],
  ]);
  expect(saying('50-100 usd')).toEqual([
    ['50-100 USD', true],
    ['50-100 CNY', false],
    ['20-50 USD', false],
  ]);
});

test('what was said of another name takes nothing away', () => {
  const likes = [{ name: 'category' as const, value: 'Dress' }];
  expect(valuesOf(shopper([learnt('category', 'dress shirt')], { likes }))).toEqual([
    ['dress', true],
    ['dress shirt', false],
  ]);
});
