/**
 * Peers of `POST /v1/recommend`, on bare Hono, with no key, log or header. `/constant` answers the same text each time: the least that an
 * answer of its length costs. `/item-knn` is the plain recommender by hand: all in Maps, the last 10 products of a shopper, their 100
 * nearest by the cosine of who had them, summed; the best 20 with their products. `/events` appends to the histories; neighbours stay.
 * The shop is read from the file in SHOP.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** What the file has: the products, what the shoppers had, oldest first, and a text that is as long as an answer of ours. */
export interface PeerShop {
  products: { id: string }[];
  histories: [shopper: string, products: string[]][];
  constant: string;
}

interface Asked {
  shopper_id?: string;
  product_ids?: string[];
  limit: number;
}

const LAST = 10;
const NEAREST = 100;

const shop = JSON.parse(readFileSync(process.env['SHOP'] ?? '', 'utf8')) as PeerShop;
const products = new Map(shop.products.map((product) => [product.id, product]));
const histories = new Map(shop.histories);
const nearest = neighbours([...histories.values()]);

const app = new Hono();
app.post('/constant', async (c) => {
  await c.req.json();
  return c.body(shop.constant, 200, { 'content-type': 'application/json' });
});
app.post('/item-knn', async (c) => {
  const { shopper_id: shopper = '', product_ids: asked, limit } = await c.req.json<Asked>();
  const had = histories.get(shopper) ?? [];
  const scores = new Map<string, number>();
  for (const id of asked ?? had.slice(-LAST)) {
    for (const [other, cosine] of nearest.get(id) ?? []) scores.set(other, (scores.get(other) ?? 0) + cosine);
  }
  for (const id of had) scores.delete(id);
  const best = [...scores].toSorted((a, b) => b[1] - a[1]).slice(0, limit);
  return c.json({ items: best.map(([id, score]) => ({ id, score, product: products.get(id) })) });
});
app.post('/events', async (c) => {
  const { events } = await c.req.json<{ events: { shopper_id: string; product_id: string }[] }>();
  for (const { shopper_id: shopper, product_id: product } of events) {
    histories.set(shopper, [...(histories.get(shopper) ?? []), product]);
  }
  return c.json({ accepted: events.length });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) => {
  console.log(`http://127.0.0.1:${port}`);
});

/** Of each product the nearest by |A ∩ B| / √(|A|·|B|) over the shoppers who had them. */
function neighbours(all: readonly string[][]): Map<string, [string, number][]> {
  const sizes = new Map<string, number>();
  const common = new Map<string, Map<string, number>>();
  for (const history of all) {
    const own = [...new Set(history)];
    for (const a of own) {
      sizes.set(a, (sizes.get(a) ?? 0) + 1);
      const with_a = common.get(a) ?? new Map<string, number>();
      common.set(a, with_a);
      for (const b of own) if (a !== b) with_a.set(b, (with_a.get(b) ?? 0) + 1);
    }
  }
  return new Map(
    [...common].map(([a, others]) => {
      const cosines = [...others].map(([b, n]): [string, number] => [
        b,
        n / Math.sqrt((sizes.get(a) ?? 1) * (sizes.get(b) ?? 1)),
      ]);
      return [a, cosines.toSorted((one, other) => other[1] - one[1]).slice(0, NEAREST)];
    }),
  );
}
