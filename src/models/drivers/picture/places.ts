import { AppError } from '../../../core/error.ts';

/** How many work at once, how many may wait for a place, and for how many milliseconds: whoever asked has gone by then. */
export interface PlacesOptions {
  atOnce: number;
  mostWaiting: number;
  longestWait: number;
  /** Milliseconds that only grow. */
  now?: () => number;
}

/** Runs work in a limited number of places, in the order asked. Rejects with `upstream_overloaded` where too many wait, or it waited too long. */
export function places({ atOnce, mostWaiting, longestWait, now = () => performance.now() }: PlacesOptions) {
  let running = 0;
  const waiting: { since: number; resolve: () => void; reject: (error: AppError) => void }[] = [];

  const enter = async (): Promise<void> => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mostWaiting) throw new AppError('upstream_overloaded');
    else await new Promise<void>((resolve, reject) => waiting.push({ since: now(), resolve, reject }));
  };

  /** The next one takes the place over. */
  const leave = (): void => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (now() - next.since <= longestWait) return next.resolve();
      next.reject(new AppError('upstream_overloaded'));
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
