import { GAINS, type Relation } from '../../core/relation.ts';
import { type Candidate, counterfactualCandidates, type Grounds } from '../../ranking/explain/candidates.ts';
import type { JudgedPair } from '../match.ts';
import type { OneJudge } from './mask-scores.ts';

/** The most that are answered. */
const MOST = 5;

/** A change that turns the relation, with what is answered then. */
export type Counterfactual = Candidate & { relation: Relation; relevance: number };

/**
 * The smallest changes that turn the relation, each judged as `/v1/match` would judge it: first those that make a product more of what was
 * asked, and of like ones the shortest.
 */
export async function counterfactuals(
  grounds: Grounds,
  relation: Relation,
  judge: OneJudge,
): Promise<Counterfactual[]> {
  const candidates = counterfactualCandidates(grounds);
  const judged = await judge.judge(candidates);
  const turning = candidates.flatMap((candidate, i): Counterfactual[] => {
    const now = judged[i] as JudgedPair;
    return now.relation === relation ? [] : [{ ...candidate, relation: now.relation, relevance: now.relevance }];
  });
  const gained = (one: Counterfactual): number => Math.max(GAINS[one.relation], GAINS[relation]);
  return turning.toSorted((a, b) => gained(b) - gained(a) || lengthOf(a) - lengthOf(b)).slice(0, MOST);
}

const lengthOf = ({ from, to }: Counterfactual): number => from.length + to.length;
