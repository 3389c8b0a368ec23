import { beforeAll, describe, expect, test } from 'vitest';
import { appWith, type Fetch } from '#host';
import { feedbackCountsResponse, feedbackResponse } from '../../src/contract/feedback.ts';
import { matchResponse } from '../../src/contract/match.ts';
import { rerankResponse } from '../../src/contract/rerank.ts';
import { searchResponse } from '../../src/contract/search.ts';
import { RELATIONS } from '../../src/core/relation.ts';
import { randomOf } from '../../src/core/random.ts';
import { calibrated, type Calibration } from '../../src/ranking/learning/calibration.ts';
import { httpShop, type HttpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf, request, send, type Sent } from '../support/requests.ts';
import { KEY, OTHER_KEY } from '../support/settings.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
});

const tell = async (feedback: unknown[], headers: Record<string, string> = {}): Promise<Json> =>
  await answerOf(await shop.send('/v1/feedback', { feedback }, { headers }), feedbackResponse);
const counts = async (of: HttpShop = shop): Promise<Json> =>
  await answerOf(await of.send('/v1/feedback', null, { method: 'GET' }), feedbackCountsResponse);
const newId = (): string => crypto.randomUUID();

describe('a batch', () => {
  test('is judged one by one: each tells what became of it, and a bad one loses none of the good ones', async () => {
    const id = newId();
    const good = { id, about: 'relevance', query: 'red dress', product_id: 'd1', relation: 'exact' };
    const answer = await tell([
      good,
      good,
      { about: 'relevance', query: '红色连衣裙', product: { title: '红色雪纺连衣裙' }, helpful: true },
      { about: 'explanation', decision_id: 'x', reasons: ['too_long', '看不懂'] },
      { id: 'bad', about: 'taste', query: 'x' },
      { about: 'relevance', query: 'red dress', product_id: 'nowhere', relation: 'exact' },
      { about: 'relevance', product_id: 'd1' },
      { about: 'relevance', query: 'red dress', product_id: 'd1', relation: 'perfect' },
      { about: 'explanation', decision_id: 'x' },
      { about: 'explanation', helpful: true, at: Date.now() + 3_600_000 },
      { about: 'explanation', helpful: true, at: '1700-01-01T00:00:00Z' },
      'great',
    ]);
    expect(answer).toMatchObject({ accepted: 3, rejected: 8 });
    expect(answer.results.map(({ status }: Json) => status)).toEqual([
      'accepted',
      'duplicate',
      'accepted',
      'accepted',
      ...Array.from({ length: 8 }, () => 'rejected'),
    ]);
    expect(answer.results[0]).toEqual({ index: 0, id, status: 'accepted' });
    expect(answer.results[4]).toMatchObject({ id: 'bad', code: 'invalid' });
    expect(answer.results.slice(4).map(({ errors }: Json) => errors[0])).toEqual([
      { path: 'about', message: 'must be relevance or explanation' },
      { path: 'product_id', message: 'is no product of the catalogue' },
      { path: 'query', message: 'is required for relevance' },
      { path: 'relation', message: 'must be exact, substitute, complement or irrelevant' },
      { path: 'helpful', message: 'is required for an explanation, or `reasons`' },
      { path: 'at', message: 'must be at most 5 minutes ahead' },
      { path: 'at', message: 'must not be before the year 2000' },
      { path: '$', message: 'must be an object' },
    ]);
  });

  test.each([
    [[], 'must have at least 1 item'],
    [Array.from({ length: 101 }, () => ({})), 'must have at most 100 items'],
    ['x', 'must be a list'],
  ])('of a wrong size is refused', async (feedback, message) => {
    const { errors } = await problemOf(await shop.send('/v1/feedback', { feedback }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'feedback', message }]);
  });

  test('under an Idempotency-Key happens once; unknown fields are told', async () => {
    const headers = { 'idempotency-key': newId() };
    const item = { about: 'explanation', helpful: true, mood: 'good' };
    const before = (await counts()).total;
    const first = await tell([item], headers);
    expect(first.warnings).toEqual(['feedback.0.mood']);
    expect(await tell([item], headers)).toEqual(first);
    expect((await counts()).total).toBe(before + 1);
  });
});

