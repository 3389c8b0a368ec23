import type { AssistRequest } from '../../contract/assist.ts';
import type { Catalog, CatalogProduct, ReadAttribute } from '../../state/catalog/port.ts';
import { idsIn, listedProduct, type Turn, turnsOf } from './dialogue.ts';
import { shortTitle } from './sayings.ts';

/** Lists that are looked up, from the end: nobody points further back. */
const LISTS = 3;

/** A product with what was read from it. */
export type KnownProduct = { product: CatalogProduct; attributes: readonly ReadAttribute[] };

/** The user's turns with the products that stood before each, by the ids that came with a message, else by the titles that it lists. */
export async function knownTurns({ messages }: AssistRequest, catalog: Catalog): Promise<Turn[]> {
  const found = await catalog.get(idsIn(messages));
  const known = new Map(found.flatMap((one) => (one === null ? [] : [[one.product.id, one.product] as const])));
  const turns = turnsOf(messages, known);
  const lists = [...new Set(turns.map(({ before }) => before.listed))].filter((list) => list.length > 0).slice(-LISTS);
  const resolved = new Map(
    await Promise.all(
      lists.map(async (list) => [list, await Promise.all(list.map((one) => resolvedOf(one, catalog)))] as const),
    ),
  );
  return await Promise.all(
    turns.map(async (turn, i) => {
      const { listed, spoken } = turn.before;
      const isNear = spoken !== null && i >= turns.length - LISTS;
      const named = isNear ? await resolvedOf(spoken, catalog) : null;
      const stood = { listed: resolved.get(listed) ?? listed, spoken: named?.id == null ? null : named };
      return { ...turn, before: { ...turn.before, ...stood } };
    }),
  );
}

type Listed = Turn['before']['listed'][number];

async function resolvedOf(listed: Listed, catalog: Catalog): Promise<Listed> {
  if (listed.id !== null || listed.title === '') return listed;
  const text = listed.title.replace(/…$/, '');
  const { candidates } = await catalog.search({
    text,
    vector: null,
    pack: '',
    filters: { fields: {}, not: {} },
    weights: { keyword: 1, semantic: 0 },
    limit: 5,
  });
  const found = candidates.find(({ product }) => shortTitle(product.title) === listed.title);
  return found === undefined ? listed : listedProduct(found.product);
}
