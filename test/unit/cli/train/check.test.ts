import { describe, expect, test } from 'vitest';
import { checkRows } from '../../../../src/cli/train/check.ts';
import { DataError } from '../../../../src/cli/train/read-lines.ts';
import type { Examples, IntentExample } from '../../../../src/cli/train/rows.ts';
import { nearest } from '../../../../src/cli/train/labels.ts';
import { fakePack } from '../../../support/fake-pack.ts';

const { manifest: fake } = fakePack();
const manifest = {
  ...fake,
  intent: {
    labels: ['find_product', 'order_status', 'other'],
    sub_labels: [{ name: 'track_order', intent: 'order_status' }],
    temperature: 1,
  },
};

const example = (line: number, query: string, intent: string, rest: Partial<IntentExample> = {}): IntentExample => ({
  line,
  group: query,
  query,
  intent,
  subIntent: undefined,
  ...rest,
});

/** Enough of two intents. */
const enough = (): IntentExample[] =>
  Array.from({ length: 40 }, (_, i) => example(i + 1, `q${i}`, i % 2 === 0 ? 'find_product' : 'other'));

const check = (intent: IntentExample[], meant: string[] = [], rest: Partial<Examples> = {}) =>
  checkRows(
    'data.jsonl',
    { intent, tags: [], named: [], match: [], ...rest },
    { parts: ['intent', 'tags', 'match'], manifest, meant: new Set(meant), seed: 1 },
  );

function faultsOf(...args: Parameters<typeof check>): string[] {
  try {
    check(...args);
  } catch (error) {
    if (error instanceof DataError) return error.faults.map(({ line, message }) => `${line}: ${message}`);
    throw error;
  }
  return [];
}

describe('what is wrong with rows together', () => {
  test('nothing to learn', () => expect(faultsOf([])).toEqual(['0: has no rows for intent, tags, match']));

  test('a contradiction names both lines; the same again is dropped', () => {
    expect(faultsOf([...enough(), example(50, 'q0', 'other')])).toEqual([
      '50: contradicts line 1: the same text, labelled otherwise',
    ]);
    expect(check([...enough(), example(50, 'q0', 'find_product')]).duplicates).toBe(1);
  });

  test('a text on both sides', () => {
    const dev = example(50, 'q0', 'find_product', { split: 'dev' });
    expect(faultsOf([...enough(), dev])).toContain('50: has the same text as line 1, on the other side of the split');
  });

  test('one class only', () => {
    const one = enough().map((row) => ({ ...row, intent: 'other' }));
    expect(faultsOf(one)).toEqual(['0: has one intent only, other: at least two are needed']);
  });

  test('too few rows, with how many are needed', () => {
    expect(faultsOf(enough().slice(0, 20))).toEqual([
      '0: has too few rows: 15 examples of intent to learn from and 5 held out; at least 16 and 8 are needed (32 where no row says "split": "dev")',
    ]);
  });

  test('a sub-intent belongs to one intent', () => {
    const sub = example(50, 'where', 'other', { subIntent: 'track_order' });
    expect(faultsOf([...enough(), sub])).toEqual(['50: sub_intent track_order belongs to order_status, not to other']);
  });
});

describe('new labels', () => {
  const spots = (name: string, count: number): IntentExample[] =>
    Array.from({ length: count }, (_, i) => example(100 + i, `spot ${i}`, name));

  test('are taken when they have rows', () => {
    expect(check([...enough(), ...spots('fishing_spot', 5)]).labels.intents).toEqual(['fishing_spot']);
  });

  test('need rows', () => {
    expect(faultsOf([...enough(), ...spots('fishing_spot', 2)])).toEqual([
      '100: intent fishing_spot is new and has 2 of the 5 rows it needs',
    ]);
  });

  test('that are nearly known are slips, unless they are meant', () => {
    expect(faultsOf([...enough(), ...spots('find_products', 6)])).toEqual([
      '100: intent find_products is not known; did you mean find_product? If it is a new one, say --new-labels find_products',
    ]);
    expect(faultsOf([...enough(), ...spots('find_products', 6)], ['find_products'])).toEqual([]);
  });

  test.each([
    ['Find Product', 'find_product'],
    ['order-status', 'order_status'],
    ['颜色', 'color'],
    ['Brand', 'brand'],
    ['鱼种', undefined],
    ['size', undefined],
  ])('%s is near to %s', (name, known) => {
    expect(nearest(name, ['find_product', 'order_status', 'color', 'brand'])).toBe(known);
  });
});

describe('holding out', () => {
  test('rows that say so; else one text in four, the same ones for a seed, of every class', () => {
    const said = check(enough().map((row, i) => ({ ...row, split: i < 10 ? ('dev' as const) : undefined })));
    expect(said.sides.intent?.heldOut.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const [one, two] = [check(enough()), check(enough())];
    expect(one).toEqual(two);
    expect(one.sides.intent?.heldOut).toHaveLength(10);
    expect(one.sides.intent?.heldOut.filter(({ intent }) => intent === 'other')).toHaveLength(5);
  });

  test('a query is on one side with all its products', () => {
    const match = Array.from({ length: 60 }, (_, i) => ({
      line: i + 1,
      group: `q${i % 12}`,
      query: `q${i % 12}`,
      product: { title: `t${i}` },
      relation: i % 2 === 0 ? ('exact' as const) : ('irrelevant' as const),
    }));
    const { train = [], heldOut = [] } = check([], [], { match }).sides.match ?? {};
    expect(train.length + heldOut.length).toBe(60);
    expect(new Set(heldOut.map(({ group }) => group)).intersection(new Set(train.map(({ group }) => group)))).toEqual(
      new Set(),
    );
  });
});
