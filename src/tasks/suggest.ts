import type { SuggestRequest, SuggestResponse } from '../contract/suggest.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** Completions, unless the request says how many. */
const LIMIT = 8;

/** What the shop's products complete a beginning to: types, brands, categories and titles. */
export async function suggestTask({ q, limit = LIMIT }: SuggestRequest, catalog: Catalog): Promise<SuggestResponse> {
  return { suggestions: await catalog.suggest(q, limit) };
}
