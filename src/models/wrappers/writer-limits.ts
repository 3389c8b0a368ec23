import { AppError } from '../../core/error.ts';
import type { Writer } from '../writing.ts';
import { abortError, childCall, untilAborted } from './child-call.ts';

/** How long a writer may take, in milliseconds. */
export interface WriterLimits {
  /** Until the first piece. */
  first: number;
  /** Between two pieces. */
  pause: number;
  /** For the whole text. */
  total: number;
}

/** The limits unless others are given: an answer that has not begun in 8 s is not waited for, and none takes more than 20 s. */
const WRITER_LIMITS: WriterLimits = { first: 8_000, pause: 5_000, total: 20_000 };

/** Ends a writer with `upstream_timeout` that does not begin, stops in the middle, or does not come to an end. */
export function limitWriter(inner: Writer, limits: WriterLimits = WRITER_LIMITS): Writer {
  const { first, pause, total } = limits;

  async function* write(...[request, call]: Parameters<Writer['write']>): AsyncGenerator<string, void, undefined> {
    const child = childCall(call);
    const pieces = inner.write(request, child.call)[Symbol.asyncIterator]();
    const late = (): void => child.abort(new AppError('upstream_timeout'));
    const whole = setTimeout(late, total);
    try {
      for (let patience = first; ; patience = pause) {
        const timer = setTimeout(late, patience);
        const next = await untilAborted(pieces.next(), child.call.signal).finally(() => clearTimeout(timer));
        if (next.done === true) return;
        yield next.value;
      }
    } catch (error) {
      throw error instanceof AppError ? error : abortError(call, Date.now());
    } finally {
      clearTimeout(whole);
      child.release();
      // Ends the request, whoever is waiting for its next piece.
      child.abort(new AppError('model_unavailable', { detail: 'The text is no longer read.' }));
    }
  }

  return { write, probe: (signal) => inner.probe(signal) };
}
