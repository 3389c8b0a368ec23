import type { FiltersBody } from '../../contract/filters.ts';
import type { SearchRequest } from '../../contract/search.ts';
import { findConflicts } from '../../ranking/conflicts.ts';
import { holds, holdsAny, type Conditions } from '../../ranking/holds.ts';
import type { Candidate, CandidateRequest, Candidates, Filters, Range } from '../../state/catalog/port.ts';
import type { ShopContext } from '../shop-context.ts';
import type { Plan } from './plan.ts';

/** How many the catalogue is asked for. */
const MOST = 100;

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
  const filters = catalogFilters(request.filters);
  const { keyword = 1, semantic = 1 } = request.weights ?? {};
  const asked: CandidateRequest = {
    text: plan.hard.wanted,
    vector,
    pack: pack.manifest.revision,
    filters,
    weights: { keyword, semantic },
    limit: MOST,
  };
  const found = await catalog.search(asked);
  const { parsed } = plan.hard;
  const onlyPrice = {
    ...plan.hard,
    parsed: { ...parsed, exclusions: [] },
    devices: new Map<string, string>(),
    modelNumbers: [],
  };
  const isDear = ({ product }: Candidate): boolean => findConflicts(onlyPrice, product).length > 0;
  let { candidates } = found;
  if (parsed.price !== null && candidates.some(isDear)) {
    const { min, max } = parsed.price;
    const bounds = { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) };
    const inBounds =
      filters.fields['price'] === undefined
        ? await catalog.search({ ...asked, filters: { ...filters, fields: { ...filters.fields, price: bounds } } })
        : found;
    const known = new Set(inBounds.candidates.map(({ product }) => product.id));
    const all = [...inBounds.candidates, ...candidates.filter(({ product }) => !known.has(product.id))];
    candidates = [...all.filter((each) => !isDear(each)), ...all.filter(isDear)].slice(0, MOST);
  }
  // In front, so that the match model reads them: what they cost is then no guess.
  return { ...found, candidates: [...(await pinnedBeside(candidates, pinned, filters, catalog)), ...candidates] };
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
