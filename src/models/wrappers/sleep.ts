/** Waits for some milliseconds; rejects with the signal's reason when that aborts first. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** The longest delay a timer takes; it fires a longer one at once. */
export const LONGEST_DELAY = 2 ** 31 - 1;

/** `Sleep` by the host's timer. */
export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(milliseconds, LONGEST_DELAY),
    );
    signal.addEventListener('abort', onAbort, { once: true });
  });
