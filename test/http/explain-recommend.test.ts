import { beforeAll, describe, expect, test } from 'vitest';
import { explainResponse } from '../../src/contract/explain.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

let shop: HttpShop;
const newId = (): string => crypto.randomUUID();
const did = async (shopper_id: string, ...steps: [string, string][]): Promise<void> => {
  const events = steps.map(([type, product_id]) => ({ type, shopper_id, product_id }));
  const answer = (await (await shop.send('/v1/events', { events })).json()) as Json;
  expect(answer).toMatchObject({ accepted: steps.length });
};
beforeAll(async () => {
  shop = await httpShop(SHOP);
  for (let i = 0; i < 3; i++) await did(newId(), ['view', 's1'], ['view', 'm1']);
  await did(newId(), ['view', 'd1'], ['view', 'd2']);
});

const ask = async (body: object): Promise<Response> => await shop.send('/v1/explain', { target: 'recommend', ...body });
const explain = async (body: object): Promise<Json> => (await answerOf(await ask(body), explainResponse)).recommend;
const recommend = async (body: object): Promise<Json> =>
  (await (await shop.send('/v1/recommend', { diversity: 0, limit: 50, ...body })).json()) as Json;
const view = (...ids: string[]) => ids.map((product_id) => ({ product_id, type: 'view' }));

describe.each([
  [
    'en',
    /^It is number 1 of \d/,
    /Shoppers who looked at “Running shoes for men”/,
    /Without what was done with “Running shoes for men” its score/,
  ],
  ['zh', /^在 \d 个候选中排第 1/, /看过“Running shoes for men”的顾客也看了它/, /若没有“Running shoes for men”的记录/],
])('%s', (language, place, why, without) => {
  test('a product that is recommended: its parts are the score of the recommendation, and its events count', async () => {
    const history = view('d1', 's1');
    const told = await explain({ product_id: 'm1', history, language });
    const { items } = await recommend({ history });
    const item = items.find(({ id }: Json) => id === 'm1');
    expect(told).toMatchObject({ kind: 'for_you', found: true, rank: 1, reason: { code: 'proposed', limit: 10 } });
    // An answer has six decimals.
    expect(told.score).toBeCloseTo(item.score, 6);
    expect(told.parts.reduce((sum: number, one: Json) => sum + one.contribution, 0)).toBeCloseTo(told.score, 9);
    expect(Object.fromEntries(told.parts.map(({ part, value }: Json) => [part, Number(value.toFixed(6))]))).toEqual(
      item.signals,
    );
    expect(told.reasons[0]).toMatchObject({ code: 'followed', product_ids: ['s1'] });
    for (const sentence of [place, why, without]) expect(told.text).toMatch(sentence);
  });
});

test('what the shopper dislikes is passed over where there is enough else, and that is told', async () => {
  const id = newId();
  await did(id, ['view', 'd1']);
  const dislikes = [{ name: 'category', value: 'Audio' }];
  await shop.send(`/v1/shoppers/${id}`, { dislikes }, { headers: {}, method: 'PATCH' });
  const asked = { product_id: 'm1', shopper_id: id, limit: 2 };
  expect(await explain(asked)).toMatchObject({ found: false, rank: null, reason: { code: 'disliked' } });
  expect((await explain({ ...asked, language: 'zh' })).text).toContain('不喜欢');
  expect((await explain({ ...asked, limit: 50 })).reason.code).toBe('proposed');
});

test('without an event it is as a recommendation without it says', async () => {
  const { events } = await explain({ product_id: 'm1', history: view('d1', 's1') });
  expect(events.map(({ product_id, weight }: Json) => [product_id, weight])).toEqual([
    ['s1', 1],
    ['d1', 0.5],
  ]);
  for (const event of events) {
    const left = view(...['d1', 's1'].filter((id) => id !== event.product_id));
    const { score, rank } = await explain({ product_id: 'm1', history: left });
    expect([event.score_without, event.rank_without]).toEqual([score, rank]);
  }
  expect(events[0].score_without).toBeLessThan(events[1].score_without);
});

