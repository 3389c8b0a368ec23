import type { Context } from 'hono';
import { synonymsRequest } from '../../contract/synonyms.ts';
import { getSynonymsTask, putSynonymsTask } from '../../tasks/synonyms.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';

/** `PUT /v1/synonyms`. */
export const putSynonymsRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), synonymsRequest);
  return answer(c, await putSynonymsTask(value, options.catalog(c.get('account'))), unknown);
};

/** `GET /v1/synonyms`. */
export const getSynonymsRoute = (options: AppOptions) => async (c: Context<AppEnv>) =>
  answer(c, await getSynonymsTask(options.catalog(c.get('account'))));
