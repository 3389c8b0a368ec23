import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstPlace } from '../../../../src/cli/eval/sets/attributes.ts';
import { cells, heldOut } from '../../../../src/cli/eval/sets/read.ts';
import { fromBio } from '../../../../src/cli/eval/sets/tags.ts';
import { SETS } from '../../../../src/cli/eval/sets.ts';

let data: string;
beforeAll(async () => void (data = await mkdtemp(join(tmpdir(), 'aisle-sets-'))));
afterAll(async () => await rm(data, { recursive: true }));

async function put(path: string, content: string | readonly object[]): Promise<void> {
  const text = typeof content === 'string' ? content : content.map((row) => `${JSON.stringify(row)}\n`).join('');
  await mkdir(dirname(join(data, path)), { recursive: true });
  await writeFile(join(data, path), path.endsWith('.gz') ? gzipSync(text) : text);
}

const load = async (name: string) => {
  const set = SETS.find((one) => one.name === name);
  if (set === undefined) throw new Error(`no set ${name}`);
  return await set.load(data);
};

describe('held out', () => {
  // From the recipe: `int(hashlib.sha256(key.encode()).hexdigest(), 16) % share == 0`.
  test.each([
    ['red dress', 5, false],
    ['tool wrap', 5, true],
    ['tool wrap', 10, false],
    ['q44', 10, true],
    ['q35', 10, false],
    ['q35', 5, true],
    ['红色连衣裙', 10, false],
  ])('%s, one in %i: %s', (key, share, is) => expect(heldOut(key, share)).toBe(is));
});

describe('CSV', () => {
  test.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '"a ""x"", y",\n,"two\nlines"',
      [
        ['a "x", y', ''],
        ['', 'two\nlines'],
      ],
    ],
    ['5" pipe,x', [['5" pipe', 'x']]],
    ['', []],
  ])('%j', (text, rows) => expect(cells('f.csv', text, ',')).toEqual(rows));

  test('with tabs', () => expect(cells('f.csv', 'a,b\tc\n', '\t')).toEqual([['a,b', 'c']]));

  test('that is broken names the file', () => expect(() => cells('f.csv', 'a,"b', ',')).toThrow('f.csv'));
});

describe('spans of tags', () => {
  const rename = (name: string) => ({ p: 'product_type' as const, b: 'brand' as const })[name];

  test('in UTF-16 units, words with spaces between', () => {
    expect(fromBio(['🎁', 'red', 'running', 'shoes'], ['O', 'B-c', 'B-p', 'I-p'], ' ', rename)).toEqual({
      text: '🎁 red running shoes',
      spans: [{ start: 7, end: 20, name: 'product_type' }],
    });
  });

  test('of BIOES, of neighbours, of an inside without a beginning', () => {
    const { spans } = fromBio(
      [...'飞利浦剃须刀头盖子'],
      ['B-b', 'I-b', 'E-b', 'B-p', 'I-p', 'E-p', 'S-p', 'I-p', 'I-b'],
      '',
      rename,
    );
    expect(spans).toEqual([
      { start: 0, end: 3, name: 'brand' },
      { start: 3, end: 6, name: 'product_type' },
      { start: 6, end: 8, name: 'product_type' },
      { start: 8, end: 9, name: 'brand' },
    ]);
  });
});

describe('where a value stands', () => {
  test.each([
    ['Red shoe, red', 'red', 0],
    ['Covered in red', 'red', 11],
    ['100 g', 'g', 4],
    ['500g', 'g', undefined],
    ['红色连衣裙', '连衣裙', 2],
    ['🎁 Box', 'box', 3],
    ['İstanbul red', 'red', 9],
    ['a', '', undefined],
  ])('%s: %s', (text, value, start) => expect(firstPlace(text, value)?.start).toBe(start));
});

