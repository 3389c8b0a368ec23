import { AppError, type ErrorCode } from '../../core/error.ts';
import type { Path } from '../../core/served-by.ts';
import type { Call, Inputs, Model, Probe, Role, Scored } from '../port.ts';
import { abortError, childCall, isOverdue, isTimeout, untilAborted } from './child-call.ts';
import { LONGEST_DELAY } from './sleep.ts';

/** One way to get an answer. */
export interface Rung<R extends Role> {
  path: Path;
  model: Model<R>;
}

/** How a ladder shares out the time, and whom it tells of failures; each has a default. */
export interface LadderOptions {
  /** The part of the remaining time that each rung but the last may take. */
  share?: number;
  /** Milliseconds past the deadline in which the last rung may still answer when its turn came late. */
  grace?: number;
  /** Told of every rung that failed, for logs; `error` is as thrown. */
  failed?: (path: Path, error: unknown, call: Call) => void;
  now?: () => number;
}

/**
 * Asks the rungs in order until one answers the whole list.
 *
 * Each rung but the last has only a share of the time that is left, so a slow one leaves time for the next. The answer's `served.reason` says
 * why higher rungs were passed over: `path: code`, joined by `; `. When all fail: `deadline_exceeded` if the call's time is over, else
 * `model_unavailable`. When the caller leaves, no further rung is asked. The time of the whole is the stage `model`, counted once even
 * when a rung is itself a ladder.
 */
export function ladder<R extends Role>(rungs: readonly [Rung<R>, ...Rung<R>[]], options: LadderOptions = {}): Model<R> {
  const { share = 0.7, grace = 30, failed, now = () => Date.now() } = options;
  const lastRung = rungs.at(-1);

  /** When a rung's time is over. */
  const until = (rung: Rung<R>, call: Call): number => {
    const left = call.deadline - now();
    if (rung !== lastRung) return now() + share * left;
    return rungs.length > 1 && left < grace ? call.deadline + grace : call.deadline;
  };

  async function ask(rung: Rung<R>, inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const isLast = rung === lastRung;
    const deadline = until(rung, call);
    const code = isLast ? 'deadline_exceeded' : 'upstream_timeout';
    if (deadline <= now() || (!isLast && call.signal.aborted)) throw new AppError('deadline_exceeded');
    const child = childCall(call, {
      deadline,
      // The last rung's own timer holds the deadline, with its grace.
      follows: () => !isLast || !isOverdue(call, now()),
      time: (stage, milliseconds) => {
        if (stage !== 'model') call.time(stage, milliseconds);
      },
    });
    const timer = setTimeout(() => child.abort(new AppError(code)), Math.min(deadline - now(), LONGEST_DELAY));
    try {
      return await untilAborted(rung.model.run(inputs, child.call), child.call.signal);
    } finally {
      clearTimeout(timer);
      child.release();
    }
  }

  async function climb(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const passed = new Set<string>();
    let last: unknown;
    for (const rung of rungs) {
      if (call.signal.aborted && !isOverdue(call, now())) throw abortError(call, now());
      try {
        const answers = await ask(rung, inputs, call);
        return passed.size === 0 ? answers : answers.map((answer) => withReason(answer, passed));
      } catch (error) {
        last = error;
        passed.add(`${rung.path}: ${codeOf(error)}`);
        if (!call.signal.aborted || isOverdue(call, now())) failed?.(rung.path, error, call);
      }
    }
    if (call.signal.aborted || isOverdue(call, now())) throw abortError(call, now());
    const asked = last instanceof AppError ? (last.retryAfter ?? 1) : 1;
    throw new AppError('model_unavailable', {
      detail: [...passed].join('; '),
      retryAfter: Math.min(5, Math.max(1, asked)),
      cause: last,
    });
  }

  return {
    role: rungs[0].model.role,
    maxBatch: Math.min(...rungs.map(({ model }) => model.maxBatch)),
    async run(inputs, call) {
      const start = performance.now();
      try {
        return await climb(inputs, call);
      } finally {
        call.time('model', performance.now() - start);
      }
    },
    /** The best rung that would answer; the first one's state when none would. */
    async probe(signal) {
      const probes = await Promise.all(rungs.map((rung) => probeRung(rung, signal)));
      return probes.find(({ ok }) => ok) ?? (probes[0] as Probe);
    },
  };
}

/** A rung's state; not `ok` when asking for it fails. */
export async function probeRung<R extends Role>({ path, model }: Rung<R>, signal: AbortSignal): Promise<Probe> {
  try {
    return await model.probe(signal);
  } catch (error) {
    return { path, ok: false, name: path, revision: null, detail: codeOf(error) };
  }
}

function withReason<R extends Role>(answer: Scored<R>, passed: ReadonlySet<string>): Scored<R> {
  const own = answer.served.reason;
  const reason = [...passed, ...(own === undefined ? [] : [own])].join('; ');
  return { ...answer, served: { ...answer.served, reason } };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  return isTimeout(error) ? 'upstream_timeout' : 'internal';
}
