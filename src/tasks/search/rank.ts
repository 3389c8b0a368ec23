import type { SearchRequest } from '../../contract/search.ts';
import { productText } from '../../models/prompts.ts';
import { contradictions } from '../../ranking/contradictions.ts';
import { coverage, estimateRelevance } from '../../ranking/estimate.ts';
import { markedWords } from '../../ranking/highlights.ts';
import { activeRules, merchandise, type Movable, type Rule } from '../../ranking/merchandise.ts';
import { relaxed } from '../../ranking/relaxation.ts';
import type { LiveCalibration } from '../../ranking/learning/calibration.ts';
import type { Judgement } from '../../ranking/relevance.ts';
import { type Evidence, isSoldOut, popularity, score } from '../../ranking/score.ts';
import { GAINS, type Relation } from '../../core/relation.ts';
import type { ServedBy } from '../../core/served-by.ts';
import type { Candidate, Candidates } from '../../state/catalog/port.ts';
import { judgeScored } from '../match/judge-scored.ts';
import type { ShopContext } from '../shop-context.ts';
import { findCandidates } from './candidates.ts';
import { JUDGED_STEPS, judgeFirst } from './judge.ts';
import type { Plan } from './plan.ts';
import type { QueryVector } from './query-vector.ts';
import { type RankedHit, type Ranking, shortened, type ShownRelation } from './ranking.ts';

/** A candidate on its way into the ranking. */
export type Ranked = Movable &
  Omit<RankedHit, 'relation' | 'boost' | 'rules'> & {
    relation: Relation;
    one: Candidate;
    /** What the match model said of it; null: it has not read it. */
    judgement: Judgement | null;
  };

/** What a ranking is arranged from. */
export interface JudgedCandidates {
  /** In the order in which the match model reads them. */
  all: readonly Ranked[];
  /** The rules that are for this query. */
  active: readonly Rule[];
  found: Omit<Candidates, 'candidates'>;
  /** How many the model was to read at most, and why it has read fewer; null: it has not. */
  most: number;
  cut: ServedBy | null;
  learnt: LiveCalibration | null;
  served: ServedBy[];
}

/** Where no model has judged, words alone are trusted with `exact` only where they are this sure. */
const SURELY_EXACT = 0.6;

/** Finds, judges and orders the products that answer a query, and applies the shop's rules. */
export async function rankProducts(...given: Parameters<typeof judgeCandidates>): Promise<Ranking> {
  const judged = await judgeCandidates(...given);
  return arrange(judged, judged.active);
}

/** Finds the products that may answer a query, and judges them. */
export async function judgeCandidates(
  request: SearchRequest,
  plan: Plan,
  rules: readonly Rule[],
  { vector, served }: QueryVector,
  learnt: LiveCalibration | null,
  context: ShopContext,
  now: () => number,
): Promise<JudgedCandidates> {
  const { pack } = context;
  const active = activeRules(rules, {
    query: request.query,
    intent: plan.intent.intent,
    stated: plan.stated,
    now: now(),
  });
  const pinned = pinnedBy(active);
  const { candidates, ...found } = await findCandidates(request, plan, vector, pinned, context);
  const conflicts = candidates.map((each) => contradictions(plan.hard, plan.stated, each));
  const most = Math.max(JUDGED_STEPS[0], request.limit ?? 0);
  const judged = await judgeFirst(
    candidates.map(({ product }) => ({ query: plan.hard.wanted, text: productText(product) })),
    most,
    context,
    now,
  );
  const words = markedWords([found.corrected ?? plan.hard.wanted]);
  const all = candidates.map((candidate, i): Ranked => {
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
      score: 0,
      rules: [],
      one: candidate,
      judgement,
    };
  });
  const { scored, cut } = judged;
  return { all, active, found, most, cut, learnt, served: [...served, ...scored.map((item) => item.served)] };
}

const pinnedBy = (rules: readonly Rule[]): string[] =>
  rules.flatMap(({ effect, products = [] }) => (effect === 'pin' ? products : []));

/** The order of judged products by some rules. `scored` is the sum of the contributions that count, of a product for everybody. */
export function arrange(
  { all, found, cut, learnt, served }: JudgedCandidates,
  rules: readonly Rule[],
  scored: (evidence: Evidence) => number = (evidence) => score(evidence, 0),
): Ranking {
  const pinned = pinnedBy(rules);
  const isShown = ({ id, relation }: Ranked): boolean => relation !== 'irrelevant' || pinned.includes(id);
  const ordered = all
    .filter(isShown)
    .map((one) => ({ ...one, score: scored(one) }))
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const { list, effects } = merchandise(ordered, rules);
  // Only a pin brings what is irrelevant into the answer, and nobody should take it for what was asked.
  const shown = (relation: Relation): ShownRelation => (relation === 'irrelevant' ? 'complement' : relation);
  const hits = list.map((hit): RankedHit => ({ ...hit, relation: shown(hit.relation) }));
  return shortened({
    hits,
    matching: found.matching,
    judged: all.filter(({ judged }) => judged).length,
    corrected: found.corrected,
    expanded: found.expanded,
    relaxed: relaxed(hits.map((hit) => hit.conflicts)),
    effects,
    ...(learnt === null ? {} : { calibration: learnt.version }),
    served: [...served, ...(cut === null ? [] : [cut])],
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
