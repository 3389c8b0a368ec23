import type { CatalogActor } from './actor.ts';
import type { Catalog, CatalogProduct } from './port.ts';

/** The most of one transaction: it holds up every other request for as long as it takes to index. */
const PART = { products: 20, characters: 100_000 };

/**
 * The catalogue of an actor in this process. `turn` lets others have their turn between the parts of a long piece of work; a batch
 * is durable part by part, and whole when it resolves.
 */
export function catalogOf(actor: CatalogActor, turn: () => Promise<void>): Catalog {
  const inParts = async <Item, Result>(
    parts: readonly (readonly Item[])[],
    work: (part: readonly Item[]) => Result[],
  ): Promise<Result[]> => {
    const results: Result[] = [];
    for (const [i, part] of parts.entries()) {
      if (i > 0) await turn();
      results.push(...work(part));
    }
    return results;
  };
  return {
    upsert: async (products) => await inParts(partsOf(products, sizeOf), (part) => actor.upsert(part)),
    remove: async (ids) => await inParts(partsOf(ids), (part) => actor.remove(part)),
    get: async (ids) => actor.get(ids),
    page: async (after, limit) => actor.page(after, limit),
    status: async () => actor.status(),
    search: async (request) => actor.search(request),
    suggest: async (prefix, limit) => actor.suggest(prefix, limit),
    setting: async (name) => actor.setting(name),
    set: async (name, json) => actor.set(name, json),
    claim: async (kind, pack, limit, lease) => actor.claim(kind, pack, limit, lease),
    release: async (kind, ids, failed) => actor.release(kind, ids, failed),
    async finish(results) {
      await inParts(partsOf(results), (part) => (actor.finish(part), []));
    },
  };
}

/** About the characters that are indexed of a product. */
function sizeOf({ title, description = '', bullets = [] }: CatalogProduct): number {
  return bullets.reduce((sum, bullet) => sum + bullet.length, title.length + description.length);
}

/** A list in parts of about equal work; none is empty. */
function partsOf<Item>(items: readonly Item[], size: (item: Item) => number = () => 0): Item[][] {
  const parts: Item[][] = [];
  let characters = 0;
  for (const item of items) {
    const last = parts.at(-1);
    characters += size(item);
    if (last === undefined || last.length >= PART.products || characters > PART.characters) {
      parts.push([item]);
      characters = size(item);
    } else last.push(item);
  }
  return parts;
}
