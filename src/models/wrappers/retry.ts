import { AppError } from '../../core/error.ts';
import type { Call, Inputs, Model, Role, Scored } from '../port.ts';
import { sleep as sleepByTimer, type Sleep } from './sleep.ts';

/** How often and after what wait a call is tried again; each has a default. */
export interface RetryOptions {
  /** Tries after the first. */
  retries?: number;
  /** Milliseconds of the first wait's upper end; each further one's is twice as far. */
  base?: number;
  /** Milliseconds that no wait's upper end exceeds. An endpoint's Retry-After may. */
  cap?: number;
  /** Milliseconds that must be left for the next try, else it is not waited for. */
  room?: number;
  now?: () => number;
  sleep?: Sleep;
  random?: () => number;
}

/**
 * Tries again after a retryable AppError, and after no other error.
 *
 * Waits a random time from nought to a bound that doubles ("full jitter"; Brooker, AWS Architecture Blog, 2015), but at least as long as the
 * endpoint's Retry-After. When wait and try would not fit before the call's deadline, or the call is aborted, the last error stands.
 */
export function retry<R extends Role>(inner: Model<R>, options: RetryOptions = {}): Model<R> {
  const { retries = 2, base = 50, cap = 1_000, room = 10 } = options;
  const { now = () => Date.now(), sleep = sleepByTimer, random = Math.random } = options;

  async function run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    for (let tried = 0; ; tried++) {
      try {
        return await inner.run(inputs, call);
      } catch (error) {
        const again = error instanceof AppError && error.retryable && tried < retries && !call.signal.aborted;
        if (!again) throw error;
        const jitter = random() * Math.min(cap, base * 2 ** tried);
        const wait = Math.max(jitter, (error.retryAfter ?? 0) * 1_000);
        if (now() + wait + room > call.deadline) throw error;
        await sleep(wait, call.signal).catch(() => undefined);
        if (call.signal.aborted) throw error;
      }
    }
  }

  return { role: inner.role, maxBatch: inner.maxBatch, run, probe: (signal) => inner.probe(signal) };
}
