import type { SearchRequest, SearchResponse } from '../contract/search.ts';
import type { Store } from '../core/store.ts';
import { worstServed } from '../core/served-by.ts';
import { modelOf, type Provenance } from '../models/context.ts';
import { childCall } from '../models/wrappers/child-call.ts';
import type { LiveCalibration } from '../ranking/learning/calibration.ts';
import { nextChange, type Rule } from '../ranking/merchandise.ts';
import type { Account } from '../state/account/port.ts';
import type { Behaviour } from '../state/behaviour/port.ts';
import { searchDecision } from './decisions.ts';
import { readCursor } from './search/cursor.ts';
import { explainNothing } from './search/nothing.ts';
import { pageOf } from './search/page.ts';
import { type Plan, planSearch } from './search/plan.ts';
import { type QueryVector, queryVector } from './search/query-vector.ts';
import { rankProducts } from './search/rank.ts';
import { readRules } from './search/read-rules.ts';
import { type Ranking, readRanking, writeRanking } from './search/ranking.ts';
import { type Found, impressionOf, personalRanking, type Searcher, searcherOf, servedFor } from './search/searcher.ts';
import type { ShopContext } from './shop-context.ts';

/** What a search is given besides its request. */
export interface SearchContext extends ShopContext {
  behaviour: Pick<Behaviour, 'shopper' | 'shown'>;
  /** Where rankings are kept between calls, for this account alone; what fails is as if there were none. */
  rankings: Store | null;
  /** Where decisions are kept that a request asks to keep; absent: nowhere. */
  decisions?: Pick<Account, 'keepDecision'>;
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string;
}

/**
 * An answer, and how long it holds if the catalogue stays as it is: until then no rule's window opens or closes. One for a shopper holds for
 * them at this moment only.
 */
export type SearchAnswer = Omit<SearchResponse, 'usage' | 'warnings' | 'model' | 'served_by'> &
  Provenance & { judged: number; version: number; until: number };

/** Seconds that a ranking is kept. */
const KEPT = 3_600;

/** No product at all: what a service intent is answered with. */
const NONE: Ranking = {
  hits: [],
  matching: 0,
  judged: 0,
  corrected: null,
  expanded: [],
  relaxed: [],
  effects: [],
  served: [],
};

/**
 * Answers a query from the catalogue: plan → candidates → match model → order → the shop's rules → a page. A cursor gives the next page of the
 * ranking that it carries; a ranking that is known for this state of the catalogue is used again. What is kept is for everybody; it is put in
 * the order of the shopper who is named afterwards, and what they were shown is remembered, so that events can name the answer.
 */
