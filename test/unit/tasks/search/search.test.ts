import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchResponse, type SearchRequest } from '../../../../src/contract/search.ts';
import { AppError } from '../../../../src/core/error.ts';
import type { CatalogProduct } from '../../../../src/state/catalog/port.ts';
import { searchTask } from '../../../../src/tasks/search.ts';
import { searchShop, type Shop } from '../../../support/search-shop.ts';

const dress = (id: string, more: Partial<CatalogProduct> = {}): CatalogProduct => ({
  id,
  title: `red summer dress ${id}`,
  brand: Number(id.slice(1)) % 2 === 0 ? 'Acme' : 'Zest',
  price: { amount: 10 + Number(id.slice(1)), currency: 'USD' },
  ...more,
});

const dresses = (count: number): CatalogProduct[] =>
  Array.from({ length: count }, (_, i) => dress(`p${String(i).padStart(3, '0')}`));

const ask = async ({ context }: Shop, request: SearchRequest) => {
  const { judged: _, version: __, until: ___, cache: ____, ...answer } = await searchTask(request, context);
  const body = { ...answer, usage: { units: 1 } };
  expect(searchResponse.safeParse(body).error?.issues ?? []).toEqual([]);
  return answer;
};

const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

/** All pages from the first on. */
const pages = async (shop: Shop, request: SearchRequest, between: (page: number) => Promise<void> = async () => {}) => {
  const all = [];
  let cursor: string | null | undefined;
  for (let page = 0; cursor !== null && page < 60; page++) {
    const answer = await ask(shop, { ...request, ...(cursor === undefined ? {} : { cursor }) });
    all.push(answer);
    cursor = answer.next_cursor;
    await between(page);
  }
  return all;
};

