import type { Store } from '../../core/store.ts';
import type { Call, Inputs, Role, Scored } from '../port.ts';
import type { AnswerCodec } from './cache-codec.ts';
import { framedKeys, keyedHash } from './cache-key.ts';
import { sleep } from './sleep.ts';

/** The store with its limits. */
export interface StoredAnswersOptions {
  store: Store;
  /** The HMAC-SHA256 key of an account. */
  secret: (account: string) => Promise<CryptoKey>;
  /** Seconds that an entry is kept. */
  ttl: number;
  /** The most milliseconds that a read may take. */
  patience: number;
  now: () => number;
}

/** The entry of one model call. */
export interface StoredEntry<R extends Role> {
  /** The answers in the order of the inputs; null when there are none that can be used. Never rejects. */
  read(): Promise<Scored<R>[] | null>;
  /** Keeps them. Never rejects. */
  write(answers: readonly Scored<R>[]): Promise<void>;
}

/** Reads that fail in a row before the store is left alone for a while, and the milliseconds of that. */
const FAILURES = 3;
const REST = 5_000;

/**
 * Answers in a store, one entry a model call. The name of an entry is a keyed hash of its inputs, so the store learns no text.
 * A store that fails or is slow has no answers; after a few such reads in a row it is not asked for a while.
 */
export function storedAnswers<R extends Role>(
  codec: AnswerCodec<R>,
  { store, secret, ttl, patience, now }: StoredAnswersOptions,
): (items: ReadonlyMap<string, Inputs[R]>, call: Call) => StoredEntry<R> {
  let failures = 0;
  let restsUntil = 0;
  const mayTry = (): boolean => now() >= restsUntil;
  const count = (failed: boolean): void => {
    failures = failed ? failures + 1 : 0;
    if (failures >= FAILURES) restsUntil = now() + REST;
  };

  return (items, call) => {
    let name: Promise<string> | undefined;
    const nameOnce = (): Promise<string> =>
      (name ??= secret(call.account).then((key) => keyedHash(key, framedKeys(items.keys()))));
    return {
      async read() {
        // A call that has little time left waits little.
        const wait = Math.min(patience, (call.deadline - now()) / 4);
        if (wait < 1 || !mayTry()) return null;
        const timer = new AbortController();
        try {
          const value = await Promise.race([
            nameOnce().then((key) => store.get(key)),
            sleep(wait, timer.signal).then(() => undefined),
          ]);
          count(value === undefined);
          return value == null ? null : codec.decode(value, [...items.values()]);
        } catch {
          count(true);
          return null;
        } finally {
          timer.abort();
        }
      },
      async write(answers) {
        try {
          if (mayTry()) await store.put(await nameOnce(), codec.encode(answers), ttl);
        } catch {
          // The answer is computed again when it is next asked for.
        }
      },
    };
  };
}
