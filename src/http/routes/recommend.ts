import type { Context } from 'hono';
import { recommendRequest } from '../../contract/recommend.ts';
import { recommendTask } from '../../tasks/recommend.ts';
import { KnownContents } from '../../tasks/recommend/known-content.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { executionContext } from '../scored-route.ts';

/** `POST /v1/recommend`. */
export const recommendRoute = (options: AppOptions) => {
  const contents = new KnownContents();
  return async (c: Context<AppEnv>) => {
    const { value, unknown } = parseText(await jsonText(c.req), recommendRequest);
    const account = c.get('account');
    const { warnings = [], ...body } = await recommendTask(value, {
      catalog: options.catalog(account),
      behaviour: options.behaviour(account),
      content: contents.of(account),
      now: Date.now(),
      newId: () => crypto.randomUUID(),
      random: Math.random,
      defer: (work) => options.defer(work, executionContext(c)),
    });
    return answer(c, body, [...unknown, ...warnings]);
  };
};
