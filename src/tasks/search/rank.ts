import type { SearchRequest } from '../../contract/search.ts';
import { productText } from '../../models/prompts.ts';
import { contradictions } from '../../ranking/contradictions.ts';
import { coverage, estimateRelevance } from '../../ranking/estimate.ts';
import { markedWords } from '../../ranking/highlights.ts';
import { activeRules, merchandise, type Movable, type Rule } from '../../ranking/merchandise.ts';
import { relaxed } from '../../ranking/relaxation.ts';
import type { LiveCalibration } from '../../ranking/learning/calibration.ts';
import type { Judgement } from '../../ranking/relevance.ts';
import { isSoldOut, popularity, score } from '../../ranking/score.ts';
import { GAINS, type Relation } from '../../core/relation.ts';
import { judgeScored } from '../match/judge-scored.ts';
import type { ShopContext } from '../shop-context.ts';
import { findCandidates } from './candidates.ts';
import { JUDGED_STEPS, judgeFirst } from './judge.ts';
import type { Plan } from './plan.ts';
import type { QueryVector } from './query-vector.ts';
import { type RankedHit, type Ranking, shortened, type ShownRelation } from './ranking.ts';

/** A candidate on its way into the ranking. */
type Ranked = Movable & Omit<RankedHit, 'relation' | 'boost' | 'rules'> & { relation: Relation };

/** Where no model has judged, words alone are trusted with `exact` only where they are this sure. */
const SURELY_EXACT = 0.6;

/** Finds, judges and orders the products that answer a query, and applies the shop's rules. */
export async function rankProducts(
  request: SearchRequest,
  plan: Plan,
  rules: readonly Rule[],
  { vector, served }: QueryVector,
  learnt: LiveCalibration | null,
  context: ShopContext,
  now: () => number,
): Promise<Ranking> {
  const { pack } = context;
  const active = activeRules(rules, {
    query: request.query,
    intent: plan.intent.intent,
    stated: plan.stated,
    now: now(),
  });
  const pinned = active.flatMap(({ effect, products = [] }) => (effect === 'pin' ? products : []));
  const found = await findCandidates(request, plan, vector, pinned, context);
  const conflicts = found.candidates.map((each) => contradictions(plan.hard, plan.stated, each));
  const most = Math.max(JUDGED_STEPS[0], request.limit ?? 0);
  const judged = await judgeFirst(
    found.candidates.map(({ product }) => ({ query: plan.hard.wanted, text: productText(product) })),
    most,
    context,
    now,
  );
  const words = markedWords([found.corrected ?? plan.hard.wanted]);
  const all = found.candidates.map((candidate, i): Ranked => {
    const item = judged.scored[i];
    const broken = conflicts[i] ?? [];
    const { product, keyword, semantic, fused } = candidate;
    const judgement = item === undefined ? null : judgeScored(item, pack, broken, learnt);
    const isSure = item?.served.degraded === false;
    const estimate = isSure ? null : estimateRelevance(fused, coverage(product, words));
    // What contradicts the query is worth a substitute at most.
    const worth = broken.length > 0 ? GAINS.substitute : 1;
    const relevance = judgement?.relevance ?? (estimate ?? 0) * worth;
    const evidence = {
      relevance,
      judged: judgement !== null,
      fused,
      personal: null,
      popularity: popularity(product),
      soldOut: isSoldOut(product),
      boost: 0,
    };
    const relation = relationOf(judgement, estimate);
    return {
      ...evidence,
      id: product.id,
      relation,
      keyword,
      semantic,
      conflicts: broken,
      score: score(evidence, 0),
      rules: [],
      one: candidate,
    };
  });
  const isShown = ({ id, relation }: Ranked): boolean => relation !== 'irrelevant' || pinned.includes(id);
  const ordered = all.filter(isShown).toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const { list, effects } = merchandise(ordered, active);
  // Only a pin brings what is irrelevant into the answer, and nobody should take it for what was asked.
  const shown = (relation: Relation): ShownRelation => (relation === 'irrelevant' ? 'complement' : relation);
  const hits = list.map((hit): RankedHit => ({ ...hit, relation: shown(hit.relation) }));
  return shortened({
    hits,
    matching: found.matching,
    judged: judged.scored.length,
    corrected: found.corrected,
    expanded: found.expanded,
    relaxed: relaxed(hits.map((hit) => hit.conflicts)),
    effects,
    ...(learnt === null ? {} : { calibration: learnt.version }),
    served: [...served, ...judged.scored.map((item) => item.served), ...(judged.cut === null ? [] : [judged.cut])],
  });
}

/**
 * The relation of a product. `estimate` is given where the model itself has not read it: then what the retrieval thinks nothing of is
 * irrelevant, and nothing is `exact` unless words alone are sure of it.
 */
function relationOf(judgement: Judgement | null, estimate: number | null): Relation {
  if (estimate === 0) return 'irrelevant';
  if (judgement === null) return 'substitute';
  const { relation, distribution } = judgement;
  return estimate !== null && relation === 'exact' && distribution.exact < SURELY_EXACT ? 'substitute' : relation;
}
