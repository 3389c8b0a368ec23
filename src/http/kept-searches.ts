import type { Catalog } from '../state/catalog/port.ts';
import { type AnswerMemory, keyOf, type WholeAnswer } from './whole-answers.ts';

/** An answer without its `query_id`, and the state of the catalogue that it is of. Times are milliseconds since the epoch. */
export interface KeptSearch {
  rest: string;
  path: WholeAnswer['path'];
  observed: WholeAnswer['observed'];
  version: number;
  /** When the catalogue was last known to be in that state. */
  seen: number;
  /** When it ends to hold whatever the catalogue does. */
  until: number;
}

/** Where they are kept. `LruCache` is one. */
export interface SearchMemory {
  get(key: string): KeptSearch | undefined;
  set(key: string, kept: KeptSearch, bytes: number): void;
  delete(key: string): void;
}

/** How answers of searches are kept. */
export interface SearchKeeping {
  memory: SearchMemory;
  /** Milliseconds that an answer is sent again unasked. */
  fresh: number;
  /** Milliseconds that it is sent while the catalogue is asked behind its back. Both are 0 where asking costs nothing. */
  stale: number;
}

/** What an answer must tell to be kept. */
interface Keepable {
  query_id: string;
  version: number;
  until: number;
}

const head = (id: string): string => `{"query_id":${JSON.stringify(id)}`;

/**
 * Answers of searches, each sent again for as long as its catalogue stays in the state it was made of. A change is seen within `stale`: younger
 * answers may be sent before the catalogue is asked, and dropped after if it has changed; older ones only after it was. Each has a
 * `query_id` of its own.
 */
export function keptSearches<Answer extends Keepable>(
  { memory, fresh, stale }: SearchKeeping,
  catalog: (account: string) => Catalog,
  newId: () => string,
  now: () => number = () => Date.now(),
): AnswerMemory<Answer> {
  /** Whether the catalogue is still in that state; an answer of another is dropped. */
  const holds = async (key: string, account: string, kept: KeptSearch): Promise<boolean> => {
    const at = now();
    const { version } = await catalog(account).status();
    if (version === kept.version) kept.seen = at;
    else memory.delete(key);
    return version === kept.version;
  };
  return {
    async get(asked, defer) {
      const key = keyOf(asked);
      const kept = memory.get(key);
      if (kept === undefined || now() >= kept.until) return undefined;
      const age = now() - kept.seen;
      if (age >= stale && !(await holds(key, asked.account, kept))) return undefined;
      const isStale = age >= fresh && age < stale;
      if (isStale) defer(holds(key, asked.account, kept));
      const { path, rest, observed } = kept;
      return {
        body: head(newId()) + rest,
        path,
        ...(observed === undefined ? {} : { observed }),
        ...(isStale ? { stale: (age - fresh) / 1_000 } : {}),
      };
    },
    forget: (asked) => memory.delete(keyOf(asked)),
    keep(asked, { body, path, observed }, { query_id: id, version, until }) {
      // An answer for one shopper holds no longer than it takes to give it.
      if (until <= now()) return;
      const key = keyOf(asked);
      const begin = head(id);
      if (!body.startsWith(begin)) throw new Error('the answer does not begin with its query_id');
      const kept: KeptSearch = { rest: body.slice(begin.length), path, observed, version, seen: now(), until };
      memory.set(key, kept, 2 * (key.length + body.length));
    },
  };
}
