import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOwnFile } from '../../../../src/cli/eval/own-file.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-own-'))));
afterAll(async () => await rm(folder, { recursive: true }));

async function read(lines: readonly (object | string)[], taught: readonly string[] = []) {
  const file = join(folder, 'rows.jsonl');
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return await readOwnFile(file, taught);
}

const faultsOf = async (lines: readonly (object | string)[]): Promise<string[]> =>
  (await read(lines)).faults.map(({ line, message }) => `${line} ${message}`);

describe('what is asked is known by the fields', () => {
  test('intents', async () => {
    const { questions, faults } = await read([
      { query: '我的快递到哪了', intent: 'order_status', sub_intent: 'track_order' },
      { query: 'red dress', intent: 'find_product', sub_intent: null },
      { query: 'hose', intent: 'find_product', language: 'zh', split: 'dev', note: 'ignored' },
      { query: 'learnt before', intent: 'find_product', split: 'train' },
    ]);
    expect(faults).toEqual([]);
    expect(questions).toEqual({
      kind: 'intent',
      rows: [
        { text: '我的快递到哪了', intent: 'order_status', sub_intent: 'track_order', language: 'zh' },
        { text: 'red dress', intent: 'find_product', sub_intent: null, language: 'en' },
        { text: 'hose', intent: 'find_product', sub_intent: null, language: 'zh' },
      ],
      reference: ['我的快递到哪了', 'red dress', 'hose', 'learnt before'],
    });
  });

  test('tags, in UTF-16 units as the API gives them', async () => {
    const spans = [{ start: 3, end: 6, name: 'color', text: 'red' }];
    const { questions, faults } = await read([{ text: '🎁 red dress', spans }]);
    expect(faults).toEqual([]);
    expect(questions).toMatchObject({ kind: 'tags', rows: [{ text: '🎁 red dress', as: 'query', spans }] });
  });

  test('attributes', async () => {
    const { questions, faults } = await read([{ title: '绿茶 100 g', attributes: { 净含量: ['100 G'], 产地: [] } }]);
    expect(faults).toEqual([]);
    expect(questions.rows).toEqual([
      {
        text: '绿茶 100 g',
        language: 'zh',
        attributes: new Map([
          ['净含量', ['100 G']],
          ['产地', []],
        ]),
      },
    ]);
  });

  test('pairs, by relation or by grade; one language or across', async () => {
    const { questions, faults } = await read([
      { query: '手机壳', title: 'Phone case', relation: 'exact' },
      { query: 'hose', product: { title: 'Garden hose', brand: 'G' }, grade: 2.5 },
    ]);
    expect(faults).toEqual([]);
    expect(questions.rows).toEqual([
      { text: '手机壳', product: { title: 'Phone case' }, truth: 'exact', language: 'cross' },
      { text: 'hose', product: { title: 'Garden hose', brand: 'G' }, truth: 2.5, language: 'en' },
    ]);
  });
});

describe('wrong lines are told by number and field', () => {
  test('of intents', async () => {
    const faults = await faultsOf([
      '{',
      { query: '', intent: 'deal' },
      { query: 'a', intent: 'dael' },
      { query: 'a', intent: 'deal', sub_intent: 'get_refund' },
      { intent: 'deal', language: 'fr' },
      '[1]',
      { query: 'a', intent: 'deal' },
    ]);
    expect(faults).toEqual([
      '1 is not JSON',
      '2 query must not be blank',
      expect.stringMatching(/^3 intent must be one of find_product, /),
      '4 sub_intent belongs to return_refund',
      '5 query is required; language must be "zh", "en" or "cross"',
      '6 must be a JSON object',
    ]);
  });

  test.each([
    [[{ start: 1, end: 4, name: 'color' }], 'spans.0 must not cut a character in two'],
    [[{ start: 2, end: 5, name: 'color' }], 'spans.0 must not begin or end with a space'],
    [[{ start: 3, end: 99, name: 'color' }], 'spans.0 must lie in the text, with 0 ≤ start < end ≤ 12'],
    [[{ start: 3, end: 3, name: 'color' }], 'spans.0 must lie in the text'],
    [[{ start: 3, end: 6, name: 'colour' }], 'spans.0.name must be one of'],
    [[{ start: 3, end: 6, name: 'color', text: 'rot' }], 'spans.0 is "red", not the `text` given'],
    [[{ start: '3', end: 6, name: 'color' }], 'spans.0.start must be a whole number'],
    [
      [
        { start: 3, end: 6, name: 'color' },
        { start: 5, end: 12, name: 'product_type' },
      ],
      'spans.1 overlaps spans.0',
    ],
  ])('of spans: %j', async (spans, fault) => {
    const [said] = await faultsOf([{ text: '🎁 red dress', spans }]);
    expect(said).toContain(`1 ${fault}`);
  });

  test.each([
    [{ title: 'a', attributes: {} }, 'attributes must have 1 to 40 names'],
    [{ title: 'a', attributes: { Brand: ['b'] } }, 'attributes.Brand.0 is not in the title'],
    [{ title: 'a', attributes: { Brand: 'a' } }, 'attributes.Brand must be a list'],
    [{ query: 'a', relation: 'exact' }, 'title or `product` is required'],
    [{ query: 'a', title: 'b', product: { title: 'b' }, grade: 1 }, 'title or `product` is required, not both'],
    [{ query: 'a', title: 'b', relation: 'exact', grade: 1 }, 'relation or `grade` is required, not both'],
    [{ query: 'a', title: 'b', relation: 'same' }, 'relation must be one of exact, substitute, complement, irrelevant'],
    [{ query: 'a', product: { brand: 'b' }, grade: 1 }, 'product.title is required'],
  ])('%j', async (line, fault) => {
    const [said] = await faultsOf([line]);
    expect(said).toContain(`1 ${fault}`);
  });

  test('when they are of another kind than the first, or of none', async () => {
    const mixed = await faultsOf([{ x: 1 }, { query: 'a', intent: 'deal' }, { text: 'a', spans: [] }]);
    expect(mixed[0]).toContain('1 query is required');
    expect(mixed[1]).toContain('3 asks for tags, the first line for intent');
    expect(await faultsOf([{ x: 1 }])).toEqual([expect.stringContaining('1 is none of the four')]);
  });
});

test('names that a pack was taught are no faults', async () => {
  const line = { query: 'a', intent: 'gift_card', sub_intent: 'top_up' };
  expect((await read([line])).faults).toHaveLength(1);
  expect((await read([line], ['gift_card', 'top_up'])).faults).toEqual([]);
});
