import type { SearchRequest } from '../../contract/search.ts';
import { modelOf, type Provenance } from '../../models/context.ts';
import { worstServed } from '../../core/served-by.ts';
import type { Rule } from '../../ranking/merchandise.ts';
import { score, scoreWithout } from '../../ranking/score.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import type { ShopContext } from '../shop-context.ts';
import { type Plan, planSearch } from './plan.ts';
import { queryVector } from './query-vector.ts';
import { arrange, judgeCandidates, type JudgedCandidates } from './rank.ts';
import type { RankedHit } from './ranking.ts';
import { readRules } from './read-rules.ts';
import { personalRanking, type Searcher, searcherOf, servedFor } from './searcher.ts';

/** What a search that is looked into is given. */
export interface TraceContext extends ShopContext {
  behaviour: Pick<Behaviour, 'shopper'>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A search with all that it left out. */
export interface Trace {
  request: SearchRequest;
  plan: Plan;
  vector: Float32Array | null;
  searcher: Searcher;
  /** null: no products are looked for. */
  judged: JudgedCandidates | null;
  provenance: Provenance;
}

/** Plans, finds and judges as `searchTask` does, and forgets nothing of it. What is kept of earlier searches is not used. */
export async function traceSearch(request: SearchRequest, context: TraceContext): Promise<Trace> {
  const { catalog, behaviour, call, calibration, pack } = context;
  const [plan, { vector, served }, setting, learnt = null, searcher] = await Promise.all([
    planSearch(request, context),
    queryVector(request, context),
    catalog.setting('rules'),
    calibration?.(),
    searcherOf(request, behaviour, call),
  ]);
  const made = { vector, served };
  const judged = plan.wantsProducts
    ? await judgeCandidates(request, plan, readRules(setting), made, learnt, context, context.now)
    : null;
  const models = [...(judged?.served ?? []), ...(judged?.cut == null ? [] : [judged.cut])];
  const worst = servedFor(searcher, worstServed([plan.provenance.served_by, ...models]));
  // It is of the catalogue as it is now.
  const provenance = { model: modelOf(worst, pack, learnt), served_by: worst, cache: 'partial' as const };
  return { request, plan, vector, searcher, judged, provenance };
}

/** The ranking as the shopper gets it: by all rules that are for the query unless others are given, and without what one signal contributes. */
export function rankingOf(
  { request, searcher, judged }: Trace,
  { rules = judged?.active ?? [], without }: { rules?: readonly Rule[]; without?: string } = {},
): readonly RankedHit[] {
  if (judged === null) return [];
  const scored: typeof score = (evidence, personal) =>
    without === undefined ? score(evidence, personal) : scoreWithout(without, evidence, personal);
  const forAll = arrange(judged, rules, (evidence) => scored(evidence, 0));
  if (searcher.beliefs.length === 0) return forAll.hits;
  const products = new Map(judged.all.map(({ one }) => [one.product.id, one]));
  return personalRanking(forAll, searcher.beliefs, products, request.weights?.personal ?? 1, scored).hits;
}
