import { AppError, type ErrorCode } from '../../core/error.ts';
import type { ServedBy } from '../../core/served-by.ts';
import type { Inputs, Call, Model, Role, Scored } from '../port.ts';
import { wasLeft } from './child-call.ts';

/** One run of a model. `abandoned`: nobody waited for it any more. */
export interface Observation {
  role: Role;
  path: ServedBy['path'];
  outcome: 'ok' | ErrorCode | 'abandoned';
  /** Inputs of the run. */
  count: number;
  milliseconds: number;
}

/** What is observed, and who is told. */
export interface MeterOptions {
  /** The rung that is observed. */
  path: ServedBy['path'];
  observe: (observation: Observation) => void;
  now?: () => number;
}

/** Tells `observe` about each run after it, and changes nothing. `Server-Timing` is the ladder's, which counts a call once. */
export function meter<R extends Role>(inner: Model<R>, options: MeterOptions): Model<R> {
  const { path, observe, now = () => performance.now() } = options;

  async function run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const start = now();
    let outcome: Observation['outcome'] = 'ok';
    try {
      return await inner.run(inputs, call);
    } catch (error) {
      outcome = outcomeOf(error, call.signal);
      throw error;
    } finally {
      observe({ role: inner.role, path, outcome, count: inputs.length, milliseconds: now() - start });
    }
  }

  return { role: inner.role, maxBatch: inner.maxBatch, run, probe: (signal) => inner.probe(signal) };
}

function outcomeOf(error: unknown, signal: AbortSignal): ErrorCode | 'abandoned' {
  if (wasLeft(signal)) return 'abandoned';
  if (error instanceof AppError) return error.code;
  return signal.aborted ? 'upstream_timeout' : 'internal';
}
