import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../../../src/contract/search.ts';
import { AppError } from '../../../../src/core/error.ts';
import type { CatalogProduct } from '../../../../src/state/catalog/port.ts';
import { searchTask } from '../../../../src/tasks/search.ts';
import { searchShop, type Shop } from '../../../support/search-shop.ts';

const COLORS = ['red', 'blue', 'green', 'black'];

/** Alike but for brand and colour; every fifth is sold out, every fourth too dear for what is asked below. */
const dresses: CatalogProduct[] = Array.from({ length: 40 }, (_, i) => ({
  id: `p${String(i).padStart(2, '0')}`,
  title: i % 3 === 0 ? 'summer dress' : 'summer dress for the garden',
  brand: i % 2 === 0 ? 'Acme' : 'Zest',
  color: COLORS[i % 4] ?? '',
  price: { amount: i % 4 === 3 ? 90 : 30, currency: 'USD' },
  ...(i % 5 === 0 ? { stock: 0 } : {}),
}));

const ann = { likes: [{ name: 'brand' as const, value: 'Zest' }], dislikes: [], hidden: [], personalise: true };

const shopOf = (products: readonly CatalogProduct[] = dresses): Shop => {
  const deferred: Promise<unknown>[] = [];
  const shop = searchShop(products, { defer: (work) => void deferred.push(work) });
  shop.behaviour.shoppers.set('ann', { preferences: ann });
  return shop;
};
const ask = async ({ context }: Shop, request: SearchRequest) => await searchTask(request, context);
const ids = (hits: readonly { id: string }[]): string[] => hits.map(({ id }) => id);
const QUERY = 'summer dress under $50';

