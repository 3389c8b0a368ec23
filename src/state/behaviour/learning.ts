import type { Learnt } from '../../core/logged-draws.ts';
import type { Sql } from '../sql.ts';
import { hash } from './hash.ts';
import type { Joined } from './impressions.ts';
import { packedDraws, unpackedDraws } from './packed.ts';
import type { EventType, Impression, Learner, ReplayedOutcome, ReplayPage } from './port.ts';

/** Of drawn answers that are replayed the newest so many are kept, at about 2 kB each. */
const MOST_DRAWS = 4_000;

/** After events on so many more of them it is time to judge what was learnt. */
const DUE = 200;

/** The document that holds what was learnt. */
const DOCUMENT = 'learnt';

interface State {
  learnt: Learnt;
  /** Replayed answers that something came of. */
  joined: number;
}

interface DrawsRow {
  draws: string;
  events: string;
  [column: string]: string;
}

/**
 * What is learnt of the events on drawn answers. Half of the answers, by a bit of the hash of their ids, are learnt of; the other half is
 * kept, so that what was learnt is judged by answers that it has not seen.
 */
export class Learning {
  readonly #sql: Sql;
  readonly #learner: Learner;
  #state: State | null = null;

  constructor(sql: Sql, learner: Learner) {
    this.#sql = sql;
    this.#learner = learner;
  }

  get learnt(): Learnt {
    return this.#read().learnt;
  }

  /** Keeps how an answer was drawn, if it is one that is replayed. */
  shown({ answerId, at, draws }: Impression): void {
    if (draws === undefined || !isReplayed(answerId)) return;
    this.#sql.run(
      "INSERT INTO draws (answer, kind, at, draws, events) VALUES (?, ?, ?, ?, '{}')",
      answerId,
      draws.kind,
      at,
      packedDraws(draws),
    );
  }

  /** Takes out those that are too many; to be called as often as any are shown. */
  sweep(): void {
    this.#sql.run('DELETE FROM draws WHERE seq <= (SELECT max(seq) FROM draws) - ?', MOST_DRAWS);
  }

  /** Learns of an event, or keeps it with its answer; true when it is time to judge. */
  take({ answerId, ranked, items, productId, place, type, former }: Joined): boolean {
    if (ranked === null) return false;
    if (!isReplayed(answerId)) {
      const { learnt, joined } = this.#read();
      this.#keep({ learnt: this.#learner(learnt, { kind: ranked, items, productId, type, former }), joined });
      return false;
    }
    const [row] = this.#sql.all<DrawsRow>('SELECT draws, events FROM draws WHERE answer = ?', answerId);
    if (row === undefined) return false;
    const events = JSON.parse(row.events) as Record<number, EventType>;
    this.#sql.run(
      'UPDATE draws SET events = ? WHERE answer = ?',
      JSON.stringify({ ...events, [place]: type }),
      answerId,
    );
    if (row.events !== '{}') return false;
    const { learnt, joined } = this.#read();
    this.#keep({ learnt, joined: joined + 1 });
    return (joined + 1) % DUE === 0;
  }

  replay({ kind, since, until, limit, skip }: ReplayPage): ReplayedOutcome[] {
    return this.#sql
      .all<DrawsRow>(
        'SELECT draws, events FROM draws WHERE kind = ? AND at >= ? AND at <= ? ORDER BY seq DESC LIMIT ? OFFSET ?',
        kind,
        since,
        until,
        limit,
        skip,
      )
      .map((row) => {
        const draws = unpackedDraws(row.draws);
        const events = JSON.parse(row.events) as Record<number, EventType>;
        return { draws, events: draws.places.map((_, place) => events[place] ?? null) };
      });
  }

  /** What a transaction that failed has changed in memory is read again. */
  forget(): void {
    this.#state = null;
  }

  #read(): State {
    if (this.#state !== null) return this.#state;
    const [row] = this.#sql.all<{ json: string }>('SELECT json FROM documents WHERE name = ?', DOCUMENT);
    this.#state = row === undefined ? { learnt: {}, joined: 0 } : (JSON.parse(row.json) as State);
    return this.#state;
  }

  #keep(state: State): void {
    this.#state = state;
    this.#sql.run('INSERT OR REPLACE INTO documents (name, json) VALUES (?, ?)', DOCUMENT, JSON.stringify(state));
  }
}

/** Mixed once more (as MurmurHash3 ends), so that it is none of what the shards go by, and short ids are halved too. */
function isReplayed(answerId: string): boolean {
  const value = hash(answerId);
  return Math.imul(value ^ (value >>> 16), 0x85ebca6b) < 0;
}
