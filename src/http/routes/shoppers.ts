import type { Context } from 'hono';
import { mergeRequest, shopperPatch, shopperRequest } from '../../contract/shoppers.ts';
import { mergeShopperTask, patchShopperTask, removeShopperTask, shopperTask } from '../../tasks/shoppers.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';

/** `GET /v1/shoppers/{id}`. */
export const shopperRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, shopperRequest);
  return answer(c, await shopperTask(value.id, options.behaviour(c.get('account'))), unknown);
};

/** `PATCH /v1/shoppers/{id}`. */
export const patchShopperRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { id } = parseParameters(c, shopperRequest).value;
  const { value, unknown } = parseText(await jsonText(c.req), shopperPatch);
  return answer(c, await patchShopperTask(id, value, options.behaviour(c.get('account'))), unknown);
};

/** `POST /v1/shoppers/{id}/merge`. */
export const mergeShopperRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { id } = parseParameters(c, shopperRequest).value;
  const { value, unknown } = parseText(await jsonText(c.req), mergeRequest);
  return answer(c, await mergeShopperTask(id, value.from, options.behaviour(c.get('account'))), unknown);
};

/** `DELETE /v1/shoppers/{id}`. */
export const removeShopperRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, shopperRequest);
  return answer(c, await removeShopperTask(value.id, options.behaviour(c.get('account'))), unknown);
};