test('of two judgements of a pair by one judge the later counts, and another judge’s counts beside it', async () => {
  const own = await httpShop(SHOP);
  const judgement = { about: 'relevance', query: 'blue dress', product_id: 'd3', session_id: 's' };
  const told = async (items: object[]): Promise<Json[]> =>
    (await answerOf(await own.send('/v1/feedback', { feedback: items }), feedbackResponse)).results;
  await told([{ ...judgement, relation: 'exact', at: '2026-05-01T12:00:00+08:00' }]);
  const results = await told([
    { ...judgement, relation: 'irrelevant', at: '2026-05-02T12:00:00+08:00' },
    { ...judgement, query: ' Blue  DRESS', relation: 'exact', at: '2026-04-01T12:00:00+08:00' },
    { ...judgement, session_id: 't', relation: 'substitute' },
  ]);
  expect(results.map(({ code }) => code)).toEqual([undefined, 'superseded', undefined]);
  const { total, relations } = await counts(own);
  expect(total).toBe(2);
  expect(relations.map(({ said }: Json) => said).toSorted()).toEqual(['irrelevant', 'substitute']);
});

test('counts tell what was said in figures; a free text is counted and kept nowhere', async () => {
  const own = await httpShop(SHOP);
  await own.send('/v1/feedback', {
    feedback: [
      { about: 'relevance', query: 'red dress', product_id: 'd1', helpful: true, source: 'expert' },
      { about: 'relevance', query: 'red dress', product_id: 'd2', helpful: false, reasons: ['Wrong_Type'] },
      {
        about: 'relevance',
        query: '黑色连衣裙',
        product_id: 'z2',
        relation: 'exact',
        reasons: ['wrong_type', '颜色不对'],
      },
      { about: 'explanation', helpful: false, reasons: ['call me at 555 0100, ann', '我的电话是13800000000'] },
    ],
  });
  const told = await counts(own);
  expect(told).toMatchObject({
    total: 4,
    learnable: 3,
    about: { relevance: 3, explanation: 1 },
    source: { shopper: 3, expert: 1 },
    helpful: { relevance: { yes: 1, no: 1 }, explanation: { yes: 0, no: 1 } },
    relations: [{ said: 'exact', count: 1 }],
  });
  expect(told.reasons).toEqual([
    { reason: 'wrong_type', count: 2 },
    { reason: 'text', count: 1 },
    { reason: '颜色不对', count: 1 },
  ]);
});

test('what contradicts the query is counted and not learnt of, since no calibration changes it', async () => {
  const own = await httpShop();
  const item = {
    about: 'relevance',
    query: 'iphone 13 case',
    product: { title: 'Clear Case for iPhone 12' },
    relation: 'substitute',
  };
  const { results } = await answerOf(await own.send('/v1/feedback', { feedback: [item] }), feedbackResponse);
  expect(results[0]).toMatchObject({ status: 'accepted', code: 'conflict' });
  expect(await counts(own)).toMatchObject({ total: 1, learnable: 0 });
});

/** Needs, none of which names a product, so that nothing contradicts them. */
const THINGS = [
  ['something red for a summer party', 'Red summer dress for women'],
  ['good for long morning runs', 'Running shoes for men, mesh'],
  ['music without wires', 'Wireless over-ear headphones with case'],
  ['grind beans at home', 'Electric coffee grinder, stainless steel'],
  ['watering the lawn', 'Expandable garden hose 50 ft'],
  ['light for late reading', 'LED desk lamp, dimmable'],
  ['防摔保护', '手机保护壳 磨砂 黑色'],
  ['出门喝热水', '不锈钢保温杯 500毫升'],
  ['夏天穿着凉快', '雪纺连衣裙 夏季新款'],
  ['听歌降噪', '无线蓝牙耳机 降噪'],
  ['出差装衣服', '拉杆行李箱 20寸'],
  ['晚上看书照明', '护眼台灯 可调光'],
] as const;

/** What strict judges make of the model's distributions: less is exact to them. */
const STRICT: Calibration = { temperature: 0.5, bias: [-2, 1, 0.5, 0] };

