import { AppError } from '../../core/error.ts';
import type { Store } from '../../core/store.ts';
import type { Call, Inputs, Model, Role, Scored } from '../port.ts';
import { answerCodec, type AnswerShape } from './cache-codec.ts';
import { itemKeys, type ItemKeys } from './cache-key.ts';
import { singleFlight, type Fetch } from './single-flight.ts';
import { storedAnswers } from './stored-answers.ts';

/** Answers in memory, of any role. `LruCache` is one. */
export interface AnswerMemory {
  get(key: string): Scored<Role> | undefined;
  /** Keeps an answer that takes about `bytes`. */
  set(key: string, answer: Scored<Role>, bytes: number): void;
}

/** Where answers are kept, for whom and how long. */
export interface CacheOptions {
  memory: AnswerMemory;
  /** Outlives the process, and may be shared between machines. */
  store?: Store;
  /** The HMAC-SHA256 key of an account, for the names of entries in the store. */
  secret: (account: string) => Promise<CryptoKey>;
  /** The pack's. Answers of different revisions never meet. */
  revision: string;
  /** What the pack's answers look like: what is otherwise is not kept and not believed. */
  shape: AnswerShape;
  /** Seconds that the store keeps an entry; 30 days unless given. */
  ttl?: number;
  /** The most milliseconds that a read of the store may take. */
  patience?: number;
  /** Whether concurrent calls for the same items share a run. Not on Workers, where requests must not share promises. */
  singleFlight?: boolean;
  now?: () => number;
}

/**
 * Answers what it knows and asks `inner` for the rest, each input once.
 *
 * Kept are undegraded answers that fit their input: in memory one by one, in the store one entry for all that a call had to ask, written by
 * `call.defer`. Accounts never see each other's. What is found has the path it was computed by, without that day's reason, and `cached`.
 * A `fresh` call reads nothing but writes. A store that fails, is slow or holds garbage is a miss. Answers are shared: don't write into them.
 */
export function cache<R extends Role>(inner: Model<R>, options: CacheOptions): Model<R> {
  const { memory, store, secret, revision, shape, ttl = 30 * 24 * 60 * 60, patience = 50 } = options;
  const now = options.now ?? ((): number => Date.now());
  const codec = answerCodec(inner.role, shape);
  const keysOf = itemKeys(inner.role, revision);
  const entryOf = store === undefined ? null : storedAnswers(codec, { store, secret, ttl, patience, now });

  const bytes = (key: string, answer: Scored<R>): number => 2 * key.length + codec.bytes(answer) + 128;
  const remember = (key: string, { output, served }: Scored<R>): void => {
    const answer: Scored<R> = { output, served: { path: served.path, degraded: false }, cached: true };
    memory.set(key, answer, bytes(key, answer));
  };

  /** An answer to the same text in another form, which is found at once from then on. */
  const byCanonicalKey = (keys: ItemKeys<R>, input: Inputs[R], exact: string): Scored<Role> | undefined => {
    const canonical = keys.canonical(input);
    const known = canonical === exact ? undefined : memory.get(canonical);
    if (known !== undefined) memory.set(exact, known, bytes(exact, known as Scored<R>));
    return known;
  };

  /** From the store, else from `inner`. */
  const fetch: Fetch<R> = async (items, call) => {
    const keys = [...items.keys()];
    const inputs = [...items.values()];
    const entry = entryOf?.(items, call);
    if (entry !== undefined && !call.fresh) {
      const start = performance.now();
      const stored = await entry.read();
      call.time('cache', performance.now() - start);
      if (stored !== null) {
        for (const [i, answer] of stored.entries()) remember(keys[i] as string, answer);
        return byKey(keys, stored);
      }
    }
    const answers = await inner.run(inputs, call);
    const found = byKey(keys, answers);
    const sound = answers.map((answer, i) => codec.isSound(answer, inputs[i] as Inputs[R]));
    for (const [i, answer] of answers.entries()) if (sound[i] === true) remember(keys[i] as string, answer);
    if (entry !== undefined && sound.every(Boolean)) call.defer(entry.write(answers));
    return found;
  };
  const shared = options.singleFlight === true ? singleFlight(fetch, now) : fetch;

  async function run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const start = performance.now();
    const keys = keysOf(call);
    const answers: Scored<R>[] = [];
    const missing = new Map<string, Inputs[R]>();
    const places: string[] = [];
    for (const [place, input] of inputs.entries()) {
      const key = keys.exact(input);
      const known = call.fresh ? undefined : (memory.get(key) ?? byCanonicalKey(keys, input, key));
      // The key names the role, so the answer is of it.
      if (known !== undefined) answers[place] = known as Scored<R>;
      else {
        const canonical = keys.canonical(input);
        if (!missing.has(canonical)) missing.set(canonical, input);
        places[place] = canonical;
      }
    }
    call.time('cache', performance.now() - start);
    if (missing.size === 0) return answers;

    // A fresh call wants a run of its own. Sorted, so that the same items in another order find the same entry.
    const items = new Map([...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const found = await (call.fresh ? fetch : shared)(items, call);
    for (const place of inputs.keys()) {
      const key = places[place];
      if (key !== undefined) answers[place] = found.get(key) as Scored<R>;
    }
    return answers;
  }

  return { role: inner.role, maxBatch: inner.maxBatch, run, probe: (signal) => inner.probe(signal) };
}

function byKey<R extends Role>(keys: readonly string[], answers: readonly Scored<R>[]): Map<string, Scored<R>> {
  if (answers.length !== keys.length) {
    throw new AppError('upstream_invalid', { detail: `${answers.length} answers to ${keys.length} inputs.` });
  }
  return new Map(keys.map((key, i) => [key, answers[i] as Scored<R>]));
}
