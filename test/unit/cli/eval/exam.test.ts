import { describe, expect, test } from 'vitest';
import type { Attribute } from '../../../../src/contract/attributes.ts';
import { type ExamOptions, examOf, figuresOf, type Group } from '../../../../src/cli/eval/exam.ts';
import type { Ask, Post } from '../../../../src/cli/eval/examiner.ts';
import type { Questions } from '../../../../src/cli/eval/questions.ts';
import { base64OfFloats } from '../../../../src/core/base64.ts';

const options: ExamOptions = { limit: undefined, seed: 1, buckets: false };

/** An API that answers by these functions, each one path, and tells what it was asked. */
function answering(paths: Readonly<Record<string, (body: never) => object>>): { ask: Ask; asked: object[] } {
  const asked: object[] = [];
  const post: Post = async (path, body, schema) => {
    asked.push(body);
    const served = { served_by: { path: 'onnx', degraded: false }, usage: { units: 1 } };
    const answer = paths[path]?.(body as never);
    return schema.parse({ model: { name: 'm', revision: '1' }, aisle: served, ...served, ...answer });
  };
  const ask: Ask = async (items, _, answer) => await answer(items, post);
  return { ask, asked };
}

const valuesOf = (groups: readonly Group[]): Record<string, number> =>
  Object.fromEntries(
    [...figuresOf(groups, undefined, { samples: 100, seed: 1 })].map(([name, { value }]) => [name, value]),
  );

const sit = async (questions: Questions, ask: Ask, how = options): Promise<Record<string, number>> =>
  valuesOf(await examOf(questions, how).sit(ask));

const intentResult = (query: string, intent: string, other: number, sub: string | null = null) => ({
  query,
  language: 'en',
  intent,
  sub_intent: sub,
  confidence: 0.8,
  distribution: [{ intent: 'other', probability: other }],
  constraints: { not: [] },
});

test('intents: classes, sub-intents, scope', async () => {
  const rows = [
    { text: 'a', intent: 'deal', sub_intent: null, language: 'en' as const },
    { text: 'b', intent: 'return_refund', sub_intent: 'get_refund', language: 'zh' as const },
    { text: 'c', intent: 'other', sub_intent: null, language: 'en' as const },
  ];
  const { ask, asked } = answering({
    '/v1/intent': () => ({
      results: [
        intentResult('a', 'other', 0.5),
        intentResult('b', 'return_refund', 0.1, 'track_refund'),
        intentResult('c', 'deal', 0.4),
      ],
    }),
  });
  const found = await sit({ kind: 'intent', rows, reference: [] }, ask);
  expect(asked).toEqual([{ queries: ['a', 'b', 'c'] }]);
  expect(found).toMatchObject({
    accuracy: 1 / 3,
    'zh/accuracy': 1,
    'en/accuracy': 0,
    macro_f1: 1 / 3,
    sub_intent_accuracy: 0,
    out_of_scope_recall: 0,
    false_alarms: 0.5,
    // To find `c` by P(other) alone, `a` is turned away.
    'out_of_scope_recall@5': 0,
    out_of_scope_auc: 0.5,
    'recall/return_refund': 1,
  });
  expect(found['ece']).toBeCloseTo(0.8 - 1 / 3);
  expect(found).not.toHaveProperty('zh/out_of_scope_auc');
});

const attribute = (name: string, text: string | null, start = 0): Attribute => ({
  name,
  value: text,
  text,
  confidence: 0.9,
  evidence: text === null ? null : { field: 'title', start, end: start + text.length },
  source: text === null ? null : 'text',
});
const attributesOf = (...lists: Attribute[][]) => ({
  '/v1/attributes': () => ({ results: lists.map((attributes) => ({ language: 'en', attributes })) }),
});

