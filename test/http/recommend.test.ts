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
    // In the order of time: what was shown is kept side by side.
    expect(answer.recommendation_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(answer.items.length).toBeGreaterThan(3);
    expect(answer.items[0].reasons).toEqual([
      { code: 'new', text: expect.stringContaining('Hardly anybody') as string },
    ]);
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
      reasons: [{ code: 'like', text: 'Similar to “Red summer dress for women”', product_ids: ['d1'] }],
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

  test('of a shopper are in their first answer, where others have asked for other things', async () => {
    const own = await httpShop(SHOP);
    for (const one of ['z3', 'd1']) await did(own, newId(), ['click', one]);
    const id = newId();
    await did(own, id, ['click', 'd1']);
    // Now the shop knows of both, and looks up what is like the first beside an answer.
    await recommend({ kind: 'trending', limit: 1 }, own);
    await recommend({ history: [{ product_id: 'z3' }], limit: 1 }, own);
    const answer = await recommend({ kind: 'similar', shopper_id: id, limit: 1 }, own);
    expect(idsOf(answer)).toEqual(['d2']);
    expect(answer.basis).toEqual({ events_used: 1, fallback: null });
  });

  test('what a shopper dislikes comes only where there is not enough else', async () => {
    const own = await httpShop(SHOP);
    const id = newId();
    await did(own, id, ['view', 'd1'], ['view', 's1']);
    const before = await recommend({ shopper_id: id, limit: 3 }, own);
    expect(idsOf(before)).toContain('d2');
    const dislikes = [{ name: 'category', value: 'Clothing > Dresses' }];
    await own.send(`/v1/shoppers/${id}`, { dislikes }, { headers: {}, method: 'PATCH' });
    const isDisliked = ({ product }: Json): boolean => product.category === 'Clothing > Dresses';
    const after = await recommend({ shopper_id: id, limit: 3 }, own);
    expect(after.items).toHaveLength(3);
    expect(after.items.some(isDisliked)).toBe(false);
    expect((await recommend({ shopper_id: id, limit: 20 }, own)).items.some(isDisliked)).toBe(true);
  });

  test('a start that the catalogue has not got is told', async () => {
    const answer = await recommend({ kind: 'similar', product_ids: ['d1', 'nix', '没有'], language: 'en' });
    expect(answer.warnings).toEqual([
      'product_ids[1], product_ids[2]: not in the catalogue, so nothing starts from it',
    ]);
    const { warnings } = await recommend({ history: [{ product_id: 'd1' }, { product_id: 'nix' }] });
    expect(warnings).toEqual(['history[1]: not in the catalogue, so nothing starts from it']);
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

describe('a product that nobody has had', () => {
  const line = (language: 'en' | 'zh', count: number): typeof SHOP =>
    Array.from({ length: count }, (_, i) => ({
      id: `${language}-${i}`,
      title: language === 'en' ? `Trail running shoe model ${i}` : `越野跑鞋 第${i}款`,
      category: language === 'en' ? 'Trail running' : '越野跑',
      brand: language === 'en' ? 'Zest' : '轻风',
      price: { amount: 80, currency: 'USD' },
    }));

  test.each(['en', 'zh'] as const)(
    'is lent what its likes have, until it has events of its own: %s',
    async (language) => {
      const own = await httpShop([...SHOP, ...line(language, 4)]);
      for (let i = 0; i < 4; i++) await did(own, newId(), ['view', 'm1'], ['view', `${language}-0`]);
      // All that is proposed, in whatever order it is drawn.
      const ask = async (): Promise<Json> =>
        (await recommend({ history: [{ product_id: 'm1' }], limit: 20, language }, own)).items.find(
          ({ id }: Json) => id === `${language}-3`,
        );
      const fresh = await ask();
      expect(fresh.signals).toMatchObject({ sequence: 0, co_visit: 0, popularity: 0 });
      expect(fresh.signals.lent).toBeGreaterThan(0.1);
      expect(fresh.reasons[0]).toMatchObject({ code: 'new', product_ids: [`${language}-0`] });
      expect(fresh.reasons[0].text).toContain(language === 'en' ? 'Few have looked at it yet' : '看过的顾客还很少');
      await did(own, newId(), ['view', 'm1'], ['view', `${language}-3`]);
      const seen = await ask();
      expect(seen.signals.lent).toBeLessThan(fresh.signals.lent);
      expect(seen.signals.sequence).toBeGreaterThan(0);
    },
  );
});

describe('what leaves little or nothing', () => {
  test('a narrow filter is answered from the whole catalogue', async () => {
    const rare = Array.from({ length: 6 }, (_, i) => ({
      id: `rare-${i}`,
      title: `Porcelain teapot ${i}`,
      brand: 'Kiln',
      price: { amount: 900 + i, currency: 'USD' },
    }));
    const own = await httpShop([...SHOP, ...rare]);
    await did(own, newId(), ['view', 'd1'], ['view', 'd2']);
    for (const kind of ['for_you', 'similar']) {
      const filters = { brand: ['kiln'] };
      const answer = await recommend({ kind, history: [{ product_id: 'd1' }], filters, limit: 5 }, own);
      expect(answer.items.map(({ product }: Json) => product.brand)).toEqual(Array(5).fill('Kiln'));
      expect(answer.basis).toEqual({ events_used: 0, fallback: 'new' });
    }
    const trending = await recommend({ kind: 'trending', filters: { brand: ['Kiln'] }, limit: 5 }, own);
    expect(trending).toMatchObject({ items: [], basis: { fallback: null } });
    await did(own, newId(), ['view', 'rare-3']);
    expect(idsOf(await recommend({ kind: 'trending', filters: { price: { gte: 900 } } }, own))).toEqual(['rare-3']);
  });

  test('an unknown shopper, and one who has had everything', async () => {
    const own = await httpShop(SHOP);
    await did(own, newId(), ['view', 'd1']);
    expect((await recommend({ shopper_id: newId() }, own)).basis).toEqual({ events_used: 0, fallback: 'popular' });
    const [buyer, grumbler] = [newId(), newId()];
    await did(own, buyer, ...SHOP.map(({ id }): [string, string] => ['purchase', id]));
    await did(own, grumbler, ...SHOP.map(({ id }): [string, string] => ['dismiss', id]));
    for (const shopper_id of [buyer, grumbler]) {
      for (const kind of ['for_you', 'similar', 'complements', 'bought_together', 'trending']) {
        const answer = await recommend({ shopper_id, kind }, own);
        expect(answer).toMatchObject({ items: [], basis: { fallback: null } });
      }
    }
  });

  test('everything sold out', async () => {
    const own = await httpShop(SHOP.map((product) => ({ ...product, stock: 0 })));
    await did(own, newId(), ['view', 'd1'], ['view', 'd2']);
    for (const kind of ['for_you', 'similar', 'trending', 'bought_together']) {
      expect(await recommend({ kind, product_ids: ['d1'] }, own)).toMatchObject({ items: [] });
    }
  });

  test('a shelf that starts from nothing is empty', async () => {
    for (const kind of ['bought_together', 'complements']) {
      expect(await recommend({ kind })).toMatchObject({ items: [], basis: { events_used: 0, fallback: null } });
    }
  });

  test('filters on a field that no product has are an error that names it', async () => {
    const filters = { voltage: ['230'] };
    const { errors } = await problemOf(await shop.send('/v1/recommend', { filters }), 422, 'validation_failed');
    expect(errors).toMatchObject([{ path: 'filters.voltage' }]);
  });
});

test.each([
  ['en', 'd1', 'Zest', 'A brand that you like: Zest'],
  ['zh', 'z1', '轻风', '符合您偏好的品牌：轻风'],
])('what a shopper said they like is a reason, in the words of the product: %s', async (language, id, value, text) => {
  const shopper_id = newId();
  const likes = [{ name: 'brand', value }];
  expect((await shop.send(`/v1/shoppers/${shopper_id}`, { likes }, { method: 'PATCH' })).status).toBe(200);
  const { items } = await recommend({ shopper_id, language, limit: 20 });
  const item = items.find((one: Json) => one.id === id);
  expect(item.signals.profile).toBeCloseTo(Math.SQRT1_2);
  expect(item.reasons).toContainEqual({ code: 'attribute', text, attribute: { name: 'brand', value } });
});

test('steps count in the order of their times; a time to come is told', async () => {
  const own = await httpShop(SHOP);
  for (let i = 0; i < 3; i++) await did(own, newId(), ['view', 's1'], ['view', 'm1']);
  const step = (product_id: string, minutes: number): object => ({
    product_id,
    at: new Date(Date.now() + minutes * 60_000).toISOString(),
  });
  const later = { history: [step('s1', -1), step('d1', -9)], diversity: 0 };
  const sorted = await recommend(later, own);
  expect(sorted.items[0].id).toBe('m1');
  expect(sorted.warnings).toBeUndefined();
  const ahead = await recommend({ history: [step('s1', -1), step('d1', 60)] }, own);
  expect(ahead.basis.events_used).toBe(2);
  expect(ahead.warnings).toEqual(['history[1].at is more than 5 minutes ahead: the steps are taken in the order sent']);
});

test('a history or an id that is too long is refused with its limit', async () => {
  const history = (length: number): object[] => Array.from({ length }, (_, i) => ({ product_id: `p${i}` }));
  const refused = await problemOf(
    await shop.send('/v1/recommend', { history: history(201) }),
    422,
    'validation_failed',
  );
  expect(refused.errors).toMatchObject([{ path: 'history', message: expect.stringContaining('200') as string }]);
  const large = await shop.send('/v1/recommend', { history: history(100_000) });
  expect(await problemOf(large, 413, 'payload_too_large')).toMatchObject({
    detail: expect.stringContaining('1048576 bytes') as string,
  });
  const long = 'x'.repeat(10_000);
  for (const body of [{ product_ids: [long] }, { history: [{ product_id: long }] }, { session_id: long }]) {
    const { errors } = await problemOf(await shop.send('/v1/recommend', body), 422, 'validation_failed');
    expect(errors).toMatchObject([{ message: expect.stringMatching(/at most (200|256) characters/) as string }]);
  }
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
