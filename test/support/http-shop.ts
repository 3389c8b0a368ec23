import type { CatalogProduct } from '../../src/state/catalog/port.ts';
import { appWith, type Fetch } from '#host';
import { type Json, send, type Sent } from './requests.ts';
import { KEY } from './settings.ts';

/** A shop of its own on the host under test. */
export interface HttpShop {
  fetch: Fetch;
  send(path: string, value: unknown, sent?: Sent): Promise<Response>;
  /** Writes products, all of which must be taken. */
  put(products: readonly CatalogProduct[]): Promise<void>;
  /** The body of a 200 to a search, past what was answered before. */
  search(body: object): Promise<Json>;
}

/** Starts an app with an account that nobody else has, and writes products into its catalogue. */
export async function httpShop(
  products: readonly CatalogProduct[] = [],
  changes: Record<string, string> = {},
): Promise<HttpShop> {
  const name = `shop-${crypto.randomUUID().slice(0, 8)}`;
  const fetch = await appWith({ API_KEYS: `${name}=${KEY}`, ...changes });
  const shop: HttpShop = {
    fetch,
    send: (path, value, sent = {}) => send(path, value, sent, fetch),
    async put(batch) {
      const response = await shop.send('/v1/products', { products: batch });
      const { results } = (await response.json()) as Json;
      const refused = results.filter(({ status }: Json) => status === 'rejected');
      if (response.status !== 200 || refused.length > 0) throw new Error(JSON.stringify(refused));
    },
    async search(body) {
      const response = await shop.send('/v1/search', body, { headers: { 'cache-control': 'no-cache' } });
      const answer = (await response.json()) as Json;
      if (response.status !== 200) throw new Error(JSON.stringify(answer));
      return answer;
    },
  };
  if (products.length > 0) await shop.put(products);
  return shop;
}

/** A small shop in both languages. */
export const SHOP: readonly CatalogProduct[] = [
  {
    id: 'd1',
    title: 'Red summer dress for women',
    brand: 'Zest',
    color: 'Red',
    category: 'Clothing > Dresses',
    price: { amount: 39, currency: 'USD' },
  },
  {
    id: 'd2',
    title: 'Red evening dress, long',
    brand: 'Acme',
    color: 'Red',
    category: 'Clothing > Dresses',
    price: { amount: 120, currency: 'USD' },
  },
  {
    id: 'd3',
    title: 'Blue linen dress for women',
    brand: 'Acme',
    color: 'Blue',
    category: 'Clothing > Dresses',
    price: { amount: 45, currency: 'USD' },
    stock: 0,
  },
  {
    id: 's1',
    title: 'Running shoes for men',
    brand: 'Zest',
    color: 'Black',
    category: 'Shoes',
    price: { amount: 80, currency: 'USD' },
    attributes: { Material: 'Mesh' },
  },
  {
    id: 'z1',
    title: '红色雪纺连衣裙 夏季新款',
    brand: '轻风',
    color: '红色',
    category: '女装 > 连衣裙',
    price: { amount: 159, currency: 'CNY' },
  },
  {
    id: 'z2',
    title: '黑色针织连衣裙 秋冬',
    brand: '轻风',
    color: '黑色',
    category: '女装 > 连衣裙',
    price: { amount: 299, currency: 'CNY' },
  },
  {
    id: 'z3',
    title: '华为Mate60手机壳 磨砂 黑色',
    brand: '壳王',
    color: '黑色',
    category: '手机配件',
    price: { amount: 29, currency: 'CNY' },
  },
  {
    id: 'm1',
    title: 'Sony WH-1000XM4 wireless headphones',
    brand: 'Sony',
    category: 'Audio',
    price: { amount: 248, currency: 'USD' },
  },
];