describe('tags', () => {
  const row = { language: 'en' as const, as: 'query' as const };

  test('are right with name and both ends; what is said twice counts once', async () => {
    const rows = [
      {
        ...row,
        text: 'red red dress',
        spans: [
          { start: 0, end: 3, name: 'color' },
          { start: 4, end: 7, name: 'color' },
          { start: 8, end: 13, name: 'product_type' },
        ],
      },
      { ...row, as: 'title' as const, text: 'nike shoe', spans: [{ start: 0, end: 4, name: 'brand' }] },
    ];
    const { ask, asked } = answering(
      attributesOf(
        [attribute('color', 'red', 4), attribute('product_type', 'red dress', 4)],
        [attribute('brand', 'nike', 1), attribute('feature', 'shoe', 5)],
      ),
    );
    const found = await sit({ kind: 'tags', rows, reference: [] }, ask);
    expect(asked).toEqual([{ items: [{ query: 'red red dress' }, { product: { title: 'nike shoe' } }] }]);
    // One hit of four answers; three things stated. `nike` is not at its offsets.
    expect(found).toMatchObject({
      span_f1: 2 / 7,
      span_precision: 0.25,
      span_recall: 1 / 3,
      offset_violations: 1,
      'f1/color': 1,
      'f1/product_type': 0,
      'f1/brand': 0,
    });
    expect(found).not.toHaveProperty('f1/feature');
  });

  test('of a set with few names leave the others aside', async () => {
    const rows = [{ ...row, names: ['brand'], text: 'nike shoe', spans: [{ start: 0, end: 4, name: 'brand' }] }];
    const { ask } = answering(attributesOf([attribute('brand', 'nike'), attribute('product_type', 'shoe', 5)]));
    expect(await sit({ kind: 'tags', rows, reference: [] }, ask)).toMatchObject({ span_precision: 1, span_recall: 1 });
  });
});

test('attributes by name: values, and names not stated apart', async () => {
  const rows = [
    {
      text: 'Nike shoe, red or blue',
      language: 'en' as const,
      attributes: new Map([
        ['Brand', ['Nike']],
        ['Color', ['red', 'blue']],
        ['Size', []],
        ['Voltage', []],
      ]),
    },
  ];
  const { ask, asked } = answering(
    attributesOf([
      attribute('Brand', 'Nike'),
      attribute('Color', 'red', 11),
      attribute('Size', 'shoe', 5),
      attribute('Voltage', null),
    ]),
  );
  const found = await sit({ kind: 'attributes', rows, reference: [] }, ask);
  expect(asked).toEqual([
    { items: [{ product: { title: 'Nike shoe, red or blue' }, attributes: ['Brand', 'Color', 'Size', 'Voltage'] }] },
  ]);
  expect(found).toEqual({
    value_f1: 2 / 3,
    value_precision: 2 / 3,
    value_recall: 2 / 3,
    not_stated_recall: 0.5,
    offset_violations: 0,
  });
});

const judged = (relation: string, relevance: number) => ({
  relation,
  relevance,
  distribution: { exact: 0.25, substitute: 0.25, complement: 0.25, irrelevant: 0.25, [relation]: 0.4 },
});

describe('match', () => {
  const pair = (text: string, title: string, truth: 'exact' | 'substitute' | 'irrelevant' | number) => ({
    text,
    language: 'en' as const,
    product: { title },
    truth,
  });

  test('relations, lists, and the way from BM25', async () => {
    const rows = [
      pair('hose', 'Pipe', 'exact'),
      pair('hose', 'Hose hose', 'irrelevant'),
      pair('cup', 'Mug', 'substitute'),
    ];
    const { ask, asked } = answering({
      '/v1/match': () => ({ results: [judged('exact', 0.9), judged('exact', 0.5), judged('substitute', 0.1)] }),
    });
    const found = await sit({ kind: 'match', rows, reference: [] }, ask);
    expect(asked).toMatchObject([{ pairs: [{ query: 'hose', product: { title: 'Pipe' } }, {}, {}] }]);
    expect(found).toMatchObject({
      accuracy: 2 / 3,
      macro_f1: (2 / 3 + 1 + 0) / 3,
      ndcg: 1,
      bm25_ndcg: 1 / Math.log2(3),
      ndcg_over_bm25: 1,
      auc: 1,
    });
    expect(found['ece']).toBeCloseTo(2 / 3 - 0.4);
  });

  test('grades: the highest against the rest, and the order', async () => {
    const rows = [pair('hose', 'A', 1), pair('hose', 'B', 3), pair('hose', 'C', 2)];
    const { ask } = answering({
      '/v1/match': () => ({ results: [judged('irrelevant', 0.1), judged('exact', 0.6), judged('exact', 0.7)] }),
    });
    const found = await sit({ kind: 'match', rows, reference: [] }, ask);
    expect(Object.keys(found).toSorted()).toEqual(['auc', 'bm25_ndcg', 'ndcg', 'ndcg_over_bm25', 'rank_correlation']);
    expect(found['auc']).toBe(0.5);
    expect(found['rank_correlation']).toBeCloseTo(0.5);
    expect(found['ndcg']).toBeCloseTo((0.5 + 1 / Math.log2(3)) / (1 + 0.5 / Math.log2(3)));
  });
});

