import type { Hit, SearchRequest, SearchResponse } from '../../contract/search.ts';
import { facet } from '../../ranking/facets.ts';
import type { Attributed } from '../../ranking/field-values.ts';
import { highlights, markedWords } from '../../ranking/highlights.ts';
import { contributions, score } from '../../ranking/score.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import type { ShopContext } from '../shop-context.ts';
import { type Place, writeCursor } from './cursor.ts';
import type { Plan } from './plan.ts';
import type { RankedHit } from './ranking.ts';
import { whySentence } from './why.ts';

/** Hits a page, unless the request says. */
const LIMIT = 20;

/** A page of a ranking. */
export type Page = Pick<SearchResponse, 'shelves' | 'hits' | 'facets' | 'total' | 'next_cursor'>;

type Found = Attributed & { product: CatalogProduct };

/** The hits from a place on, with the products as they are now: what was deleted since is passed over. Facets count over the whole ranking. */
export async function pageOf(
  request: SearchRequest,
  plan: Plan,
  { ranking, offset }: Place,
  { catalog }: ShopContext,
): Promise<Page> {
  const { limit = LIMIT, facets: names = [] } = request;
  const { hits: ranked } = ranking;
  const known = new Map<string, Found>();
  const fetch = async (hits: readonly RankedHit[]): Promise<void> => {
    const ids = hits.map(({ id }) => id).filter((id) => !known.has(id));
    if (ids.length === 0) return;
    for (const one of await catalog.get(ids)) if (one !== null) known.set(one.product.id, one);
  };
  if (names.length > 0) await fetch(ranked);
  const marked = markedWords([plan.hard.wanted, ranking.corrected ?? '', ...ranking.expanded.flatMap(({ to }) => to)]);
  const hits: Hit[] = [];
  let at = offset;
  while (hits.length < limit && at < ranked.length) {
    const next = ranked.slice(at, at + limit - hits.length);
    await fetch(next);
    for (const hit of next) {
      const one = known.get(hit.id);
      if (one !== undefined) hits.push(hitOf(hit, one.product, marked, request, plan));
    }
    at += next.length;
  }
  const shelf = (relation: Hit['relation']): Hit[] => hits.filter((hit) => hit.relation === relation);
  const everything = ranked.flatMap(({ id }) => known.get(id) ?? []);
  return {
    shelves: { exact: shelf('exact'), substitute: shelf('substitute'), complement: shelf('complement') },
    hits,
    facets: Object.fromEntries(names.map((name) => [name, facet(everything, name)])),
    // With facets every product was fetched, so those deleted are known.
    total: names.length > 0 ? everything.length : ranked.length,
    next_cursor: at < ranked.length ? await writeCursor(request, { ranking, offset: at }) : null,
  };
}

function hitOf(
  hit: RankedHit,
  product: CatalogProduct,
  marked: ReadonlySet<string>,
  { weights, explain }: SearchRequest,
  plan: Plan,
): Hit {
  const { id, relation, relevance, judged, keyword, semantic, popularity } = hit;
  const personal = weights?.personal ?? 1;
  const evidence = { ...hit, personal: null };
  const shown = highlights(product, marked);
  return {
    id,
    // It was judged by the contract when it was written.
    product: product as Hit['product'],
    relation,
    relevance,
    score: score(evidence, personal),
    signals: { keyword, semantic, match: judged ? relevance : null, personal: null, popularity },
    highlights: shown,
    ...(hit.conflicts.length === 0 ? {} : { conflicts: [...hit.conflicts] }),
    ...(hit.rules.length === 0 ? {} : { rules: [...hit.rules] }),
    ...(explain === true
      ? { explain: contributions(evidence, personal), why: whySentence(hit, product, shown, plan) }
      : {}),
  };
}
