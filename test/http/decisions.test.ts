import { describe, expect, test, vi } from 'vitest';
import { decisionResponse } from '../../src/contract/decisions.ts';
import { recommendResponse } from '../../src/contract/recommend.ts';
import { searchResponse } from '../../src/contract/search.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, problemOf } from '../support/requests.ts';

const get = async (shop: HttpShop, id: string): Promise<Response> =>
  await shop.send(`/v1/decisions/${id}`, null, { method: 'GET' });
/** What is kept of a decision, once it is: it is written after the answer. */
const replayed = async (shop: HttpShop, id: string): Promise<Json> =>
  await answerOf(
    await vi.waitFor(
      async () => {
        const response = await get(shop, id);
        if (response.status === 404) throw new Error('not kept yet');
        return response;
      },
      { timeout: 10_000, interval: 20 },
    ),
    decisionResponse,
  );

describe.each([
  ['en', 'dress under $50'],
  ['zh', '连衣裙 不要黑色的'],
])('a search in %s', (language, about) => {
  test('is replayed as it was answered, without its texts', async () => {
    const shop = await httpShop(SHOP);
    const query = newText(about);
    const body = {
      query,
      filters: { brand: ['Acme', '轻风', 'Zest'] },
      session_id: 'secret-session',
      record: 'redacted',
    };
    const answer = await answerOf(await shop.send('/v1/search', body), searchResponse);
    expect(answer.decision_id).toBe(answer.query_id);
    const kept = await replayed(shop, answer.decision_id);
    const { plan, hits, model, served_by } = answer;
    expect(kept).toMatchObject({ decision_id: answer.query_id, kind: 'search', record: 'redacted', personal: true });
    expect(kept.plan).toMatchObject({ language, intent: plan.intent, relaxed: plan.relaxed, judged: plan.judged });
    expect([kept.model, kept.served_by]).toEqual([model, served_by]);
    // How many are found hangs on the made-up word too.
    expect(kept.products.length).toBeGreaterThan(0);
    for (const [i, product] of kept.products.entries()) {
      const { id, relation, relevance, score, signals } = hits[i];
      expect(product).toMatchObject({ id, relation, relevance, score, signals });
      const sum = Object.values<number>(product.contributions).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(score, 9);
    }
    const text = JSON.stringify(kept);
    for (const word of [query, query.split(' ').at(-1) ?? '', '黑色', 'Acme', 'secret-session', 'dress', '连衣裙']) {
      expect(text).not.toContain(word);
    }
  });

  test('has its texts where that was asked, but never who searched', async () => {
    const shop = await httpShop(SHOP);
    const query = newText(about);
    const answer = (await (
      await shop.send('/v1/search', { query, shopper_id: 'secret-ann', record: 'full' })
    ).json()) as Json;
    const kept = await replayed(shop, answer.decision_id);
    expect(kept.request.query).toBe(query);
    expect(kept.plan).toEqual(answer.plan);
    expect(JSON.stringify(kept)).not.toContain('secret-ann');
  });
});

test('nothing is kept unless it is asked, and each answer has a decision of its own', async () => {
  const shop = await httpShop(SHOP);
  const query = newText();
  const ask = async (more: object): Promise<Json> => (await shop.send('/v1/search', { query, ...more })).json();
  const silent = await ask({});
  expect(silent.decision_id).toBeUndefined();
  const { detail } = await problemOf(await get(shop, silent.query_id), 404, 'not_found');
  expect(detail).toContain('`record`');
  const [one, two] = [await ask({ record: 'redacted' }), await ask({ record: 'redacted' })];
  expect(one.decision_id).not.toBe(two.decision_id);
  const kept = [await replayed(shop, one.decision_id), await replayed(shop, two.decision_id)];
  expect(kept[1].products).toEqual(kept[0].products);
});

test('a recommendation is replayed, with the version of its weights', async () => {
  const shop = await httpShop(SHOP);
  const body = { history: [{ product_id: 'd1' }], filters: { brand: ['Acme'] }, record: 'redacted' };
  const answer = await answerOf(await shop.send('/v1/recommend', body), recommendResponse);
  expect(answer.decision_id).toBe(answer.recommendation_id);
  const kept = await replayed(shop, answer.decision_id);
  expect(kept).toMatchObject({ kind: 'recommend', plan: null, weights_version: 0, personal: false });
  expect(kept.products).toEqual(
    answer.items.map(({ id, score, signals, reasons }: Json) => ({
      id,
      score,
      signals,
      reasons: reasons.map(({ code }: Json) => code),
    })),
  );
  expect(JSON.stringify(kept)).not.toContain('Acme');
});

test('no other account sees it', async () => {
  const [shop, other] = [await httpShop(SHOP), await httpShop(SHOP)];
  const { decision_id: id } = (await (
    await shop.send('/v1/search', { query: 'red dress', record: 'full' })
  ).json()) as Json;
  await replayed(shop, id);
  await problemOf(await get(other, id), 404, 'not_found');
});

test('refused: another way to record', async () => {
  const shop = await httpShop();
  for (const [path, body] of [
    ['/v1/search', { query: 'q' }],
    ['/v1/recommend', {}],
  ] as const) {
    const { errors } = await problemOf(await shop.send(path, { ...body, record: true }), 422, 'validation_failed');
    expect(errors?.map((fault) => fault.path)).toEqual(['record']);
  }
});
