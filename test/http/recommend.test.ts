import { beforeAll, describe, expect, test } from 'vitest';
import { recommendResponse } from '../../src/contract/recommend.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
});

const newId = (): string => crypto.randomUUID();
const recommend = async (body: object, from: HttpShop = shop): Promise<Json> =>
  await answerOf(await from.send('/v1/recommend', body), recommendResponse);
const did = async (from: HttpShop, shopper_id: string, ...steps: [string, string][]): Promise<void> => {
  const events = steps.map(([type, product_id]) => ({ type, shopper_id, product_id }));
  expect((await (await from.send('/v1/events', { events })).json()) as Json).toMatchObject({ accepted: steps.length });
};
const idsOf = ({ items }: Json): string[] => items.map(({ id }: Json) => id);

describe('a shop without events', () => {
  test('answers with what it has, and says so', async () => {
    const bare = await httpShop(SHOP);
    const answer = await recommend({ shopper_id: newId(), language: 'en' }, bare);
    expect(answer.basis).toEqual({ events_used: 0, fallback: 'new' });
    expect(answer.items.length).toBeGreaterThan(3);
    expect(answer.items[0].reasons).toEqual([{ code: 'new', text: expect.stringContaining('Nobody') as string }]);
    expect(idsOf(answer)).not.toContain('d3');
  });

  test('goes by what is like the history, in both languages', async () => {
    const bare = await httpShop(SHOP);
    const [english, chinese] = await Promise.all([
      recommend({ history: [{ product_id: 'd1' }], diversity: 0 }, bare),
      recommend({ history: [{ product_id: 'z1' }], diversity: 0 }, bare),
    ]);
    expect(english.items[0]).toMatchObject({
      id: 'd2',
      reasons: [{ code: 'like', text: 'Like “Red summer dress for women”', product_ids: ['d1'] }],
    });
    expect(chinese.items[0].id).toBe('z2');
    expect(chinese.items[0].reasons[0].text).toBe('与“红色雪纺连衣裙 夏季新款”相似');
    expect(english.basis).toEqual({ events_used: 1, fallback: null });
  });
});

describe('events', () => {
  test('of others bring what followed, and the next answer of a shopper has it', async () => {
    const own = await httpShop(SHOP);
    for (let i = 0; i < 3; i++) await did(own, newId(), ['view', 's1'], ['view', 'm1']);
    const ann = newId();
    const before = await recommend({ shopper_id: ann, language: 'en' }, own);
    expect(before.basis).toEqual({ events_used: 0, fallback: 'popular' });
    await did(own, ann, ['click', 's1']);
    const answer = await recommend({ shopper_id: ann, language: 'en' }, own);
    expect(answer.basis).toEqual({ events_used: 1, fallback: null });
    expect(answer.items[0]).toMatchObject({ id: 'm1', reasons: [{ code: 'followed', product_ids: ['s1'] }, {}] });
    expect(answer.items[0].signals.sequence).toBeGreaterThan(0.3);
    // Stateless, with the same history, it is the same.
    const stateless = await recommend({ history: [{ product_id: 's1', type: 'click' }], language: 'en' }, own);
    expect(stateless.items[0]).toMatchObject({
      id: 'm1',
      score: expect.closeTo(answer.items[0].score - profileOf(answer.items[0]), 5) as number,
    });
  });

  test('what was bought, dismissed, hidden, sold out or filtered does not come', async () => {
    const id = newId();
    await did(shop, id, ['view', 'd1'], ['purchase', 's1'], ['dismiss', 'd2']);
    const patch = { headers: {}, method: 'PATCH' };
    expect((await shop.send(`/v1/shoppers/${id}`, { hidden: ['m1'] }, patch)).status).toBe(200);
    const found = idsOf(await recommend({ shopper_id: id, limit: 20 }));
    for (const one of ['s1', 'd2', 'm1', 'd1', 'd3']) expect(found).not.toContain(one);
    expect(found.length).toBeGreaterThan(0);
    const cheap = await recommend({ history: [{ product_id: 'd1' }], filters: { price: { lt: 100 } } });
    expect(cheap.items.every(({ product }: Json) => product.price.amount < 100)).toBe(true);
    expect(idsOf(await recommend({ kind: 'trending', filters: { brand: ['Nobody'] } }))).toEqual([]);
  });

  test('bought together and complements tell of purchases; a complement is never of the same type', async () => {
    const own = await httpShop(SHOP);
    for (let i = 0; i < 2; i++) await did(own, newId(), ['purchase', 'd1'], ['purchase', 's1'], ['purchase', 'd2']);
    const together = await recommend({ kind: 'bought_together', product_ids: ['d1'], language: 'zh' }, own);
    expect(idsOf(together).toSorted()).toEqual(['d2', 's1']);
    expect(together.items[0].reasons[0]).toMatchObject({ code: 'bought_together' });
    expect(idsOf(await recommend({ kind: 'complements', product_ids: ['d1'] }, own))).toEqual(['s1']);
    expect(idsOf(await recommend({ kind: 'bought_together', product_ids: ['m1'] }, own))).toEqual([]);
    const trending = await recommend({ kind: 'trending', limit: 2 }, own);
    expect(trending.items[0].signals.popularity).toBe(1);
  });
});

test('what is wrong is named with its limit', async () => {
  const errors = async (body: object): Promise<Json> =>
    (await problemOf(await shop.send('/v1/recommend', body), 422, 'validation_failed')).errors as Json;
  expect(await errors({ kind: 'best' })).toEqual([
    { path: 'kind', message: 'must be for_you, similar, complements, bought_together or trending' },
  ]);
  expect(await errors({ limit: 101 })).toEqual([{ path: 'limit', message: 'must be at most 100' }]);
  expect(await errors({ diversity: 2 })).toEqual([{ path: 'diversity', message: 'must be at most 1' }]);
  expect(await errors({ shopper_id: 'x'.repeat(257) })).toMatchObject([{ path: 'shopper_id' }]);
});

test('one shop knows nothing of another', async () => {
  const other = await httpShop(SHOP);
  await did(shop, newId(), ['view', 'z3'], ['view', 'm1']);
  const answer = await recommend({ kind: 'for_you', history: [{ product_id: 'z3' }] }, other);
  expect(answer.items.every(({ signals }: Json) => signals.sequence === 0 && signals.popularity === 0)).toBe(true);
});

/** What the shopper's own profile adds to a score. */
const profileOf = ({ signals }: Json): number => signals.profile * 0.1;
