import { beforeAll, describe, expect, test } from 'vitest';
import { searchResponse } from '../../src/contract/search.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
});

const search = async (body: object, headers: Record<string, string> = {}): Promise<Json> =>
  await answerOf(await shop.send('/v1/search', body, { headers }), searchResponse);

const ids = (hits: Json[]): string[] => hits.map(({ id }) => id);

describe('an answer', () => {
  test.each([
    ['red dress', 'd1', 'en'],
    ['红色连衣裙', 'z1', 'zh'],
    ['WH-1000XM4', 'm1', 'en'],
    ['手机壳', 'z3', 'zh'],
  ])('%s finds %s', async (query, id, language) => {
    const answer = await search({ query });
    expect(ids(answer.hits)).toContain(id);
    expect(answer.plan).toMatchObject({ query, language, action: null, empty: null });
    const { exact, substitute, complement } = answer.shelves;
    expect(ids([...exact, ...substitute, ...complement]).toSorted()).toEqual(ids(answer.hits).toSorted());
    expect(answer.hits.toSorted((a: Json, b: Json) => b.score - a.score)).toEqual(answer.hits);
    expect(answer.usage.units).toBe(1 + Math.ceil(answer.plan.judged / 10));
    expect(answer.served_by).toEqual({ path: 'onnx', degraded: false });
  });

  test('has the constraints of the query, and nothing exact that contradicts them', async () => {
    const { plan, hits, shelves } = await search({ query: 'red dress under $50' });
    expect(plan.constraints.price).toEqual({ max: 50, currency: 'USD' });
    expect(plan.searched).toBe('red dress');
    expect(hits.find(({ id }: Json) => id === 'd2')?.conflicts).toContain('price: 120');
    expect(ids(shelves.exact)).not.toContain('d2');
    const zh = await search({ query: '连衣裙 不要黑色的' });
    expect(zh.plan.constraints.not).toEqual(['黑色']);
    expect(zh.hits.find(({ id }: Json) => id === 'z2')?.conflicts).toContain('not: 黑色');
  });

  test('highlights the words of the query where they are', async () => {
    const { hits } = await search({ query: '红色连衣裙' });
    const { highlights, product } = hits.find(({ id }: Json) => id === 'z1');
    const texts = highlights
      .filter(({ field }: Json) => field === 'title')
      .map(({ start, end }: Json) => product.title.slice(start, end));
    expect(texts).toEqual(['红色', '连衣裙']);
  });

  test.each([
    ['red dress', /^[A-Z].*“[Rr]ed”/],
    ['红色连衣裙', /“红色”.*。$/],
  ])('explains %s in its language, and the parts sum to the score', async (query, sentence) => {
    const [hit] = (await search({ query, explain: true })).hits;
    expect(hit.why).toMatch(sentence);
    const sum = hit.explain.reduce((total: number, { contribution }: Json) => total + contribution, 0);
    expect(sum).toBeCloseTo(hit.score, 9);
  });

  test.each([
    ['red dress under $50', 'd2', { red: true, dress: true, 'under $50': false }],
    ['连衣裙 不要黑色的', 'z2', { 连衣裙: true, 不要黑色: false }],
  ])('explains of %s what was wanted and what was found', async (query, id, agreed) => {
    const { hits } = await search({ query, explain: true });
    const { wishes } = hits.find((hit: Json) => hit.id === id);
    expect(Object.fromEntries(wishes.map(({ wanted, agrees }: Json) => [wanted, agrees]))).toEqual(agreed);
    expect((await search({ query })).hits[0].wishes).toBeUndefined();
  });

  test('of a service intent is an action, in both languages', async () => {
    for (const query of ['where is my package', '我的快递到哪了']) {
      const { plan, hits } = await search({ query });
      expect(plan.action).toMatchObject({ intent: 'order_status', type: 'track_order' });
      expect(hits).toEqual([]);
    }
  });

  test.each([
    ['stop words', 'the of and'],
    ['stop words in Chinese', '的了吗'],
    ['emoji', '👗🧣'],
    ['a mark', '?'],
    ['a SKU that nothing has', 'SM-G991B'],
    ['one long word', 'x'.repeat(512)],
    ['512 characters of Chinese', '裙'.repeat(512)],
    ['another script', 'فستان أحمر'],
  ])('there is one to %s', async (_, query) => {
    const { plan, total, hits } = await search({ query });
    expect(total).toBeGreaterThanOrEqual(hits.length);
    expect(plan.empty === null).toBe(hits.length > 0 || plan.action !== null);
  });
});

