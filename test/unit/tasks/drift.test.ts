import { beforeEach, expect, test } from 'vitest';
import { driftResponse } from '../../../src/contract/drift.ts';
import { randomOf } from '../../../src/core/random.ts';
import { productObservations, queryObservations, searchObservations } from '../../../src/ranking/drift/observations.ts';
import { AccountActor } from '../../../src/state/account/actor.ts';
import type { Account, DailyCount } from '../../../src/state/account/port.ts';
import { driftTask } from '../../../src/tasks/drift.ts';
import { openDatabase } from '../../support/open-retrieval.ts';

const TODAY = 20_000;

let actor: AccountActor;
beforeEach(() => {
  actor = new AccountActor({ sql: openDatabase() });
});

const report = async (days?: number) => {
  const account = { counted: async (from: number, to: number) => actor.counted(from, to) } as Account;
  const told = await driftTask({ days }, { account, today: TODAY });
  expect(driftResponse.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  return told;
};

/** A day's searches: so many, of which a share are in Chinese, and a share find nothing. */
function searches(day: number, n: number, { zh, empty }: { zh: number; empty: number }, seed: number): void {
  const random = randomOf(seed * 1_000 + day);
  const counts: DailyCount[] = [];
  for (let i = 0; i < n; i++) {
    const language = random() < zh ? 'zh' : 'en';
    const intent = random() < 0.8 ? 'find_product' : 'discover';
    const hits = random() < empty ? [] : [{ relation: 'exact', relevance: random() }];
    const observed = [
      ...queryObservations({ intent, language, confidence: 0.9 }),
      ...searchObservations({ wanted: true, hits, degraded: false }),
    ];
    counts.push(...observed.map(([name, value]) => ({ day, name, value, n: 1 })));
  }
  actor.count(counts, []);
}

function products(day: number, n: number, price: (i: number) => number, brand: (i: number) => string): void {
  const counts: DailyCount[] = [];
  for (let i = 0; i < n; i++) {
    const observed = productObservations({
      title: '连衣裙',
      brand: brand(i),
      category: '女装',
      price: { amount: price(i), currency: 'CNY' },
    });
    counts.push(...observed.map(([name, value]) => ({ day, name, value, n: 1 })));
  }
  actor.count(counts, []);
}

test('two weeks of the same are stable, and say so in both languages', async () => {
  for (let day = TODAY - 13; day <= TODAY; day++) searches(day, 60, { zh: 0.5, empty: 0.03 }, 1);
  const told = await report();
  expect(told.windows).toEqual({
    before: { from: '2024-09-21', to: '2024-09-27' },
    recent: { from: '2024-09-28', to: '2024-10-04' },
  });
  expect(told.queries).toMatchObject({ verdict: 'stable', seen: { before: 420, recent: 420 } });
  expect(told.catalog).toMatchObject({ verdict: 'unknown', seen: { before: 0, recent: 0 } });
  expect(told.verdict).toBe('stable');
  expect(told.sentences.en).toEqual([
    'The queries are as they were.',
    'Too few products were seen to tell: it needs 100 in each window.',
  ]);
  expect(told.sentences.zh).toEqual(['查询没有明显变化。', '商品数量太少，无法判断：每个时间段至少需要100条。']);
  expect(told.queries.distributions.find(({ name }) => name === 'top_relevance')?.mean?.before).toBeCloseTo(0.5, 1);
});

test('a shop that many find nothing in has moved; what has not is left out', async () => {
  for (let day = TODAY - 13; day <= TODAY; day++) {
    searches(day, 60, day <= TODAY - 7 ? { zh: 0.5, empty: 0.02 } : { zh: 0.5, empty: 0.25 }, 2);
  }
  const { queries, sentences, verdict } = await report();
  const empty = queries.shares.find(({ name }) => name === 'empty');
  expect(empty?.verdict).toBe('moved');
  expect(empty?.low).toBeGreaterThan(0.15);
  expect(queries.distributions.find(({ name }) => name === 'language')?.verdict).toBe('stable');
  expect(verdict).toBe('moved');
  expect(sentences.en[0]).toMatch(/^Searches without a.*moved, from \d/);
  expect(sentences.zh.join('')).toContain('无结果的搜索的占比已明显变化：从');
  expect(sentences.en.join(' ')).not.toContain('language');
});

test('new brands and dearer prices are seen in the catalogue', async () => {
  products(
    TODAY - 10,
    300,
    (i) => 20 + (i % 100),
    (i) => `b${i % 5}`,
  );
  products(
    TODAY - 1,
    300,
    (i) => 200 + (i % 100),
    (i) => `b${5 + (i % 5)}`,
  );
  const { catalog, sentences } = await report();
  const of = (name: string) => catalog.distributions.find((one) => one.name === name);
  expect(of('brand')).toMatchObject({ verdict: 'moved' });
  expect(of('brand')?.js_distance).toBeCloseTo(1, 6);
  expect(of('price')?.verdict).toBe('moved');
  expect(of('price')?.values.every(({ value }) => /^CNY [\d.]+–[\d.]+$/.test(value))).toBe(true);
  expect(of('category')).toMatchObject({ verdict: 'stable', values: [{ value: '女装', before: 1, recent: 1 }] });
  expect(catalog.shares.find(({ name }) => name === 'missing_brand')).toMatchObject({
    verdict: 'stable',
    share: { before: 0, recent: 0 },
  });
  expect(sentences.en.some((one) => one.startsWith('Prices of products: moved (PSI '))).toBe(true);
  expect(sentences.zh.some((one) => one.startsWith('商品品牌已明显变化（PSI '))).toBe(true);
});

test('the mean vector of what is new is held against that of before, by the newest pack', async () => {
  const vector = (day: number, pack: string, ...sum: number[]) => ({ day, pack, n: 2, sum: Float32Array.from(sum) });
  actor.count([], [vector(TODAY - 9, 'a', 2, 0), vector(TODAY, 'a', 1, 1), vector(TODAY - 20, 'b', 9, 9)]);
  const { embedding } = (await report()).catalog;
  expect(embedding.cosine).toBeCloseTo(Math.SQRT1_2, 6);
  expect(embedding.vectors).toEqual({ before: 2, recent: 2 });
  expect((await report(1)).catalog.embedding).toEqual({ cosine: null, vectors: { before: 0, recent: 2 } });
});

test('chance alone moves nothing: of 15 pairs of equal days none is said to move', async () => {
  let moved = 0;
  for (let seed = 10; seed < 25; seed++) {
    actor = new AccountActor({ sql: openDatabase() });
    for (const day of [TODAY - 7, TODAY]) searches(day, 150, { zh: 0.5, empty: 0.05 }, seed);
    if ((await report()).queries.verdict !== 'stable') moved += 1;
  }
  expect(moved).toBe(0);
});

test('prices that are not told apart are told as the others, and a sentence names them in words', async () => {
  const counts = (day: number, rare: number): DailyCount[] => [
    { day, name: 'price', value: 'CNY 16', n: 200 },
    { day, name: 'price', value: 'USD 8', n: 200 },
    { day, name: 'price', value: '…', n: rare },
  ];
  actor.count([...counts(TODAY - 7, 10), ...counts(TODAY, 400)], []);
  const { catalog, sentences } = await report();
  const price = catalog.distributions.find(({ name }) => name === 'price');
  expect(price?.values.map(({ value }) => value)).toEqual(['CNY 100–133', 'USD 10–13.3', '…']);
  expect(sentences.en[0]).toContain('most of all the rarer ones, from 2.4% to 50.0%');
  expect(sentences.zh[0]).toContain('变化最大的是较少见的值，从2.4%变为50.0%');
});
