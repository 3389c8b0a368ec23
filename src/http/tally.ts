import type { Observation } from '../ranking/drift/observations.ts';
import type { DailyCount } from '../state/account/port.ts';
import type { AppOptions } from './options.ts';

/** What is seen of requests and products, gathered in memory and written now and then: no write a request. */
export interface Tally {
  /** Counts observations for an account. They are written some seconds later by work that `defer` keeps going. */
  add(account: string, observations: readonly Observation[], defer: (work: Promise<unknown>) => void): void;
  /** Writes what this process has gathered for an account. */
  flush(account: string): Promise<void>;
}

/** Milliseconds that counts are gathered, and how many values at most. */
const GATHERED = 3_000;
const MOST_VALUES = 1_000;

/** The most values that are kept for the next write of those of a write that failed. */
const MOST_KEPT = 500;

const DAY = 24 * 60 * 60 * 1_000;

/** A day as it is counted: days since the epoch, UTC. */
export const dayOf = (milliseconds: number): number => Math.floor(milliseconds / DAY);

/** The tally of an app. What a process that dies has gathered in its last seconds is lost; what could not be written goes with the next write. */
export function dailyTally(
  { account: open }: Pick<AppOptions, 'account'>,
  now: () => number = () => Date.now(),
): Tally {
  const gathered = new Map<string, Map<string, DailyCount>>();
  /** Accounts whose write has its time. */
  const due = new Set<string>();
  const countsOf = (account: string): Map<string, DailyCount> => {
    const counts = gathered.get(account) ?? new Map<string, DailyCount>();
    gathered.set(account, counts);
    return counts;
  };
  const count = (counts: Map<string, DailyCount>, { day, name, value, n }: DailyCount, most = Infinity): void => {
    const key = `${day} ${name} ${value}`;
    const known = counts.get(key);
    if (known !== undefined) known.n += n;
    else if (counts.size < most) counts.set(key, { day, name, value, n });
  };
  const flush = async (account: string): Promise<void> => {
    const counts = gathered.get(account);
    gathered.delete(account);
    due.delete(account);
    if (counts === undefined) return;
    try {
      await open(account).count([...counts.values()], []);
    } catch (error) {
      const next = countsOf(account);
      for (const one of counts.values()) count(next, one, MOST_KEPT);
      throw error;
    }
  };
  return {
    add(account, observations, defer) {
      if (observations.length === 0) return;
      const counts = countsOf(account);
      if (!due.has(account)) {
        due.add(account);
        defer(later(GATHERED).then(() => flush(account)));
      }
      const day = dayOf(now());
      for (const [name, value] of observations) count(counts, { day, name, value, n: 1 });
      if (counts.size >= MOST_VALUES) defer(flush(account));
    },
    flush,
  };
}

/** Where nothing is counted. */
export const NO_TALLY: Tally = { add: () => {}, flush: () => Promise.resolve() };

/** A wait that keeps no process alive. */
function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, milliseconds);
    (timer as { unref?: () => void }).unref?.();
  });
}
