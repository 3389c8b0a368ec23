import { beforeAll, describe, expect, test, vi } from 'vitest';
import { explainResponse } from '../../src/contract/explain.ts';
import { appWith } from '#host';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, send } from '../support/requests.ts';

let shop: HttpShop;
/** Waits until so many products are found by their meaning: no ranking changes from then on. */
const embedded = async (from: HttpShop, products: number): Promise<void> => {
  const isDone = async (): Promise<void> => {
    const status = (await (await from.send('/v1/catalog', null, { method: 'GET' })).json()) as Json;
    if (status.embedded !== products) throw new Error(`${status.embedded} of ${products} are embedded`);
  };
  await vi.waitFor(isDone, { timeout: 30_000, interval: 100 });
};
beforeAll(async () => {
  shop = await httpShop(SHOP);
  await embedded(shop, SHOP.length);
});

const explain = async (body: object, from: HttpShop = shop): Promise<Json> =>
  await answerOf(await from.send('/v1/explain', { target: 'search', ...body }), explainResponse);
const whyNot = async (body: object, from: HttpShop = shop): Promise<Json> => {
  const { search } = await explain(body, from);
  expect(search).toMatchObject({ found: false, rank: null, relation: null });
  return search;
};
const sum = (parts: Json[]): number => parts.reduce((total, { contribution }: Json) => total + contribution, 0);

describe.each([
  ['en', 'red dress', /number \d of \d/],
  ['zh', '红色连衣裙', /个结果中排第 \d/],
])('%s: %s', (_, query, sentence) => {
  test('each hit is told where it stands, with the parts of its score', async () => {
    const { hits } = await shop.search({ query, explain: true });
    expect(hits.length).toBeGreaterThan(1);
    for (const [i, hit] of hits.entries()) {
      const { search, target, text, relation } = await explain({ query, product_id: hit.id });
      expect(target).toBe('search');
      expect(search).toMatchObject({ found: true, rank: i + 1, total: hits.length, relation: hit.relation });
      expect(search.score).toBeCloseTo(hit.score, 6);
      expect(sum(search.signals)).toBeCloseTo(search.score, 9);
      expect(search.signals.map(({ signal }: Json) => signal)).toEqual(hit.explain.map(({ signal }: Json) => signal));
      expect(search.reason).toMatchObject({ code: 'shown', limit: 20 });
      expect(search.retrieval.place).toBeGreaterThan(0);
      expect(text).toMatch(sentence);
      expect(text).toContain(search.text);
      expect(relation).toBeTypeOf('string');
    }
  });

  test('past the first page it says so', async () => {
    const { hits } = await shop.search({ query });
    const { search } = await explain({ query, product_id: hits[1].id, limit: 1 });
    expect(search).toMatchObject({ found: true, rank: 2, reason: { code: 'later_page', limit: 1 } });
    expect(search.reason.first_page_score).toBeCloseTo(hits[0].score, 6);
  });
});

test('the rank without a signal is that of a search whose products lack it', async () => {
  const twins = ['a', 'b'].map((id) => ({ id, title: 'Green wool scarf' }));
  const [a, b] = [{ ...twins[0], stock: 0 }, twins[1]] as never[];
  const own = await httpShop([a, b] as never);
  await embedded(own, 2);
  const { search } = await explain({ query: 'green wool scarf', product_id: 'a' }, own);
  expect(search.rank).toBe(2);
  expect(search.text).toContain('being sold out');
  const of = (name: string): Json => search.signals.find(({ signal }: Json) => signal === name);
  expect(of('sold_out')).toMatchObject({ value: 1, rank_without: 1 });
  expect(of('popularity').rank_without).toBe(2);
  await own.put([{ ...twins[0], stock: 5 }] as never);
  expect((await own.search({ query: 'green wool scarf' })).hits.map(({ id }: Json) => id)).toEqual(['a', 'b']);
});

