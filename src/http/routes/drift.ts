import type { Context } from 'hono';
import { driftRequest } from '../../contract/drift.ts';
import { driftTask } from '../../tasks/drift.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';
import { dayOf, type Tally } from '../tally.ts';

/** `GET /v1/drift`. */
export const driftRoute = (options: AppOptions, tally: Tally) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, driftRequest);
  const account = c.get('account');
  await tally.flush(account);
  return answer(c, await driftTask(value, { account: options.account(account), today: dayOf(Date.now()) }), unknown);
};