describe('named sets', () => {
  test('have names of their own, and a licence class', () => {
    expect(new Set(SETS.map(({ name }) => name)).size).toBe(SETS.length);
    expect(SETS.filter(({ licence }) => licence === 'A').length).toBeGreaterThan(10);
  });

  test('written: the dev rows, offsets turned to UTF-16', async () => {
    await put('written/tags.jsonl', [
      { text: '🎁红色', spans: [{ start: 1, end: 3, name: 'color' }], language: 'zh', split: 'dev' },
      { text: '红'.repeat(21), spans: [], language: 'zh', split: 'dev' },
      { text: 'red', spans: [], language: 'en', split: 'train' },
    ]);
    expect(await load('tags/written')).toEqual({
      kind: 'tags',
      rows: [
        { text: '🎁红色', as: 'query', language: 'zh', spans: [{ start: 2, end: 4, name: 'color' }] },
        { text: '红'.repeat(21), as: 'title', language: 'zh', spans: [] },
      ],
      reference: ['🎁红色', '红'.repeat(21), 'red'],
    });
  });

  test('of other types: the mapped ones, and which those are', async () => {
    await put('attributes-zh/taobao-ner.jsonl', [
      { chars: [...'耐克鞋x1'], tags: ['B-HPPX', 'I-HPPX', 'B-HCCX', 'B-XH', 'I-XH'] },
    ]);
    expect((await load('tags/taobao-ner')).rows).toEqual([
      {
        text: '耐克鞋x1',
        as: 'title',
        language: 'zh',
        names: ['product_type', 'brand'],
        spans: [
          { start: 0, end: 2, name: 'brand' },
          { start: 2, end: 3, name: 'product_type' },
        ],
      },
    ]);
  });

  test('by name: n/a is not stated, and a name whose value is nowhere is left out', async () => {
    await put('attributes-en/oa-mine.train.jsonl', [
      { input: 'q44', category: '', target_scores: { A: { q44: 1 }, B: { 'n/a': 1 }, C: { absent: 1 } } },
      { input: 'red dress', category: '', target_scores: { A: { red: 1 } } },
    ]);
    expect((await load('attributes/oa-mine')).rows).toEqual([
      {
        text: 'q44',
        language: 'en',
        attributes: new Map([
          ['A', ['q44']],
          ['B', []],
        ]),
      },
    ]);
  });

  test('ESCI: by query as lists and as a search, products as a shop sends them', async () => {
    const blank = { description: '', bullet_points: '', brand: '', color: null };
    await put('match-en/esci-products.jsonl.gz', [
      { asin: 'x', title: 'Other', ...blank },
      { asin: 'y', title: 'Wrap', ...blank, brand: 'K', bullet_points: 'one\n\ntwo', description: 'long' },
    ]);
    await put('match-en/esci-judgments.jsonl', [
      { query: 'tool wrap', product_id: 'y', label: 'exact' },
      { query: 'tool wrap', product_id: 'gone', label: 'exact' },
      { query: 'red dress', product_id: 'x', label: 'irrelevant' },
    ]);
    expect((await load('match/esci')).rows).toEqual([
      {
        text: 'tool wrap',
        language: 'en',
        truth: 'exact',
        product: { title: 'Wrap', brand: 'K', bullets: ['one', 'two'] },
      },
    ]);
    expect((await load('search/esci')).rows).toEqual([{ text: 'tool wrap', language: 'en', gains: new Map([[1, 1]]) }]);
  });

  test('out of scope: beside in-scope queries of the same language', async () => {
    const row = { sub_intent: null, language: 'zh', split: 'dev' };
    await put('written/intents.jsonl', [
      { ...row, query: '连衣裙', intent: 'find_product' },
      { ...row, query: '写首诗', intent: 'other' },
      { ...row, query: 'dress', intent: 'find_product', language: 'en' },
    ]);
    await put('intent-zh/smp2017_ecdt_task1.csv', 'Sentence\tTag\n明天下雨吗\tweather\n');
    const { kind, rows } = await load('intent/smp2017');
    expect(kind).toBe('scope');
    expect(rows.map((one) => [one.text, 'intent' in one && one.intent])).toEqual([
      ['明天下雨吗', 'other'],
      ['连衣裙', 'find_product'],
    ]);
  });

  test('that are broken say where', async () => {
    await put('match-zh/taobao-select.jsonl', '{"query": "a", "title": "b", "label": "match"}\n{"query": 1}\n');
    await expect(load('match/taobao-select')).rejects.toThrow(/taobao-select\.jsonl: line 2: query /);
    await put('match-zh/taobao-select.jsonl', '{');
    await expect(load('match/taobao-select')).rejects.toThrow('line 1 is not JSON');
    await expect(load('match/esci-pairs')).rejects.toThrow('ENOENT');
  });
});
