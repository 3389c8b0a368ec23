import { AppError, type ErrorCode } from './error.ts';

/** How many work at once, how many may wait for a place, and for how many milliseconds: whoever asked has gone by then. */
export interface PlacesOptions {
  atOnce: number;
  mostWaiting: number;
  longestWait: number;
  /** What those are told who are refused. */
  refusal: ErrorCode;
  /** Milliseconds that only grow. */
  now?: () => number;
}

/** Runs work in a limited number of places, in the order asked. Rejects with the refusal where too many wait, or it waited too long. */
export function places({ atOnce, mostWaiting, longestWait, refusal, now = () => performance.now() }: PlacesOptions) {
  let running = 0;
  const waiting: { since: number; resolve: () => void; reject: (error: AppError) => void }[] = [];

  const enter = async (): Promise<void> => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mostWaiting) throw new AppError(refusal);
    else await new Promise<void>((resolve, reject) => waiting.push({ since: now(), resolve, reject }));
  };

  /** The next one takes the place over. */
  const leave = (): void => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (now() - next.since <= longestWait) return next.resolve();
      next.reject(new AppError(refusal));
    }
    running -= 1;
  };

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
