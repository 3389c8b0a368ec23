import type { Context } from 'hono';
import { recommendRequest } from '../../contract/recommend.ts';
import { recommendTask } from '../../tasks/recommend.ts';
import { type KnownContent, KnownContents } from '../../tasks/recommend/known-content.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { executionContext } from '../scored-route.ts';
import { liveWeights } from './learning.ts';

/** One for all routes of an app. */
const known = new WeakMap<AppOptions, KnownContents>();

/** What this process knows of an account's products. */
export function knownContent(options: AppOptions, account: string): KnownContent {
  const all = known.get(options) ?? new KnownContents();
  known.set(options, all);
  return all.of(account);
}

/** `POST /v1/recommend`. */
export const recommendRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), recommendRequest);
  const account = c.get('account');
  const now = Date.now();
  const defer = (work: Promise<unknown>): void => options.defer(work, () => executionContext(c));
  const { warnings = [], ...body } = await recommendTask(value, {
    catalog: options.catalog(account),
    behaviour: options.behaviour(account),
    content: knownContent(options, account),
    weights: () => liveWeights(options, account).of(() => options.account(account), now, defer),
    decisions: options.account(account),
    now,
    newId: () => crypto.randomUUID(),
    random: Math.random,
    defer,
  });
  return answer(c, body, [...unknown, ...warnings]);
};