test('for a shopper it is as they are shown it, and as everybody is without their taste', async () => {
  const own = await httpShop([
    { id: 'a', title: 'Wool scarf', brand: 'Zest' },
    { id: 'b', title: 'Wool scarf', brand: 'Acme' },
  ]);
  await embedded(own, 2);
  const path = '/v1/shoppers/ann';
  expect((await own.send(path, { likes: [{ name: 'brand', value: 'Acme' }] }, { method: 'PATCH' })).status).toBe(200);
  const query = 'wool scarf';
  const { hits } = await own.search({ query, shopper_id: 'ann', explain: true });
  expect(hits.map(({ id }: Json) => id)).toEqual(['b', 'a']);
  const { search } = await explain({ query, shopper_id: 'ann', product_id: 'b' }, own);
  expect(search.rank).toBe(1);
  expect(search.score).toBeCloseTo(hits[0].score, 6);
  const of = (signal: string): Json => search.signals.find((one: Json) => one.signal === signal);
  expect(of('personal')).toMatchObject({ rank_without: 2 });
  expect(of('personal').value).toBeGreaterThan(0);
  expect((await explain({ query, product_id: 'b' }, own)).search.rank).toBe(2);
});

test.each([
  ['en', 'red dress', /Without the shop’s rules it would be left out\./],
  ['zh', '红色连衣裙', /不计店铺规则时不在结果中。/],
])('%s: what only a rule brings in says so', async (_, query, sentence) => {
  const own = await httpShop(SHOP);
  const rules = [{ id: 'push', effect: 'pin', products: ['m1'], position: 1 }];
  expect((await own.send('/v1/rules', { rules }, { method: 'PUT' })).status).toBe(200);
  const { search } = await explain({ query, product_id: 'm1' }, own);
  expect(search).toMatchObject({ found: true, rank: 1, reason: { code: 'shown', rules: ['push'] } });
  expect(search.text).toMatch(sentence);
});