test('of a shopper who is known, without what they did with a product', async () => {
  const ann = newId();
  await did(ann, ['view', 'z1'], ['click', 's1']);
  const told = await explain({ product_id: 'm1', shopper_id: ann });
  expect(told.events.map(({ product_id }: Json) => product_id)).toEqual(['s1', 'z1']);
  expect(told.events[0].score_without).toBeLessThan(told.score);
  const sent = await explain({ product_id: 'm1', history: view('z1', 's1') });
  expect(told.parts.slice(0, 4)).toEqual(sent.parts.slice(0, 4));
});

describe('why not', () => {
  test.each<[string, object, string]>([
    ['bought', { product_id: 'm1', history: [{ product_id: 'm1', type: 'purchase' }] }, 'has bought it'],
    ['dismissed', { product_id: 'm1', history: [{ product_id: 'm1', type: 'dismiss' }] }, 'has dismissed it'],
    ['in_history', { product_id: 's1', history: view('s1') }, 'starts from it'],
    ['sold_out', { product_id: 'd3', history: view('d1') }, 'is sold out'],
    ['filtered', { product_id: 'm1', history: view('s1'), filters: { brand: ['Acme'] } }, 'not hold the filters'],
    ['not_linked', { product_id: 'z2', product_ids: ['s1'], kind: 'bought_together' }, 'Nobody has had it'],
    ['not_popular', { product_id: 'z2', kind: 'trending' }, 'Nobody asks for it'],
    ['same_type', { product_id: 'd2', product_ids: ['d1'], kind: 'complements' }, 'of the same type'],
  ])('%s', async (code, body, text) => {
    const told = await explain({ ...body, language: 'en' });
    const { items } = await recommend({ ...body, product_id: undefined });
    const { product_id: id } = body as { product_id: string };
    expect(items.map((item: Json) => item.id)).not.toContain(id);
    expect([told.reason.code, told.found]).toEqual([code, false]);
    expect(told.text).toContain(text);
    expect((await explain({ ...body, language: 'zh' })).text).toMatch(/^不推荐：.+。$/);
  });

  test('hidden by the shopper', async () => {
    const ann = newId();
    await did(ann, ['view', 's1']);
    const path = `/v1/shoppers/${ann}`;
    expect((await shop.send(path, { hidden: ['m1'] }, { method: 'PATCH' })).status).toBe(200);
    expect((await explain({ product_id: 'm1', shopper_id: ann })).reason.code).toBe('hidden');
  });

  test('below the cut', async () => {
    const told = await explain({ product_id: 'd2', history: view('s1'), limit: 1, language: 'en' });
    expect(told.reason.code).toBe('below_cut');
    expect(told.reason.cut).toBeGreaterThan(told.score);
    expect(told.text).toContain('the first 1 end at');
  });
});

test('what was looked at too long ago to start from may come again', async () => {
  const more = Array.from({ length: 10 }, (_, i) => ({ id: `lamp-${i}`, title: `Lamp ${i}` }));
  const other = await httpShop([...SHOP, ...more]);
  const about = { history: view('m1', ...more.map(({ id }) => id)), limit: 50, language: 'en' };
  const { items } = (await (await other.send('/v1/recommend', about)).json()) as Json;
  expect(items.map(({ id }: Json) => id)).toContain('m1');
  const answer = await other.send('/v1/explain', { target: 'recommend', product_id: 'm1', ...about });
  const { recommend: told } = await answerOf(answer, explainResponse);
  expect([told.found, told.reason.code, told.events.length]).toEqual([true, 'proposed', 10]);
  expect(told.text).toMatch(/^It is number \d/);
});

test('past the deadline it is an error', async () => {
  const body = { target: 'recommend', product_id: 'm1', history: view('d1', 'd2', 's1', 'z1', 'z2', 'z3') };
  const response = await shop.send('/v1/explain', body, { headers: { 'x-deadline-ms': '1' } });
  await problemOf(response, 504, 'deadline_exceeded');
});

test('refused: no product, or one that the catalogue has not', async () => {
  const { errors } = await problemOf(await ask({ history: [] }), 422, 'validation_failed');
  expect(errors?.map(({ path }) => path)).toEqual(['product_id']);
  await problemOf(await ask({ product_id: 'nothing' }), 404, 'not_found');
});
