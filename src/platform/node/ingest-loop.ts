import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestState } from '../../tasks/ingest/ingest.ts';

/** How long to wait after a failure, in milliseconds: doubled each time, up to a minute. */
const PAUSE = { first: 500, longest: 60_000 };

/** When what rests is looked for again, in milliseconds. */
const LATER = 60_000;

/** What the loop is given. */
export interface IngestLoopOptions {
  /** Does one piece of an account's work. */
  ingest(account: string): Promise<IngestState>;
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
  const resting = new Set<string>();
  const ending = new AbortController();
  const { signal } = ending;

  async function work(account: string): Promise<void> {
    let pause = PAUSE.first;
    while (!signal.aborted) {
      woken.delete(account);
      try {
        const state = await ingest(account);
        pause = PAUSE.first;
        if (state === 'later') again(account);
        if (state !== 'more' && !woken.has(account)) return;
      } catch (error) {
        if (signal.aborted) return;
        failed(error);
        // Nothing but this loop holds the process while it waits.
        await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
        pause = Math.min(PAUSE.longest, 2 * pause);
      }
    }
  }

  function again(account: string): void {
    if (resting.has(account)) return;
    resting.add(account);
    setTimeout(() => {
      resting.delete(account);
      wake(account);
    }, LATER).unref();
  }

  function wake(account: string): void {
    woken.add(account);
    if (signal.aborted || running.has(account)) return;
    running.set(
      account,
      work(account).finally(() => {
        running.delete(account);
        if (woken.has(account)) wake(account);
      }),
    );
  }

  return {
    wake,
    async close() {
      ending.abort();
      await Promise.all(running.values());
    },
  };
}