describe('why not', () => {
  test.each([
    [
      '红色连衣裙',
      'z1',
      { brand: ['Acme'] },
      [{ name: 'brand', not: false, wanted: ['Acme'], found: '轻风' }],
      '筛选条件',
    ],
    [
      'red dress',
      'd1',
      { price: { gte: 100 }, not: { color: ['red'] } },
      [
        { name: 'price', not: false, wanted: { gte: 100 }, found: '39 USD' },
        { name: 'color', not: true, wanted: ['red'], found: 'Red' },
      ],
      'Filters leave it out',
    ],
  ])('%s: filters, and a search without them has it', async (query, product_id, filters, conditions, text) => {
    const search = await whyNot({ query, product_id, filters });
    expect(search.reason).toEqual({ code: 'filtered', conditions });
    expect(search.text).toContain(text);
    const names = conditions.map(({ name, not }) => `filters.${not ? 'not.' : ''}${name}`);
    expect(search.counterfactual.dropped).toEqual(names);
    const { hits } = await shop.search({ query: search.counterfactual.query });
    expect(hits[search.counterfactual.rank - 1]).toMatchObject({
      id: product_id,
      relation: search.counterfactual.relation,
    });
  });

  test.each([
    ['red dress', 'm1', /irrelevant \(probability 0\.\d+/],
    ['红色连衣裙', 'm1', /无关（概率 0\.\d+/],
  ])('%s: irrelevant, with what the model said', async (query, product_id, text) => {
    const search = await whyNot({ query, product_id });
    expect(search.reason.code).toBe('irrelevant');
    const { distribution } = search.reason;
    expect(distribution.irrelevant).toBeGreaterThan(Math.max(distribution.exact, distribution.substitute));
    expect(search.text).toMatch(text);
  });

  test('a rule that hides it, and its rank without the rule', async () => {
    const own = await httpShop(SHOP);
    await embedded(own, SHOP.length);
    const before = await own.search({ query: 'red dress' });
    const rules = [{ id: 'no-zest', effect: 'hide', products: ['d1'] }];
    expect((await own.send('/v1/rules', { rules }, { method: 'PUT' })).status).toBe(200);
    const search = await whyNot({ query: 'red dress', product_id: 'd1' }, own);
    expect(search.reason).toEqual({ code: 'hidden', rules: ['no-zest'] });
    const rank = before.hits.findIndex(({ id }: Json) => id === 'd1') + 1;
    expect(search.counterfactual).toMatchObject({ dropped: ['rules.no-zest'], rank });
    expect(search.text).toContain('no-zest');
  });

  test('a service is asked for, in both languages', async () => {
    for (const query of ['where is my package', '我的快递到哪了']) {
      const search = await whyNot({ query, product_id: 'd1' });
      expect(search.reason).toEqual({ code: 'service_intent', intent: 'order_status' });
      expect(search.retrieval).toBeNull();
    }
  });

  test('a product that the catalogue has not', async () => {
    const english = await whyNot({ query: 'red dress', product: { id: 'x9', title: 'Red dress' } });
    expect(english.reason).toEqual({ code: 'not_in_catalog' });
    expect(english.text).toContain('no such product');
    expect((await whyNot({ query: '红色连衣裙', product: { title: '红色连衣裙' } })).text).toContain('没有该商品');
  });

  test('not retrieved: its scores, and the one that it would have needed', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ id: `k${i}`, title: `Kettle steel number ${i}` }));
    const own = await httpShop([...many, { id: 'odd', title: 'Garden hose, fifty metres' }]);
    const search = await whyNot({ query: 'steel kettle', product_id: 'odd' }, own);
    expect(search.reason).toMatchObject({ code: 'not_retrieved', limit: 100 });
    const { place, keyword, fused, cut } = search.retrieval;
    expect([place, keyword]).toEqual([null, null]);
    expect(fused).toBeLessThan(cut);
    expect(search.text).toContain('100 candidates');
  });

  test('not retrieved, since what costs what was asked comes first', async () => {
    const price = { amount: 20, currency: 'CNY' };
    const many = Array.from({ length: 100 }, (_, i) => ({ id: `k${i}`, title: `电热水壶 ${i} 号`, price }));
    const own = await httpShop([...many, { id: 'dear', title: '电热水壶', price: { amount: 90, currency: 'CNY' } }]);
    await embedded(own, 101);
    const search = await whyNot({ query: '电热水壶 50元以内', product_id: 'dear' }, own);
    expect(search.reason).toEqual({ code: 'not_retrieved', limit: 100, conflicts: ['price: 90'] });
    expect(search.retrieval).toMatchObject({ place: null, cut: null });
    expect(search.text).toContain('价格在要求范围内的候选已占满');
    expect(search.counterfactual).toMatchObject({ dropped: ['50元以内'], query: '电热水壶' });
    const { hits } = await own.search({ query: '电热水壶', limit: 100 });
    expect(hits[search.counterfactual.rank - 1].id).toBe('dear');
  });

  test('not read by the model, and too low an estimate', async () => {
    const many = Array.from({ length: 55 }, (_, i) => ({ id: `k${i}`, title: `电热水壶 ${i} 号` }));
    const own = await httpShop([...many, { id: 'odd', title: '园艺手套 耐磨 加厚 男女通用' }]);
    // By its meaning it is far from the query, but a candidate.
    await embedded(own, 56);
    const search = await whyNot({ query: '电热水壶', product_id: 'odd' }, own);
    expect(search.reason).toMatchObject({ code: 'not_judged', judged: 50, limit: 50 });
    expect(search.retrieval.place).toBe(56);
    expect(search.text).toContain('前 50 个候选');
  });
});

test('what the query wants and the product has not is dropped, and a search then has the product', async () => {
  const search = await whyNot({ query: 'red dress', product_id: 's1' });
  expect(search.counterfactual.dropped.length).toBeGreaterThan(0);
  const { query: changed, rank } = search.counterfactual;
  expect((await shop.search({ query: changed })).hits[rank - 1].id).toBe('s1');
});

test('where words alone judge, the answer says so', async () => {
  const fetch = await appWith({ MODEL_SCORER_URL: '', MODEL_LOCAL: 'off' });
  for (const query of [newText('red dress'), newText('红色连衣裙')]) {
    const body = { query, product: { title: 'Red dress' }, target: 'search' };
    const answer = await answerOf(await send('/v1/explain', body, {}, fetch), explainResponse);
    expect(answer.served_by).toMatchObject({ path: 'lexical', degraded: true });
    expect(answer.search.reason.code).toBe('not_in_catalog');
  }
});
