import type { Decision } from '../contract/decisions.ts';
import type { RecommendRequest, RecommendResponse } from '../contract/recommend.ts';
import type { Hit, SearchRequest, SearchResponse } from '../contract/search.ts';
import { AppError } from '../core/error.ts';
import type { Account } from '../state/account/port.ts';

/** Gives back a decision. Throws `not_found` where the account keeps none of this id. */
export async function decisionsTask(id: string, account: Pick<Account, 'decision'>): Promise<Decision> {
  const kept = await account.decision(id);
  if (kept === null) {
    throw new AppError('not_found', {
      detail: 'No decision of this id is kept: ask with `record`, and within 24 hours.',
    });
  }
  return JSON.parse(kept) as Decision;
}

/** What is kept of the answer to a search. */
type Searched = Pick<SearchResponse, 'query_id' | 'plan' | 'hits' | 'model' | 'served_by'> & { version: number };

/** How a search was decided, without its texts unless it asked for them. */
export function searchDecision(request: SearchRequest, answer: Searched, at: number): Decision {
  const { query, filters, weights, limit, language, record = 'redacted' } = request;
  const isFull = record === 'full';
  const { intent, sub_intent, confidence, relaxed, matching, judged, rules, action } = answer.plan;
  const told = {
    language: answer.plan.language,
    intent,
    sub_intent,
    confidence,
    relaxed,
    matching,
    judged,
    rules,
    action,
  };
  return {
    ...headOf(request, answer.query_id, at),
    kind: 'search',
    request: { weights, limit, language, ...(isFull ? { query, filters } : {}) },
    plan: isFull ? { ...answer.plan } : told,
    weights_version: null,
    catalog_version: answer.version,
    products: answer.hits.map((hit) => decided(hit, isFull)),
    model: answer.model,
    served_by: answer.served_by,
  };
}

/** How a recommendation was decided. */
export function recommendDecision(request: RecommendRequest, answer: RecommendResponse, at: number): Decision {
  const { filters, product_ids, limit, diversity, record } = request;
  const { kind, weights_version, items, policy, basis } = answer;
  return {
    ...headOf(request, answer.recommendation_id, at),
    kind: 'recommend',
    request: { kind, limit, diversity, product_ids, policy, basis, ...(record === 'full' ? { filters } : {}) },
    plan: null,
    weights_version,
    catalog_version: null,
    products: items.map(({ id, score, signals, reasons }) => ({
      id,
      score,
      signals,
      reasons: reasons.map(({ code }) => code),
    })),
  };
}

function headOf(
  { shopper_id, session_id, record = 'redacted' }: Pick<SearchRequest, 'shopper_id' | 'session_id' | 'record'>,
  id: string,
  at: number,
) {
  const personal = (shopper_id ?? session_id) !== undefined;
  return { decision_id: id, at: new Date(at).toISOString(), record, personal };
}

function decided(hit: Hit, isFull: boolean): Decision['products'][number] {
  const { id, relation, relevance, score, signals, explain = [], conflicts = [], rules = [] } = hit;
  // What follows the kind are words of the query or of the product.
  const kinds = isFull ? conflicts : [...new Set(conflicts.map((conflict) => conflict.replace(/:.*/s, '')))];
  return {
    id,
    relation,
    relevance,
    score,
    signals,
    contributions: Object.fromEntries(explain.map(({ signal, contribution }) => [signal, contribution])),
    ...(kinds.length === 0 ? {} : { conflicts: kinds }),
    ...(rules.length === 0 ? {} : { rules }),
  };
}