describe('personal search', () => {
  it('brings forward what suits, and moves nothing across relations, conflicts or stock', async () => {
    const shop = shopOf();
    const plain = await ask(shop, { query: QUERY, limit: 40 });
    const mine = await ask(shop, { query: QUERY, limit: 40, shopper_id: 'ann', weights: { personal: 10 } });
    expect(ids(mine.hits)).not.toEqual(ids(plain.hits));
    expect(ids(mine.hits).toSorted()).toEqual(ids(plain.hits).toSorted());
    const kinds = (hits: typeof plain.hits): unknown[] =>
      hits.map(({ relation, conflicts = [], product }) => [relation, conflicts.length > 0, product.stock === 0]);
    expect(kinds(mine.hits)).toEqual(kinds(plain.hits));
    for (const shelf of ['exact', 'substitute', 'complement'] as const) {
      expect(ids(mine.shelves[shelf]).toSorted()).toEqual(ids(plain.shelves[shelf]).toSorted());
    }
    expect(new Set(kinds(plain.hits).map(String)).size).toBeGreaterThan(3);
    const [first] = mine.hits;
    expect(first?.product.brand).toBe('Zest');
    expect(first?.signals.personal).toBeCloseTo(Math.SQRT1_2);
    expect(plain.hits.every(({ signals }) => signals.personal === null)).toBe(true);
  });

  it('explains it: a contribution, and a reason in the language of the query', async () => {
    const shop = shopOf([...dresses, { id: 'z', title: '夏季连衣裙', brand: 'Zest', color: '红色' }]);
    const { hits } = await ask(shop, { query: 'summer dress', shopper_id: 'ann', explain: true });
    for (const { explain = [], score } of hits) {
      expect(explain.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 12);
    }
    const [first] = hits;
    expect(first?.explain).toContainEqual(expect.objectContaining({ signal: 'personal', weight: 0.1 }));
    expect(first?.why).toContain('it has a brand that you like (zest)');
    const chinese = await ask(shop, { query: '夏季连衣裙', shopper_id: 'ann', explain: true });
    expect(chinese.hits.find(({ id }) => id === 'z')?.why).toContain('符合您偏好的品牌（zest）');
    shop.behaviour.shoppers.set('bob', { preferences: { ...ann, likes: [], dislikes: ann.likes } });
    const averse = await ask(shop, { query: 'summer dress', shopper_id: 'bob', explain: true, limit: 40 });
    const zest = averse.hits.filter(({ product }) => product.brand === 'Zest');
    expect(zest.every(({ signals }) => signals.personal === -1)).toBe(true);
    expect(zest[0]?.why).toContain('but it has a brand that you avoid (zest)');
  });

  it('takes what was said before what was learnt', async () => {
    const shop = shopOf();
    shop.behaviour.shoppers.set('ann', {
      preferences: ann,
      affinities: [
        { name: 'brand', value: 'zest', weight: -0.9, events: 9 },
        { name: 'color', value: 'red', weight: 0.4, events: 2 },
      ],
    });
    const { hits } = await ask(shop, { query: 'summer dress', shopper_id: 'ann', limit: 40 });
    const of = (brand: string, color: string) =>
      hits.find(({ product }) => product.brand === brand && product.color === color)?.signals.personal;
    expect(of('Zest', 'blue')).toBeGreaterThan(0.7);
    expect(of('Acme', 'red')).toBeCloseTo(0.371, 3);
    expect(of('Acme', 'green')).toBe(0);
  });

  it('keeps out of it where the caller or the shopper wants that, and where nothing is known', async () => {
    const shop = shopOf();
    const plain = ids((await ask(shop, { query: QUERY })).hits);
    shop.behaviour.shoppers.set('shy', { preferences: { ...ann, personalise: false } });
    for (const request of [
      { query: QUERY, shopper_id: 'ann', weights: { personal: 0 } },
      { query: QUERY, shopper_id: 'shy' },
      { query: QUERY, shopper_id: 'stranger' },
    ]) {
      const { hits } = await ask(shop, request);
      expect(ids(hits)).toEqual(plain);
      expect(hits.every(({ signals }) => signals.personal === null)).toBe(true);
    }
  });

  it('never gives one shopper what is kept of another', async () => {
    const shop = shopOf();
    const plain = ids((await ask(shop, { query: QUERY })).hits);
    const mine = ids((await ask(shop, { query: QUERY, shopper_id: 'ann' })).hits);
    expect(mine).not.toEqual(plain);
    const twice = ids((await ask(shop, { query: QUERY, shopper_id: 'ann', weights: { personal: 2 } })).hits);
    const { pairs } = shop.models;
    for (const name of ['bob', undefined, 'ann', 'bob', undefined]) {
      const who = name === undefined ? {} : { session_id: name, weights: { personal: 2 } };
      const { hits } = await ask(shop, { query: QUERY, ...who });
      expect(ids(hits)).toEqual(name === 'ann' ? twice : plain);
    }
    // All from the one ranking that is kept for everybody.
    expect(shop.models.pairs).toBe(pairs);
  });

  it('holds its order over the pages, for that shopper only', async () => {
    const shop = shopOf();
    const request = { query: QUERY, shopper_id: 'ann' };
    const whole = ids((await ask(shop, { ...request, limit: 40 })).hits);
    const first = await ask(shop, { ...request, limit: 15 });
    const cursor = first.next_cursor ?? '';
    shop.behaviour.shoppers.set('ann', { preferences: { ...ann, likes: [], dislikes: ann.likes } });
    const second = await ask(shop, { ...request, limit: 40, cursor });
    expect([...ids(first.hits), ...ids(second.hits)]).toEqual(whole);
    for (const other of [{ query: QUERY, shopper_id: 'bob' }, { query: QUERY }]) {
      await expect(ask(shop, { ...other, cursor })).rejects.toMatchObject({
        code: 'cursor_mismatch',
        detail: expect.stringContaining('shopper_id') as string,
      });
    }
    // Nothing personal in it: it is everybody's.
    const open = await ask(shop, { query: QUERY, shopper_id: 'stranger', limit: 15 });
    const next = await ask(shop, { query: QUERY, limit: 15, cursor: open.next_cursor ?? '' });
    expect(next.hits).toHaveLength(15);
  });

  it('remembers what a named shopper was shown, where on the page, and by which signals', async () => {
    const shop = shopOf();
    await ask(shop, { query: QUERY });
    expect(shop.behaviour.shown).toEqual([]);
    const { query_id, hits } = await ask(shop, { query: QUERY, shopper_id: 'ann', limit: 3 });
    shop.behaviour.shoppers.set('shy', { preferences: { ...ann, personalise: false } });
    await ask(shop, { query: QUERY, session_id: 'shy', limit: 3 });
    const [own, shy] = shop.behaviour.shown;
    expect(own).toMatchObject({
      answerId: query_id,
      shopper: 'ann',
      kind: 'search',
      policy: 'search-1',
      at: 1_000_000,
    });
    expect(own?.items.map(({ id, position }) => [id, position])).toEqual(ids(hits).map((id, i) => [id, i + 1]));
    expect(own?.items[0]?.signals['personal']).toBeCloseTo(Math.SQRT1_2);
    expect(shy).toMatchObject({ shopper: null });
  });

  it('answers as for nobody where the shopper cannot be read, and says so', async () => {
    const shop = shopOf();
    const plain = ids((await ask(shop, { query: QUERY })).hits);
    shop.behaviour.broken = new AppError('storage_unavailable');
    const { hits, served_by } = await ask(shop, { query: QUERY, shopper_id: 'ann' });
    expect(ids(hits)).toEqual(plain);
    expect(served_by).toMatchObject({ degraded: true, reason: 'personal: storage_unavailable' });
  });
});
