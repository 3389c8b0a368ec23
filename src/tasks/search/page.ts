import type { Hit, SearchRequest, SearchResponse } from '../../contract/search.ts';
import { traitsOf } from '../../core/product-traits.ts';
import { agreements } from '../../ranking/explain/agreement.ts';
import { facet } from '../../ranking/facets.ts';
import { highlights, markedWords } from '../../ranking/highlights.ts';
import { type Belief, suits } from '../../ranking/profile.ts';
import { contributions, score } from '../../ranking/score.ts';
import type { ShopContext } from '../shop-context.ts';
import { type Place, writeCursor } from './cursor.ts';
import type { Plan } from './plan.ts';
import type { RankedHit } from './ranking.ts';
import type { Found } from './searcher.ts';
import { whySentence } from './why.ts';

/** Hits a page, unless the request says. */
export const LIMIT = 20;

/** A page of a ranking. */
export type Page = Pick<SearchResponse, 'shelves' | 'hits' | 'facets' | 'total' | 'next_cursor'>;

/** What the page is of, beside the request and its plan. */
export interface PageOf extends Place {
  /** Products that were read already, by id; what else is needed is put into it. */
  known: Map<string, Found>;
  /** What is believed of the shopper. */
  beliefs: readonly Belief[];
}

/** The hits from a place on, with the products as they are now: what was deleted since is passed over. Facets count over the whole ranking. */
export async function pageOf(
  request: SearchRequest,
  plan: Plan,
  { ranking, offset, known, beliefs }: PageOf,
  { catalog }: ShopContext,
): Promise<Page> {
  const { limit = LIMIT, facets: names = [] } = request;
  const { hits: ranked } = ranking;
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
      if (one !== undefined) hits.push(hitOf(hit, one, { marked, beliefs, request, plan }));
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

interface Around {
  marked: ReadonlySet<string>;
  beliefs: readonly Belief[];
  request: SearchRequest;
  plan: Plan;
}

function hitOf(hit: RankedHit, { product, attributes }: Found, { marked, beliefs, request, plan }: Around): Hit {
  const { id, relation, relevance, judged, keyword, semantic, personal, popularity } = hit;
  const weight = request.weights?.personal ?? 1;
  const shown = highlights(product, marked);
  return {
    id,
    // It was judged by the contract when it was written.
    product: product as Hit['product'],
    relation,
    relevance,
    score: score(hit, weight),
    signals: { keyword, semantic, match: judged ? relevance : null, personal, popularity },
    highlights: shown,
    ...(hit.conflicts.length === 0 ? {} : { conflicts: [...hit.conflicts] }),
    ...(hit.rules.length === 0 ? {} : { rules: [...hit.rules] }),
    ...(request.explain === true || request.record !== undefined
      ? {
          explain: contributions(hit, weight),
          wishes: agreements(plan.hard, plan.stated, { product, attributes }).map(
            ({ name, wanted, found, agrees }) => ({ name, wanted, found, agrees }),
          ),
          why: whySentence(hit, product, shown, plan, suits(beliefs, traitsOf(product, attributes)).belief),
        }
      : {}),
  };
}
