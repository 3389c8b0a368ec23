import type { Context } from 'hono';
import { AppError } from '../../core/error.ts';
import { assistTask, type AssistContext, type AssistEvent } from '../../tasks/assist.ts';
import { hear } from '../../tasks/assist/hear.ts';
import { wholeAnswer } from '../../tasks/assist/whole-answer.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { deadlineMilliseconds } from '../deadline.ts';
import { eventStream, type ServerEvent, wantsJson } from '../event-stream.ts';
import { completeResponse } from '../headers.ts';
import type { Calibrations } from '../live-calibration.ts';
import { problemBody } from '../problem.ts';
import { RequestCall } from '../request-call.ts';
import { executionContext } from '../scored-route.ts';
import { readDialogue, withHeard } from '../spoken.ts';
import { weightsInUse } from './learning.ts';
import { recommenderFor, type RecommenderOptions } from './recommend.ts';

/** Texts that an answer is worth, for the default deadline: 30 seconds. */
const TEXTS = 960;

/** `POST /v1/assist`: a stream of events, or one object where JSON is accepted and no stream. */
export const assistRoute = (options: RecommenderOptions, calibrations: Calibrations) => {
  const contextOf = (call: RequestCall): AssistContext => {
    const { account, fresh } = call;
    const defer = (work: Promise<unknown>): void => call.defer(work);
    const catalog = options.catalog(account);
    return {
      models: options.models,
      pack: options.pack,
      call,
      calibration: () => calibrations.of(account, { fresh, defer }),
      catalog,
      documents: options.documents(account),
      behaviour: options.behaviour(account),
      recommender: recommenderFor(options, account, defer),
      weights: () => weightsInUse(options, account, defer),
      rankings: options.rankings?.(account) ?? null,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    };
  };

  return async (c: Context<AppEnv>): Promise<Response> => {
    const { value, unknown, audio } = await readDialogue(c);
    const stages = c.get('stages');
    const call = new RequestCall({
      requestId: c.get('requestId'),
      traceparent: c.req.header('traceparent'),
      account: c.get('account'),
      fresh: /\bno-cache\b/i.test(c.req.header('cache-control') ?? ''),
      milliseconds: deadlineMilliseconds(c.req.header('x-deadline-ms'), TEXTS),
      stages,
      gone: () => c.req.raw.signal,
      defer: (work) => options.defer(work, () => executionContext(c)),
    });
    const start = performance.now();
    const ranked = (): void => {
      stages.rank = Math.max(0, performance.now() - start - call.busy);
    };
    const { writer, transcriber } = options;
    const heard = audio === undefined ? undefined : await hear(audio.bytes, { transcriber, call });
    const request = heard === undefined ? value : withHeard(value, heard);
    const events = assistTask(request, { ...contextOf(call), writer, heard });
    if (wantsJson(c.req.header('accept'))) {
      const whole = await wholeAnswer(events);
      ranked();
      const { path, degraded } = whole.served_by;
      Object.assign(c.get('outcome'), { path, degraded });
      return answer(c, whole, unknown);
    }
    const requestId = c.get('requestId');
    const stream = await eventStream(withWarnings(events, unknown), {
      failed: (error) => {
        if (!(error instanceof AppError)) options.defect(error, requestId);
        const told = error instanceof AppError ? error : new AppError('internal');
        return { event: 'error', data: problemBody(told, requestId) };
      },
    });
    ranked();
    return completeResponse(c, stream, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // What stands between would else gather it.
      'x-accel-buffering': 'no',
    });
  };
};

/** The events with the paths of unknown fields in the last one. */
async function* withWarnings(
  events: AsyncGenerator<AssistEvent, void, undefined>,
  warnings: readonly string[],
): AsyncGenerator<ServerEvent, void, undefined> {
  for await (const one of events) {
    yield one.event === 'done' && warnings.length > 0
      ? { ...one, data: { ...one.data, warnings: [...warnings] } }
      : one;
  }
}
