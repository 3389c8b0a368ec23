import { ContentIndex } from '../../ranking/recommend/content-index.ts';
import { FEW_EVENTS } from '../../ranking/recommend/newcomers.ts';
import type { Counts } from '../../ranking/recommend/counts.ts';
import { fieldValues } from '../../ranking/field-values.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import { vocabularyOf } from '../../state/catalog/retrieval/product-words.ts';
import type { Catalog, Filters } from '../../state/catalog/port.ts';

/** Over all shops, at about 1 kB a product. */
const MOST_PRODUCTS = 50_000;

/** After so long, in milliseconds, what products are like, and how many events they have, is read again. */
const FRESH = 600_000;

/** Products that are like a product, by its words, and products that hold filters. */
const LIKE_BY_WORDS = 50;
const HOLDING = 200;

const FIELDS = ['brand', 'category', 'product_type', 'color', 'material', 'style', 'audience'];

/** Beside answers, what is like a product is looked up at most so often, in milliseconds: it takes a search of the catalogue. */
const PACE = 250;

/** With each answer, so many products of those known for too long are read again. */
const REREAD = 20;

/** Where a shop's products and their counts are read. */
export interface Shop {
  catalog: Catalog;
  behaviour: Behaviour;
  /** Work for after the answer. */
  defer(work: Promise<unknown>): void;
}

type Found = NonNullable<Awaited<ReturnType<Catalog['get']>>[number]>;

/** Products as they were at a time. */
class Reading {
  readonly index = new ContentIndex();
  readonly counts: (Counts | undefined)[] = [];
  readonly newcomers = new Set<string>();
  /** Lists all of which are known. */
  readonly lists = new WeakSet<readonly { id: string }[]>();
  /** Those whose like by words was looked up. */
  readonly lookedUp = new Set<string>();
  readonly since: number;

  constructor(since: number) {
    this.since = since;
  }

  async take(found: readonly Found[], behaviour: Behaviour): Promise<void> {
    const fresh = found.filter(({ product }) => !this.index.has(product.id));
    if (fresh.length === 0) return;
    const { counts } = await behaviour.neighbours([...new Set(fresh.map(({ product }) => product.id))], 0);
    for (const own of counts) {
      const item = this.index.numbers.of(own.id);
      while (this.counts.length <= item) this.counts.push(undefined);
      this.counts[item] = own;
      if (own.events < FEW_EVENTS) this.newcomers.add(own.id);
    }
    for (const one of fresh) {
      const fields = FIELDS.flatMap((name) => fieldValues(one, name).map((value) => `${name}:${value.toLowerCase()}`));
      this.index.add(one.product.id, [...fields, ...vocabularyOf(one)]);
    }
  }
}

/** What is known of a shop's products: those that came up so far, what they are like by brand, category, attributes and words, and their counts. */
export class KnownContent {
  #now = new Reading(Number.NEGATIVE_INFINITY);
  /** What stands in its place when all of it is read again, and what is left to read. */
  #next: { reading: Reading; left: string[] } | null = null;
  #lookedUpAt = Number.NEGATIVE_INFINITY;

  get index(): ContentIndex {
    return this.#now.index;
  }

  /** By the index's number of a product, its counts when it was taken in. */
  get counts(): readonly (Counts | undefined)[] {
    return this.#now.counts;
  }

  /** Those that hardly anybody has had. */
  get newcomers(): ReadonlySet<string> {
    return this.#now.newcomers;
  }

