import type { Context } from 'hono';
import { catalogTask } from '../../tasks/catalog.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import type { AppOptions } from '../options.ts';

/** `GET /v1/catalog`. */
export const catalogRoute = (options: AppOptions) => async (c: Context<AppEnv>) =>
  answer(c, await catalogTask({ catalog: options.catalog(c.get('account')) }));
