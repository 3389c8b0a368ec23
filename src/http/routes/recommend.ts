import type { Context } from 'hono';
import { recommendRequest } from '../../contract/recommend.ts';
import { KnownContents } from '../../tasks/recommend/known-content.ts';
import { recommendTask } from '../../tasks/recommend.ts';
import { type Recommender, recommenderOf } from '../../tasks/recommend/recommender.ts';
import { answerJson } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { recommendedJson } from '../recommended-json.ts';
import { executionContext } from '../scored-route.ts';
import { weightsInUse } from './learning.ts';

/** Where the recommenders are. */
export interface RecommenderOptions extends AppOptions {
  /** That of an account, where the host has it apart; else it is in this process. Throws AppError when it cannot be opened. */
  recommender?(account: string): Recommender;
}

/** What this process knows of the products of an app's accounts: one for all routes. */
const known = new WeakMap<AppOptions, KnownContents>();

/** The recommender of an account: the host's, or one in this process. */
export function recommenderFor(
  options: RecommenderOptions,
  account: string,
  defer: (work: Promise<unknown>) => void,
): Recommender {
  if (options.recommender !== undefined) return options.recommender(account);
  const contents = known.get(options) ?? new KnownContents();
  known.set(options, contents);
  return recommenderOf({
    catalog: options.catalog(account),
    behaviour: options.behaviour(account),
    content: contents.of(account),
    defer,
  });
}

/** `POST /v1/recommend`. */
export const recommendRoute = (options: RecommenderOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), recommendRequest);
  const account = c.get('account');
  const defer = (work: Promise<unknown>): void => options.defer(work, () => executionContext(c));
  const weights = await weightsInUse(options, account, defer);
  const { warnings = [], ...body } = await recommendTask(value, {
    recommender: recommenderFor(options, account, defer),
    catalog: options.catalog(account),
    weights,
    now: Date.now(),
    decisions: options.account(account),
    defer,
  });
  const all = [...unknown, ...warnings];
  return answerJson(c, recommendedJson(all.length === 0 ? body : { ...body, warnings: all }));
};
