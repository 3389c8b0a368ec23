import { AppError } from '../../core/error.ts';
import type { Transcriber } from '../speech.ts';
import type { Writer } from '../writing.ts';
import type { Call } from '../port.ts';
import type { Circuit } from './breaker.ts';
import { callError, childCall, untilAborted } from './child-call.ts';

/** Is told of what a guarded model failed with. */
export type Failed = (error: unknown, call: Call) => void;

/** A writer behind a circuit: a text counts once, when it ends, fails or is left, and nothing is ever written twice. */
export function guardWriter(inner: Writer, { enter }: Circuit, failed?: Failed): Writer {
  async function* write(...[request, call]: Parameters<Writer['write']>): AsyncGenerator<string, void, undefined> {
    const attempt = enter(call.signal);
    let told = false;
    let begun = false;
    const tell = (what: () => void): void => {
      if (!told) what();
      told = true;
    };
    try {
      for await (const piece of inner.write(request, call)) {
        begun = true;
        yield piece;
      }
      tell(attempt.succeeded);
    } catch (error) {
      tell(() => attempt.failed(error));
      failed?.(error, call);
      throw error;
    } finally {
      // Reached without either where the reader has had enough.
      tell(begun ? attempt.succeeded : attempt.left);
    }
  }

  return { write, probe: (signal) => inner.probe(signal) };
}

/** A transcriber behind a circuit, waited for so many milliseconds. */
export function guardTranscriber(
  inner: Transcriber,
  { enter }: Circuit,
  { patience = 15_000, failed }: { patience?: number; failed?: Failed | undefined } = {},
): Transcriber {
  return {
    async transcribe(recording, call) {
      const attempt = enter(call.signal);
      const child = childCall(call);
      const timer = setTimeout(() => child.abort(new AppError('upstream_timeout')), patience);
      try {
        const text = await untilAborted(inner.transcribe(recording, child.call), child.call.signal);
        attempt.succeeded();
        return text;
      } catch (error) {
        attempt.failed(error);
        failed?.(error, call);
        throw callError(error, call, Date.now());
      } finally {
        clearTimeout(timer);
        child.release();
      }
    },
    probe: (signal) => inner.probe(signal),
  };
}
