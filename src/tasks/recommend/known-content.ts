import { ContentIndex } from '../../ranking/recommend/content-index.ts';
import { fieldValues } from '../../ranking/field-values.ts';
import { vocabularyOf } from '../../state/catalog/retrieval/product-words.ts';
import type { Catalog } from '../../state/catalog/port.ts';

/** At about 1 kB a product. */
const MOST_PRODUCTS = 50_000;

/** After so long, in milliseconds, what products are like is read again. */
const FRESH = 600_000;

/** Products that are like a product, by its words, and products that stand in where there are no events. */
const LIKE_BY_WORDS = 50;
const STARTERS = 200;

const FIELDS = ['brand', 'category', 'product_type', 'color', 'material', 'style', 'audience'];

/** What is known of what a shop's products are like: those that came up so far, by brand, category, attributes and words. */
export class KnownContent {
  index = new ContentIndex();
  #lookedUp = new Set<string>();
  #since = 0;

  /** Takes in the products of these ids, and those that are like `seeds` by their words. */
  async learn(ids: readonly string[], seeds: readonly string[], catalog: Catalog, now: number): Promise<void> {
    if (now - this.#since > FRESH || this.index.size > MOST_PRODUCTS) {
      this.index = new ContentIndex();
      this.#lookedUp = new Set();
      this.#since = now;
    }
    await this.#take(ids, catalog);
    for (const id of seeds) {
      if (this.#lookedUp.has(id)) continue;
      this.#lookedUp.add(id);
      const [found] = await catalog.get([id]);
      if (found === null || found === undefined) continue;
      const { candidates } = await catalog.search({
        text: [found.product.title, found.product.category ?? ''].join(' ').slice(0, 200),
        vector: null,
        pack: '',
        filters: { fields: {}, not: {} },
        weights: { keyword: 1, semantic: 0 },
        limit: LIKE_BY_WORDS,
      });
      for (const { product, attributes } of candidates) this.#add({ product, attributes });
    }
  }

  /** Ids to begin with in a shop without events. */
  async starters(catalog: Catalog): Promise<string[]> {
    const page = await catalog.page(null, STARTERS);
    return page.map(({ id }) => id);
  }

  async #take(ids: readonly string[], catalog: Catalog): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.index.has(id));
    if (missing.length === 0) return;
    for (const found of await catalog.get(missing)) if (found !== null) this.#add(found);
  }

  #add(found: NonNullable<Awaited<ReturnType<Catalog['get']>>[number]>): void {
    const fields = FIELDS.flatMap((name) => fieldValues(found, name).map((value) => `${name}:${value.toLowerCase()}`));
    this.index.add(found.product.id, [...fields, ...vocabularyOf(found)]);
  }
}
