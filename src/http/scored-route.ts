import type { Context as HonoContext } from 'hono';
import type * as z from 'zod/mini';
import type { Path } from '../core/served-by.ts';
import type { LiveCalibration } from '../ranking/learning/calibration.ts';
import type { Observation } from '../ranking/drift/observations.ts';
import type { Calibrations } from './live-calibration.ts';
import type { Context, Provenance } from '../models/context.ts';
import type { AppEnv } from './app-env.ts';
import { jsonText, parseText } from './body.ts';
import { deadlineMilliseconds } from './deadline.ts';
import { completeResponse } from './headers.ts';
import type { AppOptions } from './options.ts';
import { RequestCall } from './request-call.ts';
import type { Tally } from './tally.ts';
import { type AnswerMemory, wholeAnswers } from './whole-answers.ts';

/** One scored endpoint: how much work a request is, what does it, and the body of its answer. */
export interface ScoredRoute<Request, Answer extends Provenance> {
  schema: z.ZodMiniType<Request>;
  /** The work in texts, for the default deadline. */
  texts(request: Request): number;
  /** What the caller pays for. */
  units(request: Request, answer: Answer): number;
  task(request: Request, context: Context & { calibration: () => Promise<LiveCalibration | null> }): Promise<Answer>;
  /** What accounts have taught of the match model, where the answer depends on it. */
  calibrations?: Calibrations;
  /** Takes the JSON out of a request that has more than that; `jsonText` unless given. */
  json?(c: HonoContext<AppEnv>): Promise<string>;
  /** What is counted of an answer, and where. */
  counted?: { tally: Tally; observations(request: Request, answer: Answer): readonly Observation[] };
  /** Whether the body names the request, so that no two are the same. */
  namesRequest?: boolean;
  /** Where its answers are kept as they are, instead of with those of all endpoints. */
  memory?: AnswerMemory<Answer>;
  body(
    answer: Answer,
    rest: { request: Request; usage: { units: number }; warnings: string[] | undefined; requestId: string },
  ): object;
}

/** A pair of texts costs as much as so many single ones. */
export const TEXTS_PER_PAIR = 6.4;

const CACHE_STATUS = { hit: 'aisle; hit', miss: 'aisle; fwd=miss', partial: 'aisle; fwd=partial' } as const;

/** The handler of a scored endpoint: validate, call the task under the request's deadline, wrap the answer. */
export function scoredHandler<Request, Answer extends Provenance>(
  route: ScoredRoute<Request, Answer>,
  options: AppOptions,
) {
  const { models, pack } = options;
  const whole =
    options.wholeAnswers === undefined || route.namesRequest === true || route.memory !== undefined
      ? undefined
      : wholeAnswers(options.wholeAnswers);
  return async (c: HonoContext<AppEnv>): Promise<Response> => {
    const text = await (route.json?.(c) ?? jsonText(c.req));
    const begin = performance.now();
    const defer = (work: Promise<unknown>): void => options.defer(work, () => executionContext(c));
    const stages = c.get('stages');
    const requestId = c.get('requestId');
    const account = c.get('account');
    const fresh = /\bno-cache\b/i.test(c.req.header('cache-control') ?? '');
    const deadline = c.req.header('x-deadline-ms');
    // Asked for once: what it is kept by is what it was made with.
    let asking: Promise<LiveCalibration | null> | undefined;
    const calibration = (): Promise<LiveCalibration | null> =>
      (asking ??= route.calibrations?.of(account, { fresh, defer }) ?? Promise.resolve(null));
    const isKept = route.calibrations !== undefined && (whole !== undefined || route.memory !== undefined);
    const taught = isKept ? ((await calibration())?.version ?? 0) : 0;
    const asked = { path: c.req.path, account, body: text, taught };
    if (fresh) {
      whole?.forget(asked);
      route.memory?.forget(asked);
    }
    const known = fresh ? undefined : (whole?.get(asked) ?? (await route.memory?.get(asked, defer)));
    if (known !== undefined) {
      deadlineMilliseconds(deadline, 0);
      stages.cache += performance.now() - begin;
      route.counted?.tally.add(account, known.observed ?? [], defer);
      return respond(c, known.body, { path: known.path, degraded: false, cache: 'hit', stale: known.stale });
    }
    const { value: request, unknown } = parseText(text, route.schema);
    const call = new RequestCall({
      requestId,
      traceparent: c.req.header('traceparent'),
      account,
      fresh,
      milliseconds: deadlineMilliseconds(deadline, route.texts(request)),
      stages,
      gone: () => c.req.raw.signal,
      defer,
    });
    const start = performance.now();
    const answer = await route.task(request, { models, pack, call, calibration });
    stages.rank += Math.max(0, performance.now() - start - call.busy);
    const { path, degraded } = answer.served_by;
    const warnings = unknown.length === 0 ? undefined : unknown;
    const body = JSON.stringify(
      route.body(answer, { request, usage: { units: route.units(request, answer) }, warnings, requestId }),
    );
    const observed = route.counted?.observations(request, answer) ?? [];
    route.counted?.tally.add(account, observed, defer);
    if (answer.cache === 'hit' && !degraded) whole?.keep(asked, { body, path, observed });
    if (!degraded) route.memory?.keep(asked, { body, path, observed }, answer);
    return respond(c, body, { path, degraded, cache: answer.cache });
  };
}

function respond(
  c: HonoContext<AppEnv>,
  body: string,
  { stale = 0, ...outcome }: { path: Path; degraded: boolean; cache: Provenance['cache']; stale?: number | undefined },
): Response {
  Object.assign(c.get('outcome'), outcome);
  return completeResponse(c, body, {
    'content-type': 'application/json; charset=utf-8',
    'cache-status': CACHE_STATUS[outcome.cache] + (stale > 0 ? `; ttl=-${Math.ceil(stale)}` : ''),
  });
}

/** The runtime's context, where it has one. */
export function executionContext(c: HonoContext<AppEnv>): { waitUntil(work: Promise<unknown>): void } | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}

/** `model`, `served_by`, `usage` and `warnings` as every scored answer ends with them. */
export function envelopeOf(
  { model, served_by }: Provenance,
  rest: { usage: { units: number }; warnings: string[] | undefined },
): object {
  return { model, served_by, usage: rest.usage, ...(rest.warnings === undefined ? {} : { warnings: rest.warnings }) };
}

/** The same under `aisle`, for the shapes of other APIs. */
export function aisleOf(
  { served_by, model: { calibration } }: Provenance,
  rest: { usage: { units: number }; warnings: string[] | undefined },
): object {
  return {
    served_by,
    usage: rest.usage,
    ...(calibration === undefined ? {} : { calibration }),
    ...(rest.warnings === undefined ? {} : { warnings: rest.warnings }),
  };
}