describe('filters and facets', () => {
  test('every filter holds for every hit', async () => {
    const { hits, plan } = await search({ query: 'dress', filters: { brand: ['acme'], price: { lt: 100 } } });
    expect(ids(hits)).toEqual(['d3']);
    expect(plan.matching).toBe(1);
    const not = await search({ query: 'dress', filters: { not: { brand: ['Acme'] }, category: ['Dresses'] } });
    expect(ids(not.hits)).toEqual(['d1']);
    const material = await search({ query: 'shoes', filters: { material: ['mesh'] } });
    expect(ids(material.hits)).toEqual(['s1']);
  });

  test('a facet counts the hits, and its value as a filter gives as many', async () => {
    const { facets, hits, total } = await search({ query: 'dress', facets: ['brand', 'price', 'color'] });
    expect(total).toBe(hits.length);
    for (const name of ['brand', 'color']) {
      for (const { value, count } of facets[name]) {
        expect(hits.filter(({ product }: Json) => product[name] === value)).toHaveLength(count);
        const filtered = await search({ query: 'dress', filters: { [name]: [value] } });
        expect(filtered.total).toBeGreaterThanOrEqual(count);
      }
    }
    for (const { gte, lt, count } of facets.price) {
      const filtered = await search({ query: 'dress', filters: { price: lt === undefined ? { gte } : { gte, lt } } });
      expect(filtered.total).toBeGreaterThanOrEqual(count);
    }
  });

  test('when nothing is left, the filter that did it is named', async () => {
    const { hits, plan } = await search({ query: 'dress', filters: { brand: ['Nobody'], color: ['Red'] } });
    expect(hits).toEqual([]);
    expect(plan.empty).toMatchObject({ cause: 'filters', filters: ['brand'] });
  });
});

