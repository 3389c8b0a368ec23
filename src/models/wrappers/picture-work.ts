import { AppError } from '../../core/error.ts';
import { PictureFault } from '../picture.ts';
import type { Call } from '../port.ts';
import type { Circuit } from './breaker.ts';
import { callError, childCall, untilAborted } from './child-call.ts';

/** Milliseconds before a call's deadline at which work on its picture ends, so that what the texts say is still answered. */
const MARGIN = 200;

/** How work on a picture is waited for. */
export interface PictureWorkOptions<Input> {
  /** Milliseconds that it may take at most. */
  patience: number;
  /** Of what does it. That a picture is refused is no failure, but that it did not come now is. */
  circuit?: (input: Input) => Circuit;
  /** Is told of every failure but a picture's own fault. */
  failed?: ((error: unknown, call: Call) => void) | undefined;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Work on a picture that ends in time for its call, with `upstream_timeout`, or with its call, as `abortError` says, and behind a circuit where one is given. */
export function pictureWork<Input, Output>(
  work: (input: Input, call: Call) => Promise<Output>,
  { patience, circuit, failed, now = () => Date.now() }: PictureWorkOptions<Input>,
): (input: Input, call: Call) => Promise<Output> {
  return async (input, call) => {
    const attempt = circuit?.(input).enter(call.signal);
    const child = childCall(call);
    const left = Math.max(1, Math.min(patience, call.deadline - now() - MARGIN));
    const timer = setTimeout(() => child.abort(new AppError('upstream_timeout')), left);
    const begin = performance.now();
    try {
      const output = await untilAborted(work(input, child.call), child.call.signal);
      attempt?.succeeded();
      return output;
    } catch (error) {
      if (error instanceof PictureFault && !error.transient) attempt?.succeeded();
      else attempt?.failed(error);
      if (error instanceof PictureFault) throw error;
      failed?.(error, call);
      throw callError(error, call, now());
    } finally {
      clearTimeout(timer);
      child.release();
      call.time('model', performance.now() - begin);
    }
  };
}

/** The same, tried once more where nobody waits for it and the picture may come the second time. */
export function triedTwice<Input, Output>(
  work: (input: Input, call: Call) => Promise<Output>,
): (input: Input, call: Call) => Promise<Output> {
  return async (input, call) => {
    try {
      return await work(input, call);
    } catch (error) {
      const isTransient = error instanceof PictureFault && error.transient;
      if (!isTransient || call.background !== true || call.signal.aborted) throw error;
      return await work(input, call);
    }
  };
}
