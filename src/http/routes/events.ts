import type { Context } from 'hono';
import { deadRequest, eventsBatch, replayRequest, shopperEvent } from '../../contract/events.ts';
import { fromUbi } from '../../contract/ubi.ts';
import { AppError } from '../../core/error.ts';
import { deadTask, eventsTask, type JudgedEvent, replayTask } from '../../tasks/events.ts';
import { judgeWeights } from '../../tasks/recommend/judge-weights.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText, parseValue } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';
import { executionContext } from '../scored-route.ts';
import { liveWeights } from './learning.ts';

/** `POST /v1/events`. */
export const eventsRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), eventsBatch);
  const told: Told = { mapped: new Map(), unknown };
  const batch = value.events.map((sent, i) => judged(sent, `events.${i}`, told));
  const { warnings, ...taken } = await eventsTask(batch, shopOf(options, c));
  return answer(c, taken, [...warnings, ...toldOf(told)]);
};

/** `GET /v1/events/dead`. */
export const deadEventsRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, deadRequest);
  return answer(c, await deadTask(value, options.behaviour(c.get('account'))), unknown);
};

/** `POST /v1/events/replay`. */
export const replayEventsRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), replayRequest);
  const told: Told = { mapped: new Map(), unknown };
  const judge = (sent: unknown): JudgedEvent => judged(sent, 'event', told);
  const { warnings, ...taken } = await replayTask(value, { ...shopOf(options, c), judge });
  return answer(c, taken, [...warnings, ...toldOf(told)]);
};

/** What is told of the fields of a batch: those of UBI by how many events had them, and those that nobody knows. */
interface Told {
  mapped: Map<string, number>;
  unknown: string[];
}

function shopOf(options: AppOptions, c: Context<AppEnv>) {
  const account = c.get('account');
  return {
    catalog: options.catalog(account),
    behaviour: options.behaviour(account),
    now: Date.now(),
    newId: () => crypto.randomUUID(),
    due: () => {
      const judging = judgeWeights({
        behaviour: options.behaviour(account),
        account: options.account(account),
        weights: liveWeights(options, account),
        now: Date.now(),
        turn: () => new Promise((resolve) => setTimeout(resolve, 0)),
      });
      const failed = (error: unknown): void => options.defect(error, c.get('requestId'));
      options.defer(judging.catch(failed), () => executionContext(c));
    },
  };
}

function judged(sent: unknown, path: string, told: Told): JudgedEvent {
  const { event, mapped, unusedAction } = fromUbi(sent);
  for (const one of mapped) told.mapped.set(one, (told.mapped.get(one) ?? 0) + 1);
  if (unusedAction !== null) return { sent, rejected: { code: 'unused_action' } };
  try {
    const { value, unknown } = parseValue(event, shopperEvent);
    told.unknown.push(...unknown.map((name) => `${path}.${name}`));
    return { sent, event: value };
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    return { sent, rejected: { code: 'invalid', errors: error.errors } };
  }
}

function toldOf({ mapped, unknown }: Told): string[] {
  return [...[...mapped].map(([each, n]) => `read ${each} (${n} ${n === 1 ? 'event' : 'events'})`), ...unknown];
}
