import { RELATIONS } from '../../core/relation.ts';
import type { Pack } from '../../models/pack.ts';
import { calibrationOf, figuresOf, IDENTITY } from '../../ranking/learning/calibration.ts';
import { type Clustered, judgeCalibration } from '../../ranking/learning/judge-calibration.ts';
import type { Account, JudgedPair } from '../../state/account/port.ts';

/** How much a judgement counts: a shopper's thumb is a passing one, and of somebody who wants something for themselves. */
const WEIGHTS = { expert: 1, shopper: 0.3 } as const;

/** What learning needs. */
export interface Learning {
  account: Account;
  pack: Pack;
  now(): number;
  changed(): void;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Fits a calibration to what judges said of the pack's distributions since somebody last went back to an earlier version, and puts it in use if
 * it is proved better than the one in use; either way it is kept with its evidence. Does nothing while the scope is frozen, and begins anew
 * when another one has gone live, or somebody has gone back, before it was done.
 */
export async function learnCalibration(context: Learning): Promise<void> {
  const { account, pack, now, changed } = context;
  const { revision } = pack.manifest;
  const { live, frozen, revertedAt } = await account.learning('match');
  if (frozen) return;
  const judged = (await account.judgedPairs(revision, revertedAt)).flatMap(clustered);
  const current = (live === null ? null : calibrationOf(live.parameters, revision)) ?? IDENTITY;
  const { calibration, evidence, refused } = await judgeCalibration(judged, current, pause);
  const after = await account.learning('match');
  if (after.live?.version !== live?.version || after.revertedAt !== revertedAt) return await learnCalibration(context);
  const { verdict } = await account.propose('match', {
    parameters: figuresOf(calibration, revision),
    evidence: { ...evidence, ...(refused === null ? {} : { refused }) },
    verdict: refused === null ? 'live' : 'refused',
    at: now(),
  });
  if (verdict === 'live') changed();
}

/** What a judgement tells of the pair's relation: which one it is, or whether the one that was shown is right. */
function clustered({ source, helpful, relation, shown, query, p }: JudgedPair): Clustered[] {
  const rest = { p, weight: WEIGHTS[source], cluster: query };
  if (relation !== null) return [{ ...rest, relation: RELATIONS.indexOf(relation), holds: true, shown: false }];
  if (helpful === null || shown === null) return [];
  return [{ ...rest, relation: RELATIONS.indexOf(shown), holds: helpful, shown: true }];
}
