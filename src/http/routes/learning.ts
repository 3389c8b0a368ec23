import type { Context } from 'hono';
import { type LearningRequest, learningRequest } from '../../contract/learning.ts';
import { changeLearningTask, learningTask } from '../../tasks/learning.ts';
import { AllLiveWeights, type LiveWeights, type Weights } from '../../tasks/recommend/live-weights.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';

/** One for all routes of an app: what one of them changes the others know. */
const known = new WeakMap<AppOptions, AllLiveWeights>();

/** The weights of an account that are in use, as far as this process knows. */
export function liveWeights(options: AppOptions, account: string): LiveWeights {
  const all = known.get(options) ?? new AllLiveWeights();
  known.set(options, all);
  return all.of(account);
}

/** Those weights; read again beside an answer where they are old. */
export const weightsInUse = (
  options: AppOptions,
  account: string,
  defer: (work: Promise<unknown>) => void,
): Promise<Weights> => liveWeights(options, account).of(() => options.account(account), Date.now(), defer);

const contextOf = (options: AppOptions, account: string) => ({
  account: options.account(account),
  behaviour: options.behaviour(account),
});

/** `GET /v1/learning`. */
export const learningRoute = (options: AppOptions) => async (c: Context<AppEnv>) =>
  answer(c, await learningTask(contextOf(options, c.get('account'))));

/** `POST /v1/learning`. */
export const changeLearningRoute = (options: AppOptions, calibrations: Calibrations) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), learningRequest);
  const account = c.get('account');
  const changed = (scope: LearningRequest['scope']): void => {
    if (scope === 'recommend') liveWeights(options, account).forget();
    else calibrations.forget(account);
  };
  return answer(c, await changeLearningTask(value, { ...contextOf(options, account), changed }), unknown);
};
