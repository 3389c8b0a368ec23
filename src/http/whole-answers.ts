import type { Path } from '../core/served-by.ts';
import type { Observation } from '../ranking/drift/observations.ts';

/** The body of an answer, and the rung that it was computed by. */
export interface WholeAnswer {
  body: string;
  path: Path;
  /** What is counted each time that it is given. */
  observed?: readonly Observation[];
  /** Seconds since it should have been looked at anew; fresh unless given. */
  stale?: number;
}

/** Where whole answers are kept, each until a time. `LruCache` is one. */
export interface WholeAnswerMemory {
  get(key: string): { answer: WholeAnswer; until: number } | undefined;
  set(key: string, kept: { answer: WholeAnswer; until: number }, bytes: number): void;
  delete(key: string): void;
}

/** What an answer is found by. */
export interface Asked {
  path: string;
  account: string;
  /** The text of the request's body. */
  body: string;
  /** The version of what the account has taught, where the answer depends on it. */
  taught?: number;
}

/** Answers that are sent again as they are. */
export interface AnswerMemory<Answer> {
  /** `defer` runs work after the response. */
  get(asked: Asked, defer: (work: Promise<unknown>) => void): Promise<WholeAnswer | undefined>;
  forget(asked: Asked): void;
  keep(asked: Asked, whole: WholeAnswer, answer: Answer): void;
}

/** Milliseconds until an answer is put together anew, so that one computed afresh (`no-cache`) for another request is seen. */
const LIFE = 60_000;

// Neither a path nor an account has a space.
/** The key of an answer. */
export const keyOf = ({ path, account, body, taught = 0 }: Asked): string => `${path} ${account} ${taught} ${body}`;

/**
 * Answers that are sent again as they are. Only for those that came from the cache alone: they are functions of what was asked. Saves
 * reading, validating and writing the same texts and numbers, which is most of the work of a cached answer.
 */
export function wholeAnswers(memory: WholeAnswerMemory, now: () => number = () => Date.now()) {
  return {
    get(asked: Asked): WholeAnswer | undefined {
      const kept = memory.get(keyOf(asked));
      return kept !== undefined && now() < kept.until ? kept.answer : undefined;
    },
    forget(asked: Asked): void {
      memory.delete(keyOf(asked));
    },
    keep(asked: Asked, answer: WholeAnswer): void {
      const key = keyOf(asked);
      memory.set(key, { answer, until: now() + LIFE }, 2 * (key.length + answer.body.length));
    },
  };
}
