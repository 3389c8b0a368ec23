import type { SearchRequest, SearchResponse } from '../../contract/search.ts';
import type { ShopContext } from '../shop-context.ts';
import { catalogFilters } from './candidates.ts';
import type { Plan } from './plan.ts';

/** How many other searches are proposed. */
const SUGGESTIONS = 5;

/** Why nothing was found, and what to try: filters that no product holds by themselves, and completions of the query's words. */
export async function explainNothing(
  { filters }: SearchRequest,
  { hard: { wanted } }: Plan,
  matching: number,
  { catalog, pack }: ShopContext,
): Promise<NonNullable<SearchResponse['plan']['empty']>> {
  const { products } = await catalog.status();
  if (products === 0) return { cause: 'catalog', filters: [], suggestions: [] };
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const proposed = await Promise.all([wanted, ...words].slice(0, 6).map((text) => catalog.suggest(text, SUGGESTIONS)));
  const suggestions = [...new Set(proposed.flat().map(({ text }) => text))].slice(0, SUGGESTIONS);
  if (matching > 0) return { cause: 'relevance', filters: [], suggestions };
  const { fields } = catalogFilters(filters);
  const alone = await Promise.all(
    Object.entries(fields).map(async ([name, condition]) => {
      const only = { fields: { [name]: condition }, not: {} };
      const weights = { keyword: 1, semantic: 0 };
      const found = await catalog.search({
        text: wanted,
        vector: null,
        pack: pack.manifest.revision,
        filters: only,
        weights,
        limit: 1,
      });
      return found.matching === 0 ? [name] : [];
    }),
  );
  return { cause: 'filters', filters: alone.flat(), suggestions };
}
