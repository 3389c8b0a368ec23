import { setImmediate } from 'node:timers/promises';

/** Lets other work in, and rejects with the signal's reason once that has aborted. */
export const pauseUnder = (signal: AbortSignal) => async (): Promise<void> => {
  await setImmediate();
  signal.throwIfAborted();
};
