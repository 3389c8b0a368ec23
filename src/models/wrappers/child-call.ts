import { AppError } from '../../core/error.ts';
import type { Call } from '../port.ts';

/** A call made on behalf of another one. */
export interface ChildCall {
  call: Call;
  /** Ends this call and leaves its parent alone. */
  abort(reason: unknown): void;
  /** To be called when the work is done: lets go of the parent's signal. */
  release(): void;
}

/** What a child does differently from its parent. */
export interface ChildOptions {
  /** Milliseconds since the epoch; the parent's unless given. */
  deadline?: number;
  /** Whether the cache is skipped; as the parent has it unless given. */
  fresh?: boolean;
  /** Whether the parent's abort ends the child too; always, unless given. */
  follows?: () => boolean;
  time?: Call['time'];
}

/** A call that ends with its parent and can be ended alone. Every field but those in `options` is the parent's. */
export function childCall(parent: Call, options: ChildOptions = {}): ChildCall {
  const { follows = () => true } = options;
  const controller = new AbortController();
  const onAbort = (): void => {
    if (follows()) controller.abort(parent.signal.reason);
  };
  if (parent.signal.aborted) onAbort();
  else parent.signal.addEventListener('abort', onAbort, { once: true });
  return {
    call: {
      signal: controller.signal,
      deadline: options.deadline ?? parent.deadline,
      requestId: parent.requestId,
      ...(parent.traceparent === undefined ? {} : { traceparent: parent.traceparent }),
      account: parent.account,
      fresh: options.fresh ?? parent.fresh,
      ...(parent.background === undefined ? {} : { background: parent.background }),
      time: options.time ?? ((stage, milliseconds) => parent.time(stage, milliseconds)),
      defer: (work) => parent.defer(work),
    },
    abort: (reason) => controller.abort(reason),
    release: () => parent.signal.removeEventListener('abort', onAbort),
  };
}

/** The work's outcome, or a rejection with the signal's reason as soon as it aborts, even when the work goes on. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Whether an error or an abort's reason says that time ran out, rather than that nobody waits any more. */
export function isTimeout(reason: unknown): boolean {
  if (reason instanceof AppError) return reason.code === 'upstream_timeout' || reason.code === 'deadline_exceeded';
  return reason instanceof Error && reason.name === 'TimeoutError';
}

/** Whether the call was ended because nobody waits for it any more: the caller left, or another request won. */
export function wasLeft(signal: AbortSignal): boolean {
  return signal.aborted && !isTimeout(signal.reason);
}

/** Milliseconds by which a timer may fire before the clock says so. */
const TIMER_SLACK = 2;

/** Whether the call's own time is over, by the clock or by its signal. */
export function isOverdue(call: Call, now: number): boolean {
  return now >= call.deadline - TIMER_SLACK || (call.signal.aborted && isTimeout(call.signal.reason));
}

/** What a call failed with: where it ended before its answer and its signal's bare reason came through, `abortError`; else the error itself. */
export function callError(error: unknown, call: Call, now: number): unknown {
  return call.signal.aborted && !(error instanceof AppError) ? abortError(call, now) : error;
}

/** The error of a call that ended before its answer: its own AppError if it has one, `deadline_exceeded`, or `model_unavailable` for a caller who left. */
export function abortError(call: Call, now: number): AppError {
  const reason: unknown = call.signal.reason;
  if (isOverdue(call, now)) return new AppError('deadline_exceeded', { cause: reason });
  if (reason instanceof AppError) return reason;
  return new AppError('model_unavailable', { detail: 'The call was abandoned.', cause: reason });
}
