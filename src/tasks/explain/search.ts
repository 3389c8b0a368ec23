import { detectLanguage } from '../../core/language.ts';
import { joinedProvenance } from '../../models/context.ts';
import { contributions, score } from '../../ranking/score.ts';
import { LIMIT } from '../search/page.ts';
import type { Ranked } from '../search/rank.ts';
import type { RankedHit } from '../search/ranking.ts';
import { rankingOf, type Trace, type TraceContext, traceSearch } from '../search/trace.ts';
import { bringIn } from './bring-in.ts';
import type { Explained, ExplainedProduct, Place, QueryExplainRequest, QueryExplainContext } from './explained.ts';
import { leftOut, retrievalOf } from './left-out.ts';
import { explainMatch } from './match.ts';
import { searchSentences } from './search-sentences.ts';

/**
 * Explains where a product stands in the ranking of a search, or at which stage it was left out and why, beside how it matches. The search is
 * done anew: nothing of it is guessed. `id`: as the catalogue knows it; null: the catalogue has no such product.
 */
export async function explainSearch(
  request: QueryExplainRequest,
  product: ExplainedProduct,
  id: string | null,
  context: QueryExplainContext,
): Promise<Explained> {
  const { query, filters, weights, shopper_id, session_id, limit, language } = request;
  const search = { query, filters, weights, shopper_id, session_id, limit, language };
  const [matched, trace] = await Promise.all([explainMatch(request, product, context), traceSearch(search, context)]);
  const place = await placeOf(trace, id, context);
  const { change, traces } = await bringIn(trace, { id, place, product }, context);
  const told = { ...place, counterfactual: change };
  const text = searchSentences(told, language ?? detectLanguage(query));
  const all = [trace, ...traces];
  return {
    ...matched,
    ...joinedProvenance([matched, ...all.map(({ provenance }) => provenance)]),
    target: 'search',
    search: { ...told, text },
    text: `${text}${text.endsWith('。') ? '' : ' '}${matched.text}`,
    judged: all.reduce((sum, { judged }) => sum + readOf(judged?.all ?? []), matched.judged),
  };
}

/** How many the match model has read. */
const readOf = (all: readonly Ranked[]): number => all.filter(({ judged }) => judged).length;

async function placeOf(trace: Trace, id: string | null, context: TraceContext): Promise<Place> {
  const hits = rankingOf(trace);
  const at = hits.findIndex((hit) => hit.id === id);
  const hit = hits[at];
  const candidate = trace.judged?.all.find((one) => one.id === id);
  const scored = hit ?? candidate;
  return {
    found: hit !== undefined,
    rank: hit === undefined ? null : at + 1,
    total: hits.length,
    relation: hit?.relation ?? null,
    ...(scored === undefined ? { score: null, signals: [] } : partsOf(trace, scored)),
    retrieval: id === null ? null : await retrievalOf(trace, id, context),
    reason: hit === undefined ? await leftOut(trace, id, context) : pageReason(trace, hits, at),
  };
}

/** The parts of a product's score, and the rank that it would have without each. */
function partsOf(trace: Trace, one: RankedHit | Ranked): Pick<Place, 'score' | 'signals'> {
  const weight = trace.request.weights?.personal ?? 1;
  const signals = contributions(one, weight).map((part) => {
    const without = part.signal === 'estimate' ? 'match' : part.signal;
    const hits = rankingOf(trace, without === 'rules' ? { rules: [] } : { without });
    const at = hits.findIndex(({ id }) => id === one.id);
    return { ...part, rank_without: at < 0 ? null : at + 1 };
  });
  return { score: score(one, weight), signals };
}

function pageReason({ request }: Trace, hits: readonly RankedHit[], at: number): Place['reason'] {
  const { limit = LIMIT, weights } = request;
  const { conflicts = [], rules = [] } = hits[at] ?? {};
  const last = hits[Math.min(limit, hits.length) - 1];
  return {
    code: at < limit ? 'shown' : 'later_page',
    limit,
    ...(last === undefined ? {} : { first_page_score: score(last, weights?.personal ?? 1) }),
    ...(conflicts.length === 0 ? {} : { conflicts: [...conflicts] }),
    ...(rules.length === 0 ? {} : { rules: [...rules] }),
  };
}
