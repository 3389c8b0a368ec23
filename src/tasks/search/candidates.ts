import type { FiltersBody } from '../../contract/filters.ts';
import type { SearchRequest } from '../../contract/search.ts';
import { priceConflicts } from '../../ranking/conflicts.ts';
import { holds, holdsAny, type Conditions } from '../../ranking/holds.ts';
import type { Candidate, CandidateRequest, Candidates, Filters, Range } from '../../state/catalog/port.ts';
import type { ShopContext } from '../shop-context.ts';
import type { Plan } from './plan.ts';

/** How many the catalogue is asked for. */
export const MOST = 100;

/** The filters of a request as the catalogue takes them. Dates become milliseconds since the epoch. */
export function catalogFilters({ not = {}, ...fields }: FiltersBody = {}): Filters {
  const numbers = (conditions: Omit<FiltersBody, 'not'>): Filters['fields'] =>
    Object.fromEntries(
      Object.entries(conditions).map(([name, condition]) => {
        if (Array.isArray(condition)) return [name, condition as string[]];
        const bounds = Object.entries(condition as object).map(([bound, value]: [string, unknown]) => [
          bound,
          typeof value === 'string' ? Date.parse(value) : value,
        ]);
        return [name, Object.fromEntries(bounds) as Range];
      }),
    );
  return { fields: numbers(fields), not: numbers(not) };
}

/**
 * Products that may answer, best first. Where the query states a price that some of them contradict, those in its bounds are looked for
 * on their own and come first. `pinned` products are taken in where they hold the filters, whether they were found or not.
 */
export async function findCandidates(
  request: SearchRequest,
  plan: Plan,
  vector: Float32Array | null,
  pinned: readonly string[],
  { catalog, pack }: ShopContext,
): Promise<Candidates> {
  const asked = askedOf(request, plan, vector, pack.manifest.revision);
  const { filters } = asked;
  const found = await catalog.search(asked);
  let { candidates } = found;
  if (plan.hard.parsed.price !== null && candidates.some((each) => isDear(plan, each))) {
    const inBounds = filters.fields['price'] === undefined ? await catalog.search(inBoundsOf(asked, plan)) : found;
    const known = new Set(inBounds.candidates.map(({ product }) => product.id));
    const all = [...inBounds.candidates, ...candidates.filter(({ product }) => !known.has(product.id))];
    candidates = [...all.filter((each) => !isDear(plan, each)), ...all.filter((each) => isDear(plan, each))];
    candidates = candidates.slice(0, MOST);
  }
  // In front, so that the match model reads them: what they cost is then no guess.
  return { ...found, candidates: [...(await pinnedBeside(candidates, pinned, filters, catalog)), ...candidates] };
}

/** What the catalogue is asked for, whatever it costs. */
export function askedOf(
  { filters, weights: { keyword = 1, semantic = 1 } = {} }: SearchRequest,
  { hard }: Plan,
  vector: Float32Array | null,
  pack: string,
): CandidateRequest {
  const weights = { keyword, semantic };
  return { text: hard.wanted, vector, pack, filters: catalogFilters(filters), weights, limit: MOST };
}

/** The same within the bounds of the price that the query states. */
export function inBoundsOf(asked: CandidateRequest, { hard }: Plan): CandidateRequest {
  const { min, max } = hard.parsed.price ?? {};
  const price = { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) };
  return { ...asked, filters: { ...asked.filters, fields: { ...asked.filters.fields, price } } };
}

/** Whether a product contradicts the price that the query states. */
export function isDear({ hard }: Plan, { product }: Pick<Candidate, 'product'>): boolean {
  return priceConflicts(hard.parsed, product).length > 0;
}

async function pinnedBeside(
  candidates: readonly Candidate[],
  pinned: readonly string[],
  filters: Filters,
  catalog: ShopContext['catalog'],
): Promise<Candidate[]> {
  const missing = pinned.filter((id) => candidates.every(({ product }) => product.id !== id));
  if (missing.length === 0) return [];
  const known = await catalog.get(missing);
  return known.flatMap((one) => {
    const isLet = one !== null && holds(one, filters.fields as Conditions) && !holdsAny(one, filters.not as Conditions);
    return isLet ? [{ ...one, keyword: null, semantic: null, fused: 0 }] : [];
  });
}
