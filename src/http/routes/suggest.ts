import type { Context } from 'hono';
import { suggestRequest } from '../../contract/suggest.ts';
import { suggestTask } from '../../tasks/suggest.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';

/** `GET /v1/suggest`. */
export const suggestRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, suggestRequest);
  return answer(c, await suggestTask(value, options.catalog(c.get('account'))), unknown);
};