test('search: by vectors, sorted again, and by words', async () => {
  const catalogue = [{ title: 'Garden hose' }, { title: 'Red dress' }, { title: 'Water pipe' }];
  const rows = [
    {
      text: 'hose',
      language: 'en' as const,
      gains: new Map([
        [0, 1],
        [2, 0.1],
      ]),
    },
  ];
  const vectors: Readonly<Record<string, number[]>> = {
    'Garden hose': [0.6, 0.8],
    'Red dress': [0, 1],
    'Water pipe': [1, 0],
    hose: [0.8, 0.6],
  };
  const { ask, asked } = answering({
    '/v1/embeddings': ({ input }: { input: string[] }) => ({
      object: 'list',
      model: 'm',
      usage: { prompt_tokens: 1, total_tokens: 1 },
      data: input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: base64OfFloats(Float32Array.from(vectors[text] ?? [])),
      })),
    }),
    '/v1/rerank': () => ({
      id: 'r',
      model: 'm',
      meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } },
      usage: { total_tokens: 1 },
      results: [1, 0, 2].map((index, i) => ({ index, relevance_score: 0.9 - i / 10 })),
    }),
  });
  const found = await sit({ kind: 'search', rows, catalogue, reference: [] }, ask);
  // Dots: .96 hose, .8 pipe, .6 dress; sorted again: the second, the first, the third.
  expect(asked.at(-1)).toMatchObject({
    query: 'hose',
    documents: [{ title: 'Garden hose' }, { title: 'Water pipe' }, {}],
  });
  expect(found['ndcg@10']).toBe(1);
  expect(found['reranked_ndcg@10']).toBeCloseTo((0.1 + 1 / Math.log2(3)) / (1 + 0.1 / Math.log2(3)));
  expect(found['bm25_ndcg@10']).toBeCloseTo(1 / (1 + 0.1 / Math.log2(3)));
  expect(found).toMatchObject({ 'recall@10': 1, 'recall@100': 1, 'bm25_recall@10': 1 });
});

describe('rows of an exam', () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    text: `q${Math.floor(i / 3)}`,
    language: 'en' as const,
    product: { title: `t${i}` },
    truth: 'exact' as const,
  }));
  const match: Questions = { kind: 'match', rows, reference: rows.map(({ text }) => text) };

  test('are limited by whole queries, the same for a seed', async () => {
    const asked = async (seed: number) => {
      const { ask, asked: bodies } = answering({
        '/v1/match': ({ pairs }: { pairs: object[] }) => ({ results: pairs.map(() => judged('exact', 1)) }),
      });
      const exam = examOf(match, { ...options, limit: 7, seed });
      await exam.sit(ask);
      expect([exam.rows, exam.texts]).toEqual([6, 2]);
      return JSON.stringify(bodies);
    };
    expect(await asked(1)).toBe(await asked(1));
    expect(new Set([await asked(1), await asked(2), await asked(3), await asked(4)]).size).toBeGreaterThan(1);
    expect(examOf(match, { ...options, limit: 1 }).rows).toBe(3);
  });

  test('are parted into buckets that together are all', async () => {
    const { ask } = answering({ '/v1/match': () => ({ results: rows.map(() => judged('exact', 1)) }) });
    const groups = await examOf(match, { ...options, buckets: true }).sit(ask);
    const count = (names: string[]): number =>
      groups.filter(({ name }) => names.includes(name)).reduce((sum, { clusters }) => sum + clusters, 0);
    expect(count(['head/', 'torso/', 'tail/'])).toBe(4);
    expect(count(['short/', 'medium/', 'long/'])).toBe(4);
  });
});

test('two systems are compared on the same rows', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    text: `q${i}`,
    intent: 'deal',
    sub_intent: null,
    language: 'en' as const,
  }));
  const exam = examOf({ kind: 'intent', rows, reference: [] }, options);
  const groupsOf = async (right: number) => {
    const results = rows.map(({ text }, i) => intentResult(text, i < right ? 'deal' : 'compare', 0));
    return await exam.sit(answering({ '/v1/intent': () => ({ results }) }).ask);
  };
  const figures = figuresOf(await groupsOf(24), await groupsOf(12), { samples: 500, seed: 1 });
  const { value, other, difference } = figures.get('accuracy') ?? {};
  expect([value, other?.value]).toEqual([0.8, 0.4]);
  expect(difference?.value).toBeCloseTo(0.4);
  expect(difference?.low).toBeGreaterThan(0.15);
  expect(difference?.p).toBeLessThan(0.01);
});
