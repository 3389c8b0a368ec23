import type { Context } from 'hono';
import { feedbackBatch, feedbackItem } from '../../contract/feedback.ts';
import { AppError } from '../../core/error.ts';
import { feedbackCountsTask, feedbackTask, type JudgedFeedback } from '../../tasks/feedback.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText, parseValue } from '../body.ts';
import { deadlineMilliseconds } from '../deadline.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { RequestCall } from '../request-call.ts';
import { executionContext, TEXTS_PER_PAIR } from '../scored-route.ts';

/** `POST /v1/feedback`. */
export const feedbackRoute = (options: AppOptions, calibrations: Calibrations) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), feedbackBatch);
  const batch = value.feedback.map((sent, i) => judged(sent, `feedback.${i}`, unknown));
  const account = c.get('account');
  const defer = (work: Promise<unknown>): void => options.defer(work, () => executionContext(c));
  const call = new RequestCall({
    requestId: c.get('requestId'),
    traceparent: c.req.header('traceparent'),
    account,
    fresh: false,
    milliseconds: deadlineMilliseconds(c.req.header('x-deadline-ms'), batch.length * TEXTS_PER_PAIR),
    stages: c.get('stages'),
    gone: () => c.req.raw.signal,
    defer,
  });
  const taken = await feedbackTask(batch, {
    models: options.models,
    pack: options.pack,
    call,
    catalog: options.catalog(account),
    account: options.account(account),
    secret: () => options.secret(account),
    calibration: () => calibrations.of(account, { fresh: false, defer }),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    changed: () => calibrations.forget(account),
  });
  return answer(c, taken, unknown);
};

/** `GET /v1/feedback`. */
export const feedbackCountsRoute = (options: AppOptions) => async (c: Context<AppEnv>) =>
  answer(c, await feedbackCountsTask(options.account(c.get('account'))));

function judged(sent: unknown, path: string, unknown: string[]): JudgedFeedback {
  try {
    const parsed = parseValue(sent, feedbackItem);
    unknown.push(...parsed.unknown.map((name) => `${path}.${name}`));
    return { sent, item: parsed.value };
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    return { sent, rejected: { errors: error.errors } };
  }
}
