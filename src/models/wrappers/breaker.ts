import { AppError, type ErrorCode } from '../../core/error.ts';
import type { Call, Inputs, Model, Role, Scored } from '../port.ts';
import { isTimeout, untilAborted, wasLeft } from './child-call.ts';

/** What a breaker knows, as plain data: models on one endpoint may share it, and so may requests on Workers. */
export interface BreakerState {
  /** Failures since the last success. */
  consecutive: number;
  /** The latest outcomes, oldest first. */
  recent: { at: number; failed: boolean }[];
  /** When it opened; null while closed. */
  openedAt: number | null;
  /** From when on a probe may be sent, while open. */
  retryAt: number;
}

/** When a breaker opens and closes; each has a default. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  failures?: number;
  /** The part of failures among the calls of the last `window` milliseconds that opens it, given `volume` calls. */
  rate?: number;
  window?: number;
  volume?: number;
  /** Milliseconds from opening, or from the last probe, to the next probe. An endpoint's Retry-After, up to a minute, lengthens it. */
  cooldown?: number;
  /** A timeout of a call that waited less than this many milliseconds says nothing of the endpoint: a caller may be impatient. */
  patience?: number;
  state?: BreakerState;
  now?: () => number;
}

/** Outcomes kept, and the longest Retry-After obeyed. */
const KEPT = 64;
const LONGEST_COOLDOWN = 60_000;

/** Refusals of an endpoint that is well: of this request, and of what its kind cannot be asked. */
const ANSWERS: readonly ErrorCode[] = ['upstream_rejected', 'not_implemented'];

/** The state of a closed breaker. */
export function closedBreaker(): BreakerState {
  return { consecutive: 0, recent: [], openedAt: null, retryAt: 0 };
}

/** One call past a breaker. One of the three is told once. */
export interface Attempt {
  succeeded(): void;
  failed(error: unknown): void;
  /** The caller turned away before there was anything to learn. */
  left(): void;
}

/** What a breaker is made of, for work of any shape. */
export interface Circuit {
  /** Throws `upstream_unavailable` while the circuit is open. `signal` is the call's: it tells a failure from a caller who left. */
  enter(signal: AbortSignal): Attempt;
}

/**
 * Stops asking an endpoint that fails: opens by failures in a row or by their rate, then fails at once with `upstream_unavailable`, and
 * after `cooldown` lets one call through as a probe, whose success closes it.
 *
 * `upstream_rejected`, `not_implemented` and the caller's own faults (4xx) are answers of a healthy endpoint. A call that nobody waits for any more counts as
 * nothing. A probe that never ends (a Worker's request may be cut off) holds the place for one `cooldown` only.
 */
export function circuit(options: BreakerOptions = {}): Circuit {
  const { failures = 5, rate = 0.5, window = 30_000, volume = 20, cooldown = 5_000, patience = 250 } = options;
  const { state = closedBreaker(), now = () => Date.now() } = options;

  const count = (failed: boolean, at: number): void => {
    state.consecutive = failed ? state.consecutive + 1 : 0;
    state.recent.push({ at, failed });
    if (state.recent.length > KEPT) state.recent.shift();
  };

  const succeed = (): void => {
    if (state.openedAt !== null) Object.assign(state, closedBreaker());
    count(false, now());
  };

  const fail = (error: unknown): void => {
    const at = now();
    count(true, at);
    const inWindow = state.recent.filter((one) => one.at > at - window);
    const failed = inWindow.filter((one) => one.failed).length;
    const tooMany = inWindow.length >= volume && failed >= rate * inWindow.length;
    if (state.openedAt === null && state.consecutive < failures && !tooMany) return;
    const asked = error instanceof AppError ? (error.retryAfter ?? 0) * 1_000 : 0;
    state.openedAt ??= at;
    state.retryAt = at + Math.max(cooldown, Math.min(asked, LONGEST_COOLDOWN));
  };

  return {
    enter(signal) {
      const start = now();
      const probing = state.openedAt !== null;
      if (probing) {
        if (start < state.retryAt) throw openError(state, start);
        state.retryAt = start + cooldown;
      }
      // Nothing was learnt: the next call may be the probe.
      const left = (): void => {
        if (probing && state.openedAt !== null) state.retryAt = Math.min(state.retryAt, now());
      };
      return {
        succeeded: succeed,
        failed(error) {
          const verdict = judge(error, signal, now() - start < patience);
          if (verdict === 'healthy') succeed();
          else if (verdict === 'failed') fail(error);
          else left();
        },
        left,
      };
    },
  };
}

/** A model behind a circuit. */
export function breaker<R extends Role>(inner: Model<R>, options: BreakerOptions = {}): Model<R> {
  const { enter } = circuit(options);

  async function run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const attempt = enter(call.signal);
    try {
      const answers = await untilAborted(inner.run(inputs, call), call.signal);
      attempt.succeeded();
      return answers;
    } catch (error) {
      attempt.failed(error);
      throw error;
    }
  }

  return { role: inner.role, maxBatch: inner.maxBatch, run, probe: (signal) => inner.probe(signal) };
}

function judge(error: unknown, signal: AbortSignal, impatient: boolean): 'healthy' | 'failed' | 'unknown' {
  if (wasLeft(signal)) return 'unknown';
  if (isTimeout(error) || signal.aborted) return impatient ? 'unknown' : 'failed';
  const answered = error instanceof AppError && (ANSWERS.includes(error.code) || error.status < 500);
  return answered ? 'healthy' : 'failed';
}

function openError(state: BreakerState, now: number): AppError {
  const since = new Date(state.openedAt ?? now).toISOString();
  const seconds = Math.max(1, Math.ceil((state.retryAt - now) / 1_000));
  return new AppError('upstream_unavailable', {
    detail: `Not asked since ${since} because it kept failing; the next try is in ${seconds} s.`,
    retryAfter: seconds,
  });
}