describe('what is learnt of an account’s judges', () => {
  const pairs = THINGS.flatMap(([query]) => THINGS.map(([, title]) => ({ query, product: { title } })));
  let fetch: Fetch;
  const ask = async (path: string, body: object, key = KEY, sent: Sent = {}): Promise<Response> =>
    await send(path, body, { ...sent, headers: { authorization: `Bearer ${key}`, ...sent.headers } }, fetch);
  const match = async (key = KEY, headers: Record<string, string> = {}): Promise<Json> => {
    const parts = [pairs.slice(0, 72), pairs.slice(72)];
    const answers = await Promise.all(
      parts.map(
        async (part) => await answerOf(await ask('/v1/match', { pairs: part }, key, { headers }), matchResponse),
      ),
    );
    return { model: answers[0].model, results: answers.flatMap(({ results }) => results) };
  };
  const now = { 'cache-control': 'no-cache' };
  const judge = async (p: readonly number[][], by: Calibration | null, seed: number, key = KEY): Promise<void> => {
    const random = randomOf(seed);
    const feedback = pairs.map((pair, i) => {
      const at = random();
      let sum = 0;
      const wanted = by === null ? [0.25, 0.25, 0.25, 0.25] : calibrated(p[i] ?? [], by);
      const drawn = wanted.findIndex((one) => (sum += one) > at);
      return {
        about: 'relevance',
        ...pair,
        relation: RELATIONS[drawn] ?? 'irrelevant',
        source: 'expert',
        session_id: `${seed}`,
      };
    });
    for (const part of [feedback.slice(0, 72), feedback.slice(72)]) {
      const { accepted } = await answerOf(await ask('/v1/feedback', { feedback: part }, key), feedbackResponse);
      expect(accepted).toBe(72);
    }
  };
  const distributions = ({ results }: Json): number[][] =>
    results.map(({ distribution }: Json) => RELATIONS.map((name) => distribution[name]));
  const learning = async (key = KEY): Promise<Json> =>
    (
      (await (
        await fetch(request('/v1/learning', null, { method: 'GET', headers: { authorization: `Bearer ${key}` } }))
      ).json()) as Json
    ).scopes.find(({ scope }: Json) => scope === 'match');

  beforeAll(async () => {
    const [one, other] = [newId().slice(0, 8), newId().slice(0, 8)];
    fetch = await appWith({ API_KEYS: `one-${one}=${KEY},other-${other}=${OTHER_KEY}` });
  });

  test('goes live for match, rerank and search of that account, told in `model`; no other account’s answers change', async () => {
    const before = await match();
    expect(before.model).not.toHaveProperty('calibration');
    const raw = distributions(before);
    const others = await match(OTHER_KEY);
    await ask('/v1/products', { products: THINGS.map(([, title], i) => ({ id: `p${i}`, title })) });
    const searched = await answerOf(await ask('/v1/search', { query: 'desk lamp' }), searchResponse);
    expect(searched.model).not.toHaveProperty('calibration');

    await judge(raw, STRICT, 1);
    const version = async (): Promise<unknown> => (await match(KEY, now)).model.calibration;
    await expect.poll(version, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
    // A later fit may have gone live meanwhile.
    await expect.poll(async () => (await learning()).version, { timeout: 10_000 }).toBeGreaterThan(0);

    // Within a second, without asking for it.
    await expect
      .poll(async () => (await match()).model.calibration, { timeout: 1_500, interval: 50 })
      .toBeGreaterThan(0);
    const after = await match();
    for (const one of distributions(after)) expect(one.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    // Held-out judgements by the same judges: what is expected of them is their own distribution.
    const loss = (says: readonly number[][]): number =>
      says.reduce(
        (sum, p, i) => sum - calibrated(raw[i] ?? [], STRICT).reduce((all, q, r) => all + q * Math.log(p[r] ?? 0), 0),
        0,
      ) / says.length;
    expect(loss(distributions(after))).toBeLessThan(loss(raw) - 0.02);
    const exact = (says: readonly number[][]): number => says.reduce((sum, [p = 0]) => sum + p, 0);
    expect(exact(distributions(after))).toBeLessThan(exact(raw));

    const [query, title] = THINGS[5];
    const ranked = await answerOf(await ask('/v1/rerank', { query, documents: [title] }, KEY), rerankResponse);
    expect(ranked.aisle.calibration).toBeGreaterThan(0);
    expect(ranked.results[0].relevance_score).toBeCloseTo(
      after.results[pairs.findIndex((pair) => pair.query === query && pair.product.title === title)].relevance,
      6,
    );
    const again = await answerOf(await ask('/v1/search', { query: 'desk lamp' }), searchResponse);
    expect(again.model.calibration).toBeGreaterThan(0);

    expect(await match(OTHER_KEY)).toEqual(others);
    expect((await learning(OTHER_KEY)).version).toBe(0);
  });

  test('going back to the pack’s own calibration is seen at once by whom it is asked of', async () => {
    expect((await match(KEY, now)).model.calibration).toBeGreaterThan(0);
    const response = await ask('/v1/learning', { scope: 'match', action: 'revert', version: 0 });
    expect(response.status).toBe(200);
    expect((await match()).model).not.toHaveProperty('calibration');
  });

  test('is refused where judgements have nothing to do with the pairs', async () => {
    await judge([], null, 7, OTHER_KEY);
    const history = async (): Promise<Json[]> => (await learning(OTHER_KEY)).history;
    await expect.poll(async () => (await history()).length, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
    for (const { verdict, evidence } of await history()) {
      expect(verdict).toBe('refused');
      expect(['uninformative', 'no_gain']).toContain(evidence.refused);
    }
    expect((await match(OTHER_KEY, now)).model).not.toHaveProperty('calibration');
  });
});
