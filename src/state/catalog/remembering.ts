import type { Catalog } from './port.ts';

type Found = NonNullable<Awaited<ReturnType<Catalog['get']>>[number]>;

/** Bytes that a product takes beside its texts, about. */
const BESIDES = 1_000;

/** What is in memory of a shop. */
interface Shop {
  /** Asked for since the generations last moved on. */
  young: Map<string, Found>;
  /** Asked for before that. */
  old: Map<string, Found>;
  /** Changes so far: what was asked for before one may be old when it comes. */
  changes: number;
}

/**
 * Products of all shops in memory, those that were asked for of late, in two generations. For catalogues that are changed through `over`
 * alone: what is kept is then what they have. What is told is shared by all who ask, so nobody may change it.
 */
export class ProductMemory {
  readonly #most: number;
  readonly #tell: (name: string, ids: readonly string[]) => void;
  readonly #shops = new Map<string, Shop>();
  /** Of the young. */
  #bytes = 0;

  /** `bytes`: about how many it may take. `tell` is told of products of a shop that are changed, before and after. */
  constructor(bytes: number, tell: (name: string, ids: readonly string[]) => void = () => undefined) {
    this.#most = bytes / 2;
    this.#tell = tell;
  }

  /** Forgets products of a shop that are changed. */
  changed(name: string, ids: readonly string[]): void {
    const shop = this.#of(name);
    shop.changes += 1;
    for (const id of ids) {
      shop.young.delete(id);
      shop.old.delete(id);
    }
    this.#tell(name, ids);
  }

  /** The catalogue of a shop, whose products are asked for once. */
  over(name: string, inner: Catalog): Catalog {
    /** Forgets before and after: whoever asks meanwhile may be told either. */
    const changing = async <Result>(ids: readonly string[], work: () => Promise<Result>): Promise<Result> => {
      this.changed(name, ids);
      try {
        return await work();
      } finally {
        this.changed(name, ids);
      }
    };
    return {
      ...inner,
      upsert: (products) =>
        changing(
          products.map(({ id }) => id),
          () => inner.upsert(products),
        ),
      remove: (ids) => changing(ids, () => inner.remove(ids)),
      finish: (results) =>
        changing(
          results.flatMap((result) => (result.kind === 'attributes' ? [result.id] : [])),
          () => inner.finish(results),
        ),
      get: async (ids) => {
        const shop = this.#of(name);
        const found: (Found | null)[] = ids.map((id) => this.#known(shop, id));
        if (!found.includes(null)) return found;
        const places = [...found.keys()].filter((i) => found[i] === null);
        const missing = places.map((i) => ids[i] as string);
        const { changes } = shop;
        const asked = await inner.get(missing);
        for (const [at, i] of places.entries()) {
          const one = asked[at] ?? null;
          found[i] = one;
          if (one !== null && shop.changes === changes) this.#keep(shop, missing[at] as string, one);
        }
        return found;
      },
    };
  }

  #of(name: string): Shop {
    const known = this.#shops.get(name);
    if (known !== undefined) return known;
    const made: Shop = { young: new Map(), old: new Map(), changes: 0 };
    this.#shops.set(name, made);
    return made;
  }

  #known(shop: Shop, id: string): Found | null {
    const young = shop.young.get(id);
    if (young !== undefined) return young;
    const old = shop.old.get(id);
    if (old === undefined) return null;
    this.#keep(shop, id, old);
    return old;
  }

  #keep(shop: Shop, id: string, one: Found): void {
    const size = sizeOf(one);
    if (this.#bytes + size > this.#most) {
      for (const each of this.#shops.values()) {
        each.old = each.young;
        each.young = new Map();
      }
      this.#bytes = 0;
    }
    shop.young.set(id, one);
    this.#bytes += size;
  }
}

/** Bytes of the texts of a product, about. */
function sizeOf({ product, attributes }: Found): number {
  const { title, description = '', bullets = [] } = product;
  const characters = bullets.reduce((sum, bullet) => sum + bullet.length, title.length + description.length);
  return BESIDES + 2 * characters + 200 * attributes.length;
}
