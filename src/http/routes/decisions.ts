import type { Context } from 'hono';
import { decisionRequest } from '../../contract/decisions.ts';
import { decisionsTask } from '../../tasks/decisions.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';

/** `GET /v1/decisions/{id}`. */
export const decisionRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, decisionRequest);
  return answer(c, await decisionsTask(value.id, options.account(c.get('account'))), unknown);
};