export async function searchTask(request: SearchRequest, context: SearchContext): Promise<SearchAnswer> {
  const place = request.cursor === undefined ? null : await readCursor(request, request.cursor);
  const { catalog, behaviour, call, now, calibration } = context;
  // What reads the query leaves half of the time for what is found.
  const reading = childCall(call, { deadline: now() + (call.deadline - now()) / 2 });
  const reader = { ...context, call: reading.call };
  const [plan, vector, status, setting, learnt = null, searcher] = await Promise.all([
    planSearch(request, reader),
    place === null ? queryVector(request, reader) : null,
    catalog.status(),
    catalog.setting('rules'),
    place === null ? calibration?.() : null,
    searcherOf(request, behaviour, call),
  ]).finally(() => reading.release());
  const rules = readRules(setting);
  const until = nextChange(rules, now());
  const { ranking: forAll, known } =
    place !== null
      ? { ranking: place.ranking, known: true }
      : vector !== null && plan.wantsProducts
        ? await ranked(request, { plan, rules, vector, learnt, version: status.version, until }, context)
        : { ranking: NONE, known: false };
  const { id, beliefs } = searcher;
  const products = new Map<string, Found>();
  if (place === null && beliefs.length > 0 && forAll.hits.length > 0) {
    for (const one of await catalog.get(forAll.hits.map((hit) => hit.id))) {
      if (one !== null) products.set(one.product.id, one);
    }
  }
  const ranking =
    products.size === 0 ? forAll : personalRanking(forAll, beliefs, products, request.weights?.personal ?? 1);
  const offset = place?.offset ?? 0;
  const page = await pageOf(request, plan, { ranking, offset, known: products, beliefs }, context);
  const queryId = context.newId();
  if (id !== null) call.defer(behaviour.shown(impressionOf(queryId, searcher, page.hits, now())));
  const { decisions } = context;
  const isKept = request.record !== undefined && decisions !== undefined;
  const isEmpty = plan.wantsProducts && ranking.hits.length === 0;
  const { query, language, intent, sub_intent, confidence, constraints } = plan.intent;
  const answer: SearchAnswer = {
    query_id: queryId,
    ...(isKept ? { decision_id: queryId } : {}),
    plan: {
      query,
      language,
      intent,
      sub_intent,
      confidence,
      constraints,
      searched: plan.hard.wanted,
      corrected: ranking.corrected,
      expanded: ranking.expanded,
      action: plan.action,
      relaxed: ranking.relaxed,
      matching: ranking.matching,
      judged: ranking.judged,
      rules: ranking.effects,
      empty: isEmpty ? await explainNothing(request, plan, ranking.matching, context) : null,
    },
    ...page,
    ...(status.sample === true ? { sample: true } : {}),
    ...provenanceOf(plan, ranking, known, searcher, context),
    // A further page reads nothing anew.
    judged: place === null ? ranking.judged : 0,
    version: status.version,
    until: id === null && !isKept ? until : now(),
  };
  if (isKept) call.defer(decisions.keepDecision(queryId, JSON.stringify(searchDecision(request, answer, now()))));
  return answer;
}

/** What a ranking is made of, and how long it holds. */
interface Ingredients {
  plan: Plan;
  rules: readonly Rule[];
  vector: QueryVector;
  learnt: LiveCalibration | null;
  version: number;
  until: number;
}

/** The ranking of a query, from the store where it is known. Kept is what the full models made. */
async function ranked(
  request: SearchRequest,
  { plan, rules, vector, learnt, version, until }: Ingredients,
  context: SearchContext,
): Promise<{ ranking: Ranking; known: boolean }> {
  const { rankings, call, pack, now } = context;
  const { query, language, filters, weights: { keyword, semantic } = {}, limit = 0 } = request;
  // More than are judged anyway are judged only for those who ask to see them.
  const depth = limit > 50 ? limit : 0;
  const { revision } = pack.manifest;
  const taught = learnt?.version ?? 0;
  const asked = [query, language, filters, keyword, semantic, depth];
  const key = JSON.stringify(['search', version, revision, taught, ...asked]);
  const kept = call.fresh || rankings === null ? null : readRanking((await rankings.get(key)) ?? '');
  if (kept !== null) return { ranking: kept, known: true };
  const ranking = await rankProducts(request, plan, rules, vector, learnt, context, now);
  const isWhole = [plan.provenance.served_by, ...ranking.served].every(({ degraded }) => !degraded);
  const seconds = Math.min(KEPT, Math.floor((until - now()) / 1_000));
  // A mended query is a shopper's text, which no store is given.
  if (isWhole && seconds > 0 && ranking.corrected === null) {
    call.defer(rankings?.put(key, writeRanking(ranking), seconds) ?? Promise.resolve());
  }
  return { ranking, known: false };
}

/** How the whole came about. `cache` is a hit where neither plan nor ranking asked a model. */
function provenanceOf(
  plan: Plan,
  ranking: Ranking,
  known: boolean,
  searcher: Searcher,
  { pack }: SearchContext,
): Provenance {
  const served = servedFor(searcher, worstServed([plan.provenance.served_by, ...ranking.served]));
  const { calibration: version } = ranking;
  const planHit = plan.provenance.cache === 'hit';
  return {
    model: modelOf(served, pack, version === undefined ? null : { version }),
    served_by: served,
    cache: known ? (planHit ? 'hit' : 'partial') : plan.provenance.cache === 'miss' ? 'miss' : 'partial',
  };
}
