import type { Call, Inputs, Model, Role, Scored } from '../port.ts';
import { childCall } from './child-call.ts';
import { sleep as sleepByTimer, type Sleep } from './sleep.ts';

/** When and where a second request is sent. */
export interface HedgeOptions<R extends Role> {
  /** Where the second request goes: another endpoint, or the same model again. */
  second: Model<R>;
  /** The part of requests that may be sent twice. */
  share?: number;
  /** The most second requests that calm times save up for a burst. */
  burst?: number;
  /** Latencies to have seen before any request is hedged; of each size of list, since a long list takes longer. */
  samples?: number;
  /** Bounds of the wait before the second request, in milliseconds. */
  least?: number;
  most?: number;
  now?: () => number;
  sleep?: Sleep;
}

/** Latencies kept of each size. */
const KEPT = 128;

/**
 * Sends a second request when the first is slower than the 95th percentile of the recent ones; the first success wins and the other
 * request is aborted (Dean and Barroso, "The Tail at Scale", 2013).
 *
 * Each request earns `share` of a second one, so that an overload is not doubled. A request that fails before the second is sent just
 * fails; afterwards the other one is waited for, and when both fail the first request's error is thrown. Keeps numbers between calls
 * and no promises, so calls of different requests may share it on Workers.
 */
export function hedge<R extends Role>(inner: Model<R>, options: HedgeOptions<R>): Model<R> {
  const { second, share = 0.05, burst = 10, samples = 20, least = 10, most = 1_000 } = options;
  const { now = () => performance.now(), sleep = sleepByTimer } = options;
  const latencies: number[][] = [];
  let saved = 0;

  const record = (size: number, latency: number): void => {
    const kept = (latencies[size] ??= []);
    kept.push(latency);
    if (kept.length > KEPT) kept.shift();
  };

  async function run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    saved = Math.min(burst, saved + share);
    const size = Math.ceil(Math.log2(Math.max(1, inputs.length)));
    const kept = latencies[size] ?? [];
    const wait = kept.length < samples ? null : Math.min(most, Math.max(least, percentile(kept, 0.95)));
    const start = now();
    if (wait === null) {
      const answers = await inner.run(inputs, call);
      record(size, now() - start);
      return answers;
    }

    const children = [childCall(call), childCall(call)] as const;
    const waiting = new AbortController();
    const lost = new DOMException('another request answered first', 'AbortError');
    const first = inner.run(inputs, children[0].call);
    const hedged = async (): Promise<Scored<R>[]> => {
      await sleep(wait, waiting.signal);
      // The slack is for twenty times .05, which adds up to just under one.
      if (saved < 1 - 1e-6 || call.signal.aborted) return first;
      saved -= 1;
      return second.run(inputs, children[1].call);
    };
    try {
      const firstFails = first.catch((error: unknown) => {
        // Ends the wait; a second request that is under way goes on.
        waiting.abort(error);
        throw error;
      });
      const answers = await Promise.any([firstFails, hedged()]);
      // The first one's latency, or at least how long it has taken so far.
      record(size, now() - start);
      return answers;
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    } finally {
      waiting.abort(lost);
      for (const child of children) {
        child.abort(lost);
        child.release();
      }
    }
  }

  return { role: inner.role, maxBatch: Math.min(inner.maxBatch, second.maxBatch), run, probe: (s) => inner.probe(s) };
}

/** The nearest-rank percentile. */
function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
}
