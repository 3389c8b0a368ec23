import type { LearningRequest, LearningResponse } from '../contract/learning.ts';
import type { Learnt } from '../core/logged-draws.ts';
import { figuresOf, IDENTITY } from '../ranking/learning/calibration.ts';
import { joinedLearnt } from '../ranking/learning/online.ts';
import { isLearnt, LEARNT_KINDS, parametersOf, shippedWeights } from '../ranking/recommend/kinds.ts';
import { type Account, type Figures, LEARNING_SCOPES, type LearningScope } from '../state/account/port.ts';
import type { Behaviour } from '../state/behaviour/port.ts';

/** What these tasks work on. */
export interface LearningContext {
  account: Account;
  behaviour: Behaviour;
}

type Scope = LearningResponse['scopes'][number];

/** What each scope has learnt, what it was judged by, and what came before. */
export async function learningTask(context: LearningContext): Promise<LearningResponse> {
  return { scopes: await Promise.all(LEARNING_SCOPES.map((scope) => told(scope, context))) };
}

/** Goes back to a version, or holds a scope as it is; the same again changes nothing. `changed` is called when it is done. */
export async function changeLearningTask(
  { scope, action, version = 0 }: LearningRequest,
  context: LearningContext & { changed(scope: LearningScope): void },
): Promise<LearningResponse> {
  const { account, changed } = context;
  if (action === 'revert') await account.revert(scope, version);
  else await account.freeze(scope, action === 'freeze');
  changed(scope);
  return await learningTask(context);
}

async function told(scope: LearningScope, { account, behaviour }: LearningContext): Promise<Scope> {
  const candidates = async (): Promise<Learnt> => (scope === 'recommend' ? joinedLearnt(await behaviour.learnt()) : {});
  const [{ live, frozen, revertedAt }, versions, learnt] = await Promise.all([
    account.learning(scope),
    account.versions(scope),
    candidates(),
  ]);
  const shipped = SHIPPED[scope];
  const candidate = Object.entries(learnt).flatMap(([kind, { weights }]) =>
    isLearnt(kind) ? [parametersOf(kind, weights)] : [],
  );
  return {
    scope,
    version: live?.version ?? 0,
    frozen,
    parameters: {
      shipped,
      live: { ...shipped, ...live?.parameters },
      candidate: candidate.length === 0 ? null : Object.assign({}, ...candidate),
    },
    evidence: versions[0]?.evidence ?? null,
    reverted_at: revertedAt === 0 ? null : new Date(revertedAt).toISOString(),
    history: versions.map(({ version, at, verdict, parameters, evidence }) => ({
      version,
      at: new Date(at).toISOString(),
      verdict,
      parameters,
      evidence,
    })),
  };
}

/** Of whatever pack. */
const { pack: _, ...SHIPPED_MATCH } = figuresOf(IDENTITY, '');

const SHIPPED: Readonly<Record<LearningScope, Figures>> = {
  recommend: Object.assign({}, ...LEARNT_KINDS.map((kind) => parametersOf(kind, shippedWeights(kind)))),
  match: SHIPPED_MATCH,
};
