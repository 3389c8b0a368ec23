import { tokenizeWords } from '../../src/core/tokenize-words.ts';
import { type Conditions, holds, holdsAny } from '../../src/ranking/holds.ts';
import type { Candidate, Catalog, CatalogProduct, ReadAttribute } from '../../src/state/catalog/port.ts';

/** A catalogue in an array: word overlap and cosine, every product read for every call. For tests of what stands on the port. */
export interface MemoryCatalog extends Catalog {
  /** What was read from a product. */
  read(id: string, attributes: readonly ReadAttribute[]): void;
  /** A product's vector. */
  embed(id: string, vector: Float32Array): void;
}

export function memoryCatalog(first: readonly CatalogProduct[] = []): MemoryCatalog {
  const known = new Map(first.map((product) => [product.id, product]));
  const attributes = new Map<string, readonly ReadAttribute[]>();
  const vectors = new Map<string, Float32Array>();
  const settings = new Map<string, string>();
  let version = 1;
  const one = (product: CatalogProduct) => ({ product, attributes: attributes.get(product.id) ?? [] });
  const textOf = (product: CatalogProduct): string =>
    [product.title, product.brand, product.color, product.description].filter((part) => part !== undefined).join(' ');
  return {
    read: (id, found) => void attributes.set(id, found),
    embed: (id, vector) => void vectors.set(id, vector),
    upsert: async (batch) => {
      version += 1;
      return batch.map((product) => {
        const status = known.has(product.id) ? 'updated' : 'created';
        known.set(product.id, product);
        return status;
      });
    },
    remove: async (ids) => {
      version += 1;
      return ids.map((id) => known.delete(id));
    },
    get: async (ids) =>
      ids.map((id) => {
        const product = known.get(id);
        return product === undefined ? null : one(product);
      }),
    page: async (after, limit) =>
      [...known.values()]
        .filter(({ id }) => after === null || id > after)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    status: async () => {
      const products = known.size;
      return {
        products,
        keyword: products,
        embedded: vectors.size,
        attributed: attributes.size,
        pending: 0,
        failed: [],
        version,
        vectors: null,
      };
    },
    search: async ({ text, vector, filters, weights, limit }) => {
      const wanted = new Set(tokenizeWords(text).map((token) => token.text));
      const matching = [...known.values()]
        .map(one)
        .filter((each) => holds(each, filters.fields as Conditions) && !holdsAny(each, filters.not as Conditions));
      const candidates = matching.flatMap((each): Candidate[] => {
        const words = new Set(tokenizeWords(textOf(each.product)).map((token) => token.text));
        const shared = [...wanted].filter((word) => words.has(word)).length;
        const own = vectors.get(each.product.id);
        const keyword = shared === 0 || weights.keyword === 0 ? null : shared / wanted.size;
        const semantic =
          vector === null || own === undefined ? null : own.reduce((sum, x, i) => sum + x * (vector[i] ?? 0), 0);
        if (keyword === null && semantic === null && (text !== '' || vector !== null)) return [];
        const total = weights.keyword + weights.semantic || 1;
        const fused = ((keyword ?? 0) * weights.keyword + Math.max(0, semantic ?? 0) * weights.semantic) / total;
        return [{ ...each, keyword, semantic, fused }];
      });
      return {
        candidates: candidates
          .toSorted((a, b) => b.fused - a.fused || (a.product.id < b.product.id ? -1 : 1))
          .slice(0, limit),
        matching: matching.length,
        corrected: null,
        expanded: [],
        version,
        vectors: null,
      };
    },
    suggest: async (prefix, limit) =>
      [...known.values()]
        .filter(({ title }) => title.toLowerCase().startsWith(prefix.toLowerCase()))
        .slice(0, limit)
        .map(({ title }) => ({ text: title, kind: 'title', products: 1 })),
    setting: async (name) => settings.get(name) ?? null,
    set: async (name, json) => {
      version += 1;
      if (json === null) settings.delete(name);
      else settings.set(name, json);
    },
    claim: async () => [],
    finish: async () => undefined,
    release: async () => undefined,
  };
}
