import type { Context } from 'hono';
import { rulesRequest } from '../../contract/rules.ts';
import { getRulesTask, putRulesTask } from '../../tasks/rules.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';

/** `PUT /v1/rules`. */
export const putRulesRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), rulesRequest);
  return answer(c, await putRulesTask(value, options.catalog(c.get('account')), Date.now()), unknown);
};

/** `GET /v1/rules`. */
export const getRulesRoute = (options: AppOptions) => async (c: Context<AppEnv>) =>
  answer(c, await getRulesTask(options.catalog(c.get('account')), Date.now()));
