import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait after a failure, in milliseconds: doubled each time, up to a minute. */
const PAUSE = { first: 500, longest: 60_000 };

/** What the loop is given. */
export interface IngestLoopOptions {
  /** Does one piece of an account's work, and tells whether there was any. */
  ingest(account: string): Promise<boolean>;
  failed(error: unknown): void;
}

/** The ingest work of this process. */
export interface IngestLoop {
  /** There may be work. */
  wake(account: string): void;
  /** Ends when the pieces that are in work are done. */
  close(): Promise<void>;
}

/** Works through each account's open work whenever it is woken. A failure is tried again after a pause, which waking does not shorten. */
export function ingestLoop({ ingest, failed }: IngestLoopOptions): IngestLoop {
  const running = new Map<string, Promise<void>>();
  const woken = new Set<string>();
  const ending = new AbortController();
  const { signal } = ending;

  async function work(account: string): Promise<void> {
    let pause = PAUSE.first;
    while (!signal.aborted) {
      woken.delete(account);
      try {
        const worked = await ingest(account);
        pause = PAUSE.first;
        if (!worked && !woken.has(account)) return;
      } catch (error) {
        if (signal.aborted) return;
        failed(error);
        // Nothing but this loop holds the process while it waits.
        await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
        pause = Math.min(PAUSE.longest, 2 * pause);
      }
    }
  }

  return {
    wake(account) {
      woken.add(account);
      if (signal.aborted || running.has(account)) return;
      running.set(
        account,
        work(account).finally(() => {
          running.delete(account);
          if (woken.has(account)) this.wake(account);
        }),
      );
    },
    async close() {
      ending.abort();
      await Promise.all(running.values());
    },
  };
}
