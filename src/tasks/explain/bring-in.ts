import type { SearchPlace } from '../../contract/explain-search.ts';
import type { SearchRequest } from '../../contract/search.ts';
import { AppError } from '../../core/error.ts';
import { agreements } from '../../ranking/explain/agreement.ts';
import { replaceStretch } from '../../ranking/explain/edit-text.ts';
import type { RankedHit } from '../search/ranking.ts';
import { rankingOf, type Trace, type TraceContext, traceSearch } from '../search/trace.ts';
import type { ExplainedProduct, Place } from './explained.ts';

/** The most searches that are tried. */
const MOST = 3;

/** Another search may take so much longer than the slowest so far. */
const SLOWER = 1.5;

/** A change that brings a product into a ranking; null: none was found. `traces`: the searches that were done for it. */
export interface BroughtIn {
  change: SearchPlace['counterfactual'];
  traces: Trace[];
}

/**
 * What brings a product in that a search left out: without the filters that it fails, without the rules that hide it, or without what the query
 * wants and it does not have. Each is tried by a search, three at most and as many as the deadline leaves time for.
 */
export async function bringIn(
  trace: Trace,
  { id, place, product }: { id: string | null; place: Place; product: ExplainedProduct },
  context: TraceContext,
): Promise<BroughtIn> {
  const traces: Trace[] = [];
  const { query } = trace.request;
  const { code, rules = [] } = place.reason;
  const changeBy = (hits: readonly RankedHit[], dropped: string[], text: string): BroughtIn['change'] => {
    const at = hits.findIndex((hit) => hit.id === id);
    const relation = hits[at]?.relation;
    return relation === undefined ? null : { dropped, query: text, rank: at + 1, relation };
  };
  if (place.found || id === null || trace.judged === null) return { change: null, traces };
  if (code === 'hidden') {
    const left = trace.judged.active.filter((rule) => !rules.includes(rule.id));
    const dropped = rules.map((rule) => `rules.${rule}`);
    return { change: changeBy(rankingOf(trace, { rules: left }), dropped, query), traces };
  }
  let slowest = 0;
  for (const { dropped, request } of changesOf(trace, place, product).slice(0, MOST)) {
    const begin = context.now();
    if (begin + SLOWER * slowest >= context.call.deadline) break;
    try {
      const tried = await traceSearch(request, context);
      traces.push(tried);
      const change = changeBy(rankingOf(tried), dropped, request.query);
      if (change !== null) return { change, traces };
    } catch (error) {
      // What is known already is worth more than this.
      if (context.call.signal.aborted || !(error instanceof AppError)) throw error;
      break;
    }
    slowest = Math.max(slowest, context.now() - begin);
  }
  return { change: null, traces };
}

/** Searches without what stands in the way, those that give up least first. */
function changesOf(
  { request, plan }: Trace,
  { reason: { conditions = [] } }: Place,
  { product, attributes }: ExplainedProduct,
): { dropped: string[]; request: SearchRequest }[] {
  const { filters = {}, query } = request;
  const { not = {}, ...fields } = filters;
  const failed = (isNot: boolean) => new Set(conditions.filter((one) => one.not === isNot).map(({ name }) => name));
  const without = <Value>(all: Record<string, Value>, names: ReadonlySet<string>): Record<string, Value> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name)));
  const wider = { ...without(fields, failed(false)), not: without(not, failed(true)) } as typeof filters;
  const open = conditions.length === 0 ? request : { ...request, filters: wider };
  const named = conditions.map(({ name, not: isNot }) => `filters.${isNot ? 'not.' : ''}${name}`);
  const wishes = agreements(plan.hard, plan.stated, { product, attributes: attributes ?? [] })
    .filter(({ agrees, at }) => agrees !== true && at !== null)
    .toSorted((a, b) => Number(a.agrees ?? true) - Number(b.agrees ?? true));
  const dropping = wishes.flatMap(({ at }) => {
    const text = at === null ? '' : replaceStretch(query, at, '');
    return at === null || text.trim() === ''
      ? []
      : [{ dropped: [...named, query.slice(at.start, at.end)], request: { ...open, query: text } }];
  });
  return named.length === 0 ? dropping : [{ dropped: named, request: open }, ...dropping];
}
