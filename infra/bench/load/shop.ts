import { randomOf } from '../../../src/core/random.ts';
import { traitsOf } from '../../../src/core/product-traits.ts';
import { nodeBehaviour } from '../../../src/platform/node/behaviour.ts';
import { BUNDLED_PACK, loadPack } from '../../../src/platform/node/pack.ts';
import { nodeState } from '../../../src/platform/node/state.ts';
import type { EventType, ShopperEvent } from '../../../src/state/behaviour/port.ts';
import type { CatalogProduct } from '../../../src/state/catalog/port.ts';
import { benchCatalog } from './catalog.ts';

/** A shop with its shoppers' past. The same for the same numbers. */
export interface BenchShop {
  products: CatalogProduct[];
  vectors: Float32Array[];
  /** In the order of time. */
  past: ShopperEvent[];
  /** A shopper, the active ones more often. */
  shopper(): string;
  /** What that shopper does next, now. */
  next(shopper: string): { type: EventType; product_id: string };
}

/** Two in three events are of the product types that a shopper has a taste for. */
const OF_TASTE = 2 / 3;

/** Products of a batch that is written. */
const BATCH = 500;

/** So many milliseconds lie between events of the past. */
const PACE = 20_000;

/** Makes it: each shopper has a taste for two product types; of a type, and of all, few products are looked at often and most seldom. */
export function benchShop({
  products: count,
  shoppers,
  events,
}: Record<'products' | 'shoppers' | 'events', number>): BenchShop {
  const random = randomOf(12_345);
  const { products, vectors } = benchCatalog({ count, queries: 0 });
  const types = Map.groupBy(products, ({ category }) => category);
  const names = [...types.keys()];
  const skewed = <Item>(items: readonly Item[]): Item => items[Math.floor(items.length * random() ** 4)] as Item;
  const tastes = new Map<string, readonly CatalogProduct[][]>();
  const shopper = (): string => `shopper-${Math.floor(shoppers * random() ** 2)}`;
  const tasteOf = (one: string): readonly CatalogProduct[][] => {
    const known = tastes.get(one) ?? [skewed(names), skewed(names)].map((name) => types.get(name) as CatalogProduct[]);
    tastes.set(one, known);
    return known;
  };
  const next: BenchShop['next'] = (one) => {
    const taste = tasteOf(one);
    const among = random() < OF_TASTE ? (taste[Math.floor(random() * taste.length)] as CatalogProduct[]) : products;
    const chance = random();
    const type = chance < 0.05 ? 'purchase' : chance < 0.2 ? 'add_to_cart' : chance < 0.5 ? 'click' : 'view';
    return { type, product_id: skewed(among).id };
  };
  const start = Date.now() - events * PACE;
  const past = Array.from({ length: events }, (_, i): ShopperEvent => {
    // Each is there once before the active ones come again.
    const one = i < shoppers ? `shopper-${i}` : shopper();
    const { type, product_id: productId } = next(one);
    return { id: `past-${i}`, type, shopper: one, guest: false, productId, at: start + i * PACE };
  });
  return { products, vectors, past, shopper, next };
}

/** Writes it into a data folder as the shop of an account, with all ingest work done. */
export async function fillShop(
  { products, vectors, past }: BenchShop,
  directory: string,
  account: string,
): Promise<void> {
  const state = nodeState({ directory, shards: 1 });
  const catalog = state.catalog(account);
  const { revision } = (await loadPack(BUNDLED_PACK)).manifest;
  for (let i = 0; i < products.length; i += BATCH) await catalog.upsert(products.slice(i, i + BATCH));
  const byId = new Map(products.map(({ id }, i) => [id, vectors[i] as Float32Array]));
  for (const kind of ['embed', 'attributes'] as const) {
    for (;;) {
      const work = await catalog.claim(kind, revision, BATCH, 60_000);
      if (work.length === 0) break;
      await catalog.finish(
        work.map(({ id, hash }) =>
          kind === 'embed'
            ? { kind, id, hash, pack: revision, vector: byId.get(id) as Float32Array }
            : { kind, id, hash, pack: revision, attributes: [] },
        ),
      );
    }
  }
  state.close();

  const behaviour = nodeBehaviour({ directory, shards: 1 });
  const traits = new Map(products.map((product) => [product.id, traitsOf(product)]));
  for (let i = 0; i < past.length; i += BATCH) {
    const events = past.slice(i, i + BATCH);
    const named = [...new Set(events.map(({ productId = '' }) => productId))];
    await behaviour.of(account).record(
      events,
      named.flatMap((id) => traits.get(id) ?? []),
    );
  }
  behaviour.close();
}