  /**
   * Takes in the products of these lists, and those that are like `seeds` by their words: at once where nothing is linked to them or for a seed that was
   * not known, beside answers for one that was. What is in a list may not change. `now` in milliseconds since the epoch.
   */
  async learn(
    lists: readonly (readonly { id: string }[])[],
    seeds: readonly string[],
    shop: Shop,
    { now, isUnlinked }: { now: number; isUnlinked: boolean },
  ): Promise<void> {
    this.#age(shop, now);
    const { index, lookedUp } = this.#now;
    const fresh = [...new Set(seeds)].filter((id) => !lookedUp.has(id));
    const urgent = fresh.filter((id) => isUnlinked || !index.has(id));
    const missing = new Set(urgent);
    for (const id of this.#unknownOf(lists)) missing.add(id);
    const later = fresh.find((id) => !urgent.includes(id));
    if (later !== undefined && now - this.#lookedUpAt >= PACE) {
      this.#lookedUpAt = now;
      shop.defer(this.#lookUp([later], [later], shop));
    }
    if (missing.size > 0) await this.#lookUp([...missing], urgent, shop);
  }

  #unknownOf(lists: readonly (readonly { id: string }[])[]): string[] {
    const { index, lists: known } = this.#now;
    return lists.flatMap((list) => {
      if (known.has(list)) return [];
      const missing = list.flatMap(({ id }) => (index.has(id) ? [] : [id]));
      if (missing.length === 0) known.add(list);
      return missing;
    });
  }

  /** Ids of products that hold filters: those that are like `seeds` by their words, then the first of the catalogue; of a shop without events too. */
  async holding(filters: Filters, seeds: readonly Found[], { catalog, behaviour }: Shop): Promise<string[]> {
    const found = await Promise.all([
      ...seeds.map(({ product }) => likeByWords(product, filters, LIKE_BY_WORDS, catalog)),
      searched('', filters, HOLDING, catalog),
    ]);
    await this.#now.take(found.flat(), behaviour);
    return [...new Set(found.flat().map(({ product }) => product.id))];
  }

  /** Takes in products, and what is like those of `seeds`. */
  async #lookUp(ids: readonly string[], seeds: readonly string[], { catalog, behaviour }: Shop): Promise<void> {
    const reading = this.#now;
    for (const id of seeds) reading.lookedUp.add(id);
    const found = (await catalog.get(ids)).filter((one) => one !== null);
    const like = found
      .filter(({ product }) => seeds.includes(product.id))
      .map(({ product }) => likeByWords(product, { fields: {}, not: {} }, LIKE_BY_WORDS, catalog));
    await reading.take([...found, ...(await Promise.all(like)).flat()], behaviour);
  }

  /** Reads again what is known for too long, a few with each answer, and then goes by that; forgets all where it is too much. */
  #age({ catalog, behaviour, defer }: Shop, now: number): void {
    if (this.index.size > MOST_PRODUCTS) {
      this.#now = new Reading(now);
      this.#next = null;
    }
    if (now - this.#now.since <= FRESH) return;
    this.#next ??= { reading: new Reading(now), left: this.index.ids() };
    const { reading, left } = this.#next;
    if (left.length === 0) {
      this.#now = reading;
      this.#next = null;
      return;
    }
    const some = left.splice(-REREAD);
    const read = async (): Promise<void> => {
      const found = (await catalog.get(some)).filter((one) => one !== null);
      await reading.take(found, behaviour);
    };
    defer(read());
  }
}

/** What is known of the products of each shop. Past `most` products in all, the shops not asked for the longest time are forgotten. */
export class KnownContents {
  readonly #most: number;
  /** The least recently used first, each with the products that it was last seen to have. */
  readonly #shops = new Map<string, { content: KnownContent; products: number }>();
  #products = 0;

  constructor(most: number = MOST_PRODUCTS) {
    this.#most = most;
  }

  /** Of one shop, which now counts as used. */
  of(account: string): KnownContent {
    const content = this.#shops.get(account)?.content ?? new KnownContent();
    this.#forget(account);
    // A shop that nothing is known of yet takes room too.
    const products = content.index.size + 1;
    this.#shops.set(account, { content, products });
    this.#products += products;
    for (const [name] of this.#shops) {
      if (this.#products <= this.#most || name === account) break;
      this.#forget(name);
    }
    return content;
  }

  #forget(account: string): void {
    this.#products -= this.#shops.get(account)?.products ?? 0;
    this.#shops.delete(account);
  }
}

const likeByWords = (
  { title, category = '' }: Found['product'],
  filters: Filters,
  limit: number,
  catalog: Catalog,
): Promise<Found[]> => searched(`${title} ${category}`.slice(0, 200), filters, limit, catalog);

async function searched(text: string, filters: Filters, limit: number, catalog: Catalog): Promise<Found[]> {
  const weights = { keyword: 1, semantic: 0 };
  const { candidates } = await catalog.search({ text, vector: null, pack: '', filters, weights, limit });
  return candidates.map(({ product, attributes }) => ({ product, attributes }));
}