describe('pages', () => {
  const titled = (id: string) => ({ id, title: `Green garden chair ${id}` });
  const chairs = Array.from({ length: 24 }, (_, i) => titled(`c${i}`));

  test('give each hit once while products come, change and go', async () => {
    const own = await httpShop(chairs);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; cursor !== null; page++) {
      const answer = await own.search({
        query: 'green garden chair',
        limit: 5,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...ids(answer.hits));
      cursor = answer.next_cursor;
      await own.put([titled(`new-${page}`), { id: 'c3', title: 'Green garden chair, chair, chair' }]);
      if (page === 0) await own.send(`/v1/products/${seen[0]}`, null, { method: 'DELETE', raw: null });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(chairs.map(({ id }) => id).toSorted());
  });

  test('need the request that they belong to', async () => {
    const { next_cursor: cursor } = await search({ query: 'dress', limit: 1 });
    const other = await shop.send('/v1/search', { query: 'shoes', limit: 1, cursor });
    expect((await problemOf(other, 422, 'cursor_mismatch')).detail).toContain('query');
    const filtered = await shop.send('/v1/search', { query: 'dress', filters: { brand: ['Acme'] }, cursor });
    expect((await problemOf(filtered, 422, 'cursor_mismatch')).detail).toContain('filters');
    const broken = await shop.send('/v1/search', { query: 'dress', cursor: `${cursor}x` });
    expect((await problemOf(broken, 422, 'validation_failed')).errors?.[0]?.path).toBe('cursor');
  });
});

describe('the cache', () => {
  const status = async (own: HttpShop, body: object, headers = {}): Promise<[string | null, Json]> => {
    const response = await own.send('/v1/search', body, { headers });
    return [response.headers.get('cache-status'), await answerOf(response, searchResponse)];
  };

  test('answers again as before, under a new id, until the catalogue changes', async () => {
    const own = await httpShop(SHOP);
    const body = { query: 'linen dress', facets: ['brand'] };
    const [first, one] = await status(own, body);
    expect(first).toBe('aisle; fwd=miss');
    // Attributes and vectors come in meanwhile, and each is a change.
    let [again, two] = await status(own, body);
    for (let i = 0; i < 100 && !again?.startsWith('aisle; hit'); i++) [again, two] = await status(own, body);
    expect(again).toMatch(/^aisle; hit/);
    expect(two.query_id).not.toBe(one.query_id);
    await own.put([{ id: 'new', title: 'Linen dress, brand new' }]);
    await new Promise((resolve) => setTimeout(resolve, 950));
    expect(ids((await status(own, body))[1].hits)).toContain('new');
    expect((await status(own, body, { 'cache-control': 'no-cache' }))[0]).toBe('aisle; fwd=miss');
  });

  test('keeps no degraded answer', async () => {
    const own = await httpShop(SHOP, { MODEL_SCORER_URL: '' });
    for (let i = 0; i < 2; i++) {
      const [cache, answer] = await status(own, { query: 'red dress' });
      expect(cache).not.toMatch(/hit/);
      expect(answer.served_by).toMatchObject({ path: 'lexical', degraded: true });
      expect(ids(answer.hits)).toContain('d1');
    }
  });
});

describe('a shopper’s own search', () => {
  const alike = (language: 'en' | 'zh'): typeof SHOP =>
    Array.from({ length: 8 }, (_, i) => ({
      id: `${language}-${i}`,
      title: language === 'en' ? 'Linen shirt for men' : '男士亚麻衬衫',
      brand: (language === 'en' ? ['Acme', 'Zest'] : ['轻风', '云山'])[i % 2] ?? '',
      category: language === 'en' ? 'Shirts' : '衬衫',
      price: { amount: 40, currency: language === 'en' ? 'USD' : 'CNY' },
    }));
  let own: HttpShop;
  beforeAll(async () => {
    own = await httpShop([...alike('en'), ...alike('zh')]);
  });
  const newId = (): string => crypto.randomUUID();
  /** Waits until vectors and attributes are there: each changes the order of everybody. */
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      const status = (await (await own.send('/v1/catalog', null, { method: 'GET', raw: null })).json()) as Json;
      if (status.pending === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('the catalogue does not come to rest');
  };
  // Without `no-cache`: what is kept must not stand in the way.
  const ask = async (body: object): Promise<Json> => await answerOf(await own.send('/v1/search', body), searchResponse);
  const did = async (...events: object[]): Promise<Json> =>
    (await (await own.send('/v1/events', { events })).json()) as Json;

  test.each([
    ['en', 'linen shirt', 'it has a brand that you like'],
    ['zh', '亚麻衬衫', '符合您偏好的品牌'],
  ])('follows what they did, at once: %s', async (language, query, why) => {
    await settled();
    const body = { query, shopper_id: newId(), explain: true, weights: { personal: 5 } };
    const before = await ask(body);
    const shirts = ({ hits }: Json): Json[] => hits.filter(({ id }: Json) => id.startsWith(language));
    const { id, product } = shirts(before).at(-1);
    expect(shirts(before)[0].product.brand).not.toBe(product.brand);
    expect(before.hits.every(({ signals }: Json) => signals.personal === null)).toBe(true);
    await did({ type: 'purchase', shopper_id: body.shopper_id, product_id: id });
    const mine = shirts(await ask(body)).slice(0, 4);
    expect(mine.map((hit: Json) => hit.product.brand)).toEqual(Array(4).fill(product.brand));
    expect(mine[0].signals.personal).toBeGreaterThan(0.4);
    expect(mine[0].why).toContain(why);
    expect(ids((await ask({ ...body, weights: { personal: 0 } })).hits)).toEqual(ids(before.hits));
    expect(ids((await ask({ ...body, shopper_id: newId() })).hits)).toEqual(ids(before.hits));
    expect(ids((await ask({ query, explain: true, weights: body.weights })).hits)).toEqual(ids(before.hits));
    // Who opts out is nobody again.
    await own.send(`/v1/shoppers/${body.shopper_id}`, { personalise: false }, { method: 'PATCH' });
    expect(ids((await ask(body)).hits)).toEqual(ids(before.hits));
  });

  test('what they said beats what they did', async () => {
    const shopper_id = newId();
    await did({ type: 'purchase', shopper_id, product_id: 'en-7' });
    const said = { likes: [], dislikes: [{ name: 'brand', value: 'Zest' }] };
    expect((await own.send(`/v1/shoppers/${shopper_id}`, said, { method: 'PATCH' })).status).toBe(200);
    const { hits, shelves } = await ask({ query: 'linen shirt', shopper_id, weights: { personal: 10 } });
    const place = shelves.exact.findIndex(({ product }: Json) => product.brand === 'Zest');
    expect(shelves.exact.slice(place).every(({ product }: Json) => product.brand === 'Zest')).toBe(true);
    expect(hits.find(({ product }: Json) => product.brand === 'Zest').signals.personal).toBe(-1);
  });

  test('is known to the events that follow it', async () => {
    for (const who of [{ shopper_id: newId() }, { session_id: newId() }]) {
      const { query_id, hits } = await ask({ query: 'linen shirt', limit: 3, ...who });
      const click = { type: 'click', ...who, query_id };
      let taken = await did({ ...click, product_id: hits[1].id, position: 2 });
      // It is written after the answer.
      for (let i = 0; i < 20 && taken.warnings !== undefined; i++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        taken = await did({ ...click, product_id: hits[1].id, position: 2 });
      }
      expect(taken).toMatchObject({ accepted: 1 });
      expect(taken.warnings).toBeUndefined();
      const { results } = await did(
        { ...click, product_id: 'zh-1' },
        { ...click, product_id: hits[0].id, position: 3 },
      );
      expect(results.map(({ code }: Json) => code)).toEqual(['no_impression', 'wrong_position']);
    }
    const { query_id } = await ask({ query: 'linen shirt' });
    const { results } = await did({ type: 'click', shopper_id: newId(), product_id: 'en-1', query_id });
    expect(results[0].code).toBe('unknown_answer');
  });

  test('pages for them only', async () => {
    const shopper_id = newId();
    await did({ type: 'purchase', shopper_id, product_id: 'en-7' });
    const whole = ids((await ask({ query: 'linen shirt', shopper_id })).hits);
    const { hits, next_cursor: cursor } = await ask({ query: 'linen shirt', shopper_id, limit: 3 });
    await did({ type: 'purchase', shopper_id, product_id: 'en-0' });
    const rest = await ask({ query: 'linen shirt', shopper_id, cursor });
    expect([...ids(hits), ...ids(rest.hits)]).toEqual(whole);
    const other = await own.send('/v1/search', { query: 'linen shirt', shopper_id: newId(), cursor });
    expect((await problemOf(other, 422, 'cursor_mismatch')).detail).toContain('shopper_id');
  });
});

describe('refused', () => {
  test.each<[string, object, string, string]>([
    ['no query', {}, 'query', 'required'],
    ['a blank query', { query: '  ' }, 'query', 'blank'],
    ['513 characters', { query: 'x'.repeat(513) }, 'query', '512'],
    ['limit 0', { query: 'a', limit: 0 }, 'limit', 'at least 1'],
    ['limit 10,000', { query: 'a', limit: 10_000 }, 'limit', 'at most 100'],
    ['limit 1.5', { query: 'a', limit: 1.5 }, 'limit', 'whole number'],
    ['a weight of 11', { query: 'a', weights: { keyword: 11 } }, 'weights.keyword', 'at most 10'],
    ['a weight of -1', { query: 'a', weights: { semantic: -1 } }, 'weights.semantic', 'at least 0'],
    ['a range of words', { query: 'a', filters: { brand: { gte: 1 } } }, 'filters.brand', 'list'],
    ['a list of numbers', { query: 'a', filters: { price: ['1'] } }, 'filters.price', 'range'],
    ['an unknown bound', { query: 'a', filters: { price: { min: 1 } } }, 'filters.price', 'gte, gt, lte and lt'],
    ['no bound', { query: 'a', filters: { price: {} } }, 'filters.price', 'at least one'],
    ['a filter that is a text', { query: 'a', filters: { brand: 'x' } }, 'filters.brand', 'list of values'],
    ['an unknown field', { query: 'a', filters: { brnad: ['x'] } }, 'filters.brnad', ''],
    ['an unknown field under not', { query: 'a', filters: { not: { brnad: ['x'] } } }, 'filters.not.brnad', ''],
    ['21 facets', { query: 'a', facets: Array.from({ length: 21 }, () => 'brand') }, 'facets', 'at most 20'],
    ['a cursor that is none', { query: 'a', cursor: 'abc' }, 'cursor', 'no cursor'],
    ['explain as a text', { query: 'a', explain: 'yes' }, 'explain', 'true or false'],
  ])('%s', async (_, body, path, message) => {
    const { errors } = await problemOf(await shop.send('/v1/search', body), 422, 'validation_failed');
    expect(errors?.map((error) => error.path)).toEqual([path]);
    expect(errors?.[0]?.message).toContain(message);
  });

  test('what is unknown is ignored and told', async () => {
    const { warnings } = await search({ query: 'dress', extra: 1, shopper_id: 's', session_id: 't' });
    expect(warnings).toEqual(['extra']);
  });
});
