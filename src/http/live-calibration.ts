import { AppError } from '../core/error.ts';
import { calibrationOf, type LiveCalibration } from '../ranking/learning/calibration.ts';
import type { AppOptions } from './options.ts';

/** What accounts have taught of the match model, kept in memory. */
export interface Calibrations {
  /**
   * What is in use for an account, at most `STALE` milliseconds old; null: the pack's own, or what is in use cannot be read now. `fresh`:
   * as it is this moment.
   */
  of(
    account: string,
    request: { fresh: boolean; defer(work: Promise<unknown>): void },
  ): Promise<LiveCalibration | null>;
  /** Something has changed: it is read again at the next answer. */
  forget(account: string): void;
}

/** Milliseconds that it is used unasked, and that it is used while it is read again behind the answer's back. */
const FRESH = 400;
const STALE = 900;

/** The most milliseconds that an answer waits for it, and how long it is not asked for after it could not be read. */
const PATIENCE = 500;
const REST = 10_000;

interface Known {
  live: LiveCalibration | null;
  /** From when on it is old, and when it was last asked for. */
  read: number;
  asked: number;
}

/** The calibrations of the accounts of an app. */
export function liveCalibrations(
  { account: open, pack }: Pick<AppOptions, 'account' | 'pack'>,
  now: () => number = () => Date.now(),
): Calibrations {
  const { revision } = pack.manifest;
  const memory = new Map<string, Known>();

  const read = async (account: string): Promise<LiveCalibration | null> => {
    const asked = now();
    const learnt = await open(account).learnt('match');
    const calibration = learnt === null ? null : calibrationOf(learnt.parameters, revision);
    const live = learnt === null || calibration === null ? null : { ...calibration, version: learnt.version };
    memory.set(account, { live, read: asked, asked });
    return live;
  };
  /** What cannot be read is as it was, and is left alone for a while: whoever holds the file may hold it long. */
  const readInTime = async (account: string): Promise<LiveCalibration | null> => {
    const former = memory.get(account)?.live ?? null;
    const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, new AppError('storage_unavailable')));
    return await Promise.race([read(account), late]).catch(() => {
      const next = now() + REST;
      memory.set(account, { live: former, read: next, asked: next });
      return former;
    });
  };

  return {
    async of(account, { fresh, defer }) {
      const known = memory.get(account);
      if (known === undefined || fresh || now() - known.read >= STALE) return await readInTime(account);
      if (now() - known.asked >= FRESH) {
        // Not again until it is told: one read at a time.
        known.asked = now();
        defer(read(account).catch(() => undefined));
      }
      return known.live;
    },
    forget: (account) => void memory.delete(account),
  };
}

/** Where nobody has taught anything: the pack's own calibration. */
export const NO_CALIBRATIONS: Calibrations = { of: () => Promise.resolve(null), forget: () => {} };