describe('searchTask', () => {
  it('parts the hits by relation, and leaves out what has nothing to do with the query', async () => {
    const shop = searchShop([
      dress('p1'),
      { id: 'p2', title: 'red summer dress with a belt' },
      { id: 'p3', title: 'garden hose' },
    ]);
    const { hits, shelves, total, plan } = await ask(shop, { query: 'red summer dress without belt' });
    expect(hits.map(({ id }) => id)).not.toContain('p3');
    const parts = [...shelves.exact, ...shelves.substitute, ...shelves.complement];
    expect(parts.toSorted((a, b) => b.score - a.score)).toEqual(hits);
    expect(shelves.exact.map(({ id }) => id)).toEqual(['p1']);
    expect(shelves.substitute).toMatchObject([{ id: 'p2', conflicts: ['not: belt'] }]);
    expect(total).toBe(hits.length);
    expect(plan).toMatchObject({ intent: 'find_product', action: null, relaxed: [], matching: 3, empty: null });
  });

  it('says how each score came about: the parts sum to it', async () => {
    const shop = searchShop([dress('p1', { rating: { value: 4.5, count: 200 }, stock: 0 }), dress('p2')]);
    const { hits } = await ask(shop, { query: 'red dress', explain: true });
    for (const { explain = [], score, why } of hits) {
      expect(explain.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 12);
      for (const { value, weight, contribution } of explain) expect(contribution).toBeCloseTo(value * weight, 12);
      expect(why).toContain('red');
    }
    // Alike but for the stock, and better liked: what can be bought comes first.
    expect(hits.map(({ id }) => id)).toEqual(['p2', 'p1']);
    const plain = await ask(shop, { query: 'red dress' });
    expect(plain.hits[0]).not.toHaveProperty('explain');
  });

  it('explains in the language of the query', async () => {
    const shop = searchShop([{ id: 'a', title: '红色连衣裙 夏季', price: { amount: 150, currency: 'CNY' } }]);
    const { hits } = await ask(shop, { query: '红色连衣裙 200元以内', explain: true });
    expect(hits[0]?.why).toMatch(/“红色连衣裙”.*150 CNY在范围内。$/);
  });

  it('never calls exact what the query rules out, and says what was given up', async () => {
    const shop = searchShop([
      dress('p1', { price: { amount: 80, currency: 'USD' } }),
      dress('p2', { price: { amount: 90, currency: 'USD' } }),
    ]);
    const dear = await ask(shop, { query: 'red summer dress under $50' });
    expect(dear.plan.searched).toBe('red summer dress');
    expect(dear.shelves.exact).toEqual([]);
    expect(dear.hits.map(({ conflicts }) => conflicts)).toEqual([['price: 80'], ['price: 90']]);
    expect(dear.plan.relaxed).toEqual(['price']);
    await shop.catalog.upsert([dress('p3', { price: { amount: 30, currency: 'USD' } })]);
    const now = await ask(shop, { query: 'red summer dress under $50' });
    expect(now.plan.relaxed).toEqual([]);
    expect(now.shelves.exact.map(({ id }) => id)).toEqual(['p3']);
    expect(now.hits).toHaveLength(3);
  });

  it('takes a price in another currency for no contradiction', async () => {
    const shop = searchShop([dress('p1', { price: { amount: 80, currency: 'CNY' } })]);
    const { hits } = await ask(shop, { query: 'red summer dress under $50' });
    expect(hits[0]?.conflicts).toBeUndefined();
  });

  it('judges a product without the price that the query states, which no text of a product does', async () => {
    const shop = searchShop([dress('p1')]);
    const [plain, priced] = [
      await ask(shop, { query: 'red dress' }),
      await ask(shop, { query: 'red dress under $50' }),
    ];
    expect(priced.hits[0]).toMatchObject({ relation: 'exact', relevance: plain.hits[0]?.relevance });
  });

  it('looks past the dear ones for those in the bounds of the price', async () => {
    const many = dresses(150).map((product) => ({ ...product, price: { amount: 500, currency: 'USD' } }));
    const shop = searchShop([...many, { id: 'z', title: 'red dress', price: { amount: 20, currency: 'USD' } }]);
    const { shelves } = await ask(shop, { query: 'red summer dress p001 p002 under $50' });
    expect(shelves.substitute.concat(shelves.exact).map(({ id }) => id)).toContain('z');
  });

  it('answers a service intent with its action, and with no products', async () => {
    const shop = searchShop([dress('p1')]);
    shop.models.intent = 'order_status';
    const { plan, hits, shelves, next_cursor } = await ask(shop, { query: 'where is my red dress' });
    expect(plan.action).toEqual({ type: 'track_order', intent: 'order_status' });
    expect(plan.empty).toBeNull();
    expect([hits, shelves.exact, next_cursor]).toEqual([[], [], null]);
    expect(shop.models.pairs).toBe(0);
  });

  it('marks the words of the query exactly', async () => {
    const shop = searchShop([
      { id: 'a', title: '夏季红色连衣裙', description: 'A “red” summer-dress 🧣 for red evenings' },
    ]);
    const { hits } = await ask(shop, { query: 'red dresses' });
    const [hit] = hits;
    const texts = hit?.highlights.map(({ field, start, end }) => {
      const text = field === 'title' ? hit.product.title : hit.product.description;
      return [field, text?.slice(start, end)];
    });
    expect(texts).toEqual([
      ['description', 'red'],
      ['description', 'dress'],
      ['description', 'red'],
    ]);
  });

  it('finds by meaning what shares no word, unless told not to', async () => {
    const shop = searchShop([{ id: 'a', title: 'frock' }, dress('p1')]);
    const { context } = shop;
    const [scored] = await context.models.embed.run([{ text: 'red dress', as: 'query' }], context.call);
    shop.catalog.embed('a', scored?.output as Float32Array);
    const both = await ask(shop, { query: 'red dress' });
    expect(both.plan.judged).toBe(2);
    const words = await ask(shop, { query: 'red dress', weights: { semantic: 0 } });
    expect(words.plan.judged).toBe(1);
  });

  it('gives each answer an id of its own', async () => {
    const shop = searchShop([dress('p1')]);
    const ids = [await ask(shop, { query: 'red dress' }), await ask(shop, { query: 'red dress' })].map(
      (a) => a.query_id,
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('nothing found', () => {
  it('says that the catalogue is empty', async () => {
    const { plan } = await ask(searchShop([]), { query: 'red dress' });
    expect(plan.empty).toEqual({ cause: 'catalog', filters: [], suggestions: [] });
  });

  it('names the filter that removes all, and proposes what there is', async () => {
    const shop = searchShop([dress('p2')]);
    const { plan } = await ask(shop, { query: 'red dress', filters: { brand: ['Nobody'], price: { lt: 100 } } });
    expect(plan.empty).toEqual({ cause: 'filters', filters: ['brand'], suggestions: ['red summer dress p2'] });
    expect(plan.matching).toBe(0);
  });

  it('says when nothing is relevant', async () => {
    const { plan, hits } = await ask(searchShop([{ id: 'a', title: 'garden hose' }]), { query: 'red dress' });
    expect(hits).toEqual([]);
    expect(plan.empty?.cause).toBe('relevance');
  });
});

describe('the match model', () => {
  it('reads fewer when it is slow, and the answer says so', async () => {
    for (const [pace, judged] of [
      [1, 50],
      [60, 20],
      [150, 10],
    ] as const) {
      const shop = searchShop(dresses(80));
      shop.models.pace = pace;
      const { plan, served_by, total } = await ask(shop, { query: 'red summer dress' });
      expect(plan.judged).toBe(judged);
      expect(served_by.degraded).toBe(judged < 50);
      const reason = judged === 50 ? undefined : `match: slow, ${judged} of 50 products judged`;
      expect(served_by.reason).toBe(reason);
      expect(total).toBe(80);
    }
  });

  it('may be down: the order is that of the retrieval, nothing is exact, and nothing is kept', async () => {
    const shop = searchShop(dresses(5));
    shop.models.broken.match = new AppError('model_unavailable');
    const { hits, shelves, served_by } = await ask(shop, { query: 'red summer dress' });
    expect(hits).toHaveLength(5);
    expect(shelves.exact).toEqual([]);
    expect(hits.every(({ signals }) => signals.match === null)).toBe(true);
    expect(served_by).toMatchObject({ path: 'lexical', degraded: true });
    shop.models.broken = {};
    expect((await ask(shop, { query: 'red summer dress' })).shelves.exact).toHaveLength(5);
  });

  it('is not needed for the vector: without one, words decide', async () => {
    const shop = searchShop(dresses(3));
    shop.models.broken.embed = new AppError('model_unavailable');
    const { hits, served_by } = await ask(shop, { query: 'red summer dress' });
    expect(hits).toHaveLength(3);
    expect(served_by).toEqual({ path: 'lexical', degraded: true, reason: 'embed: model_unavailable' });
  });
});

describe('rankings', () => {
  it('are used again while the catalogue is as it was, for other pages and facets too', async () => {
    const shop = searchShop(dresses(30));
    await ask(shop, { query: 'red dress' });
    expect(shop.models.pairs).toBe(30);
    const again = await ask(shop, { query: 'red dress', limit: 5, facets: ['brand'] });
    expect([again.hits.length, shop.models.pairs]).toEqual([5, 30]);
    await shop.catalog.upsert([dress('p100')]);
    await ask(shop, { query: 'red dress' });
    expect(shop.models.pairs).toBe(61);
  });

  it('are made anew for those who ask past the cache', async () => {
    const shop = searchShop(dresses(3), { fresh: true });
    await ask(shop, { query: 'red dress' });
    await ask(shop, { query: 'red dress' });
    expect(shop.models.pairs).toBe(6);
  });
});

describe('paging', () => {
  it('gives every hit once, in the order of one long page', async () => {
    const shop = searchShop(dresses(70));
    const whole = await ask(shop, { query: 'red summer dress', limit: 100 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 100 }), async (limit) => {
        const fresh = searchShop(dresses(70));
        const all = await pages(fresh, { query: 'red summer dress', limit });
        const ids = all.flatMap(({ hits }) => hits.map(({ id }) => id));
        expect(new Set(ids).size).toBe(70);
        expect(all.every(({ total }) => total === 70)).toBe(true);
      }),
      { numRuns: 8 },
    );
    expect(whole.hits).toHaveLength(70);
    expect(whole.next_cursor).toBeNull();
  });

  it('is stable while the catalogue changes: nothing twice, nothing lost but what was deleted', async () => {
    const shop = searchShop(dresses(60));
    const all = await pages(shop, { query: 'red summer dress', limit: 10 }, async (page) => {
      await shop.catalog.upsert([dress(`p${500 + page}`), dress('p003', { title: 'red red summer dress' })]);
      await shop.catalog.remove(['p059']);
    });
    const ids = all.flatMap(({ hits }) => hits.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(
      dresses(60)
        .map(({ id }) => id)
        .filter((id) => id !== 'p059' || ids.includes(id)),
    );
  });

  it('judges nothing anew', async () => {
    const shop = searchShop(dresses(60));
    await pages(shop, { query: 'red summer dress', limit: 10 });
    expect(shop.models.pairs).toBe(50);
  });

  it('keeps a cursor small', async () => {
    const uuids = dresses(100).map((product) => ({ ...product, id: crypto.randomUUID() }));
    const { next_cursor: cursor } = await ask(searchShop(uuids), { query: 'red summer dress', limit: 10 });
    expect(cursor?.length).toBeLessThan(6_000);
  });

  it('refuses the cursor of another request, and names what differs', async () => {
    const shop = searchShop(dresses(30));
    const request: SearchRequest = { query: 'red dress', limit: 5 };
    const { next_cursor: cursor } = await ask(shop, request);
    if (cursor === null) throw new Error('no cursor');
    const other = async (changes: Partial<SearchRequest>): Promise<string | undefined> => {
      const error = await failure(searchTask({ ...request, cursor, ...changes }, shop.context));
      expect([error.code, error.status]).toEqual(['cursor_mismatch', 422]);
      return error.detail;
    };
    expect(await other({ query: 'blue dress' })).toContain('another query.');
    expect(await other({ filters: { brand: ['Acme'] } })).toContain('another filters.');
    expect(await other({ weights: { keyword: 2 }, language: 'zh' })).toContain('another weights and language.');
    // What only concerns the page may change.
    expect((await ask(shop, { ...request, cursor, limit: 7, explain: true })).hits).toHaveLength(7);
  });

  it.each(['x', '???', 'aGVsbG8', 'AAAA'])('refuses what is no cursor: %s', async (cursor) => {
    const error = await failure(searchTask({ query: 'red dress', cursor }, searchShop([]).context));
    expect([error.code, error.errors?.[0]?.path]).toEqual(['validation_failed', 'cursor']);
  });
});

describe('facets', () => {
  it('count all hits that paging reaches, and a value as a filter gives as many', async () => {
    const shop = searchShop(dresses(40));
    const request: SearchRequest = { query: 'red summer dress', limit: 7, facets: ['brand', 'price', 'material'] };
    const all = await pages(shop, request);
    const [first] = all;
    const hits = all.flatMap((answer) => answer.hits);
    for (const { value = '', count } of first?.facets['brand'] ?? []) {
      expect(hits.filter(({ product }) => product.brand === value)).toHaveLength(count);
      const filtered = await ask(shop, { query: request.query, filters: { brand: [value] } });
      expect(filtered.total).toBeGreaterThanOrEqual(count);
    }
    for (const { gte = 0, lt = Infinity, count } of first?.facets['price'] ?? []) {
      const within = hits.filter(({ product: { price } }) => price && price.amount >= gte && price.amount < lt);
      expect(within).toHaveLength(count);
    }
    expect(first?.facets['price']?.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    expect(first?.facets['material']).toEqual([]);
    for (const { facets } of all) expect(facets).toEqual(first?.facets);
  });
});

describe('rules', () => {
  const withRules = async (shop: Shop, rules: object[]) => {
    await shop.catalog.set('rules', JSON.stringify(rules));
  };

  it('hide, boost, bury and pin, and tell what they cost', async () => {
    const shop = searchShop([...dresses(12), { id: 'hose', title: 'garden hose' }]);
    await withRules(shop, [
      { id: 'no p000', effect: 'hide', products: ['p000'] },
      { id: 'zest', effect: 'boost', where: { brand: ['Zest'] } },
      { id: 'hero', effect: 'pin', products: ['hose'], position: 2 },
    ]);
    const { hits, plan, facets } = await ask(shop, { query: 'red summer dress', facets: ['brand'] });
    expect(hits.map(({ id }) => id)).not.toContain('p000');
    expect(hits[1]).toMatchObject({ id: 'hose', relation: 'complement', rules: ['hero'] });
    expect(hits[0]).toMatchObject({ product: { brand: 'Zest' }, rules: ['zest'] });
    expect(facets['brand']?.map(({ value, count }) => [value, count])).toEqual([
      ['Zest', 6],
      ['Acme', 5],
    ]);
    expect(plan.rules.map(({ id }) => id)).toEqual(['no p000', 'zest', 'hero']);
    const cost = Object.fromEntries(plan.rules.map(({ id, ndcg_cost }) => [id, ndcg_cost]));
    expect(cost['hero']).toBeGreaterThan(0.05);
    expect(cost['zest']).toBeCloseTo(0, 2);
  });

  it('open and close by their windows, and no answer outlives one', async () => {
    const shop = searchShop(dresses(3));
    const at = (milliseconds: number): string => new Date(shop.clock.now + milliseconds).toISOString();
    await withRules(shop, [{ id: 'soon', effect: 'hide', products: ['p000'], from: at(60_000), until: at(120_000) }]);
    const count = async (): Promise<number> => {
      shop.context.call = { ...shop.context.call, deadline: shop.clock.now + 2_000 };
      return (await ask(shop, { query: 'red dress' })).hits.length;
    };
    expect(await count()).toBe(3);
    shop.clock.now += 60_000;
    expect(await count()).toBe(2);
    shop.clock.now += 60_000;
    expect(await count()).toBe(3);
  });

  it('pin nothing that the filters leave out', async () => {
    const shop = searchShop([...dresses(4), { id: 'hose', title: 'garden hose', brand: 'Other' }]);
    await withRules(shop, [{ id: 'hero', effect: 'pin', products: ['hose'], position: 1 }]);
    const { hits } = await ask(shop, { query: 'red dress', filters: { brand: ['Acme'] } });
    expect(hits.map(({ id }) => id)).toEqual(['p000', 'p002']);
  });
});
