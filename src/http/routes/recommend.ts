import type { Context } from 'hono';
import { recommendRequest } from '../../contract/recommend.ts';
import { recommendTask } from '../../tasks/recommend.ts';
import { KnownContents } from '../../tasks/recommend/known-content.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { executionContext } from '../scored-route.ts';
import { liveWeights } from './learning.ts';

/** `POST /v1/recommend`. */
export const recommendRoute = (options: AppOptions) => {
  const contents = new KnownContents();
  return async (c: Context<AppEnv>) => {
    const { value, unknown } = parseText(await jsonText(c.req), recommendRequest);
    const account = c.get('account');
    const now = Date.now();
    const defer = (work: Promise<unknown>): void => options.defer(work, executionContext(c));
    const { warnings = [], ...body } = await recommendTask(value, {
      catalog: options.catalog(account),
      behaviour: options.behaviour(account),
      content: contents.of(account),
      weights: () => liveWeights(options, account).of(() => options.account(account), now, defer),
      now,
      newId: () => crypto.randomUUID(),
      random: Math.random,
      defer,
    });
    return answer(c, body, [...unknown, ...warnings]);
  };
};
