import type { Sql } from '../sql.ts';
import type { FeedbackCounts, FeedbackOutcome, FeedbackRow, JudgedPair } from './port.ts';

/** The newest that are kept, and the ids by which one is known to be sent again. */
const MOST_ROWS = 20_000;
const MOST_IDS = 40_000;

/** The newest judgements that are learnt of. */
const LEARNT_OF = 2_000;

/** Judgements of a pack before a first fit, and new ones before another: so many, and a tenth of all. */
const FIRST_FIT = 50;
const NEXT_FIT = { least: 20, share: 0.1 };

/** The most reasons that are told. */
const MOST_REASONS = 50;

/** The tables of feedback. No text and no shopper: `key`, `id` and `query` are keyed hashes. */
export const FEEDBACK_TABLES: readonly string[] = [
  `CREATE TABLE feedback (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    received INTEGER NOT NULL,
    about TEXT NOT NULL,
    source TEXT NOT NULL,
    helpful INTEGER,
    relation TEXT,
    shown TEXT,
    reasons TEXT NOT NULL,
    pack TEXT,
    query TEXT,
    p TEXT
  )`,
  'CREATE INDEX feedback_learnt_of ON feedback (pack, seq)',
  'CREATE TABLE feedback_ids (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)',
  // How many judgements of a pack came since the last fit.
  'CREATE TABLE feedback_fits (pack TEXT PRIMARY KEY, fresh INTEGER NOT NULL) WITHOUT ROWID',
];

interface PairRow {
  source: string;
  helpful: number | null;
  relation: string | null;
  shown: string | null;
  query: string;
  p: string;
  [column: string]: string | number | null;
}

interface CountRow {
  about: string;
  source: string;
  helpful: number | null;
  relation: string | null;
  shown: string | null;
  n: number;
  learnable: number;
  [column: string]: string | number | null;
}

/** What an account's judges said: see `Account` for what each call promises. */
export class Feedback {
  readonly #sql: Sql;
  readonly #now: () => number;

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  keep(rows: readonly FeedbackRow[]): { outcomes: FeedbackOutcome[]; due: boolean } {
    return this.#sql.transaction(() => {
      const outcomes = rows.map((row) => this.#keepOne(row));
      this.#sweep();
      this.#sql.run('DELETE FROM feedback_ids WHERE seq <= (SELECT max(seq) FROM feedback_ids) - ?', MOST_IDS);
      const packs = rows.flatMap(({ pair }, i) => (pair !== null && outcomes[i] === 'accepted' ? [pair.pack] : []));
      const due = [...new Set(packs)].filter((pack) => this.#isDue(pack, packs.filter((one) => one === pack).length));
      return { outcomes, due: due.length > 0 };
    });
  }

  pairs(pack: string, since: number): JudgedPair[] {
    return this.#sql
      .all<PairRow>(
        `SELECT source, helpful, relation, shown, query, p FROM feedback WHERE pack = ? AND received > ?
         ORDER BY seq DESC LIMIT ?`,
        pack,
        since,
        LEARNT_OF,
      )
      .map(
        ({ source, helpful, relation, shown, query, p }) =>
          ({
            source,
            helpful: helpful === null ? null : helpful === 1,
            relation,
            shown,
            query,
            p: JSON.parse(p),
          }) as JudgedPair,
      );
  }

  counts(): FeedbackCounts {
    const groups = this.#sql
      .all<CountRow>(
        `SELECT about, source, helpful, relation, shown, count(*) AS n, count(pack) AS learnable FROM feedback
         GROUP BY about, source, helpful, relation, shown`,
      )
      .map(({ helpful, ...rest }) => ({ ...rest, helpful: helpful === null ? null : helpful === 1 }));
    const reasons = this.#sql.all<{ reason: string; n: number }>(
      'SELECT value AS reason, count(*) AS n FROM feedback, json_each(reasons) GROUP BY value ORDER BY n DESC, value LIMIT ?',
      MOST_REASONS,
    );
    return { groups: groups as FeedbackCounts['groups'], reasons };
  }

  #keepOne({ key, id, at, about, source, helpful, relation, shown, reasons, pair }: FeedbackRow): FeedbackOutcome {
    const isNew = id === null || this.#sql.run('INSERT OR IGNORE INTO feedback_ids (id) VALUES (?)', id) > 0;
    if (!isNew) return 'duplicate';
    const [known] = this.#sql.all<{ at: number }>('SELECT at FROM feedback WHERE key = ?', key);
    if (known !== undefined && known.at > at) return 'superseded';
    this.#sql.run('DELETE FROM feedback WHERE key = ?', key);
    this.#sql.run(
      `INSERT INTO feedback (key, at, received, about, source, helpful, relation, shown, reasons, pack, query, p)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      key,
      at,
      this.#now(),
      about,
      source,
      helpful === null ? null : Number(helpful),
      relation,
      shown,
      JSON.stringify(reasons),
      pair?.pack ?? null,
      pair?.query ?? null,
      pair === null ? null : JSON.stringify(pair.p),
    );
    return 'accepted';
  }

  /** Takes out the oldest above the limit. Who says something later of the same takes no other judge's place: so rows are counted, not numbers. */
  #sweep(): void {
    const [numbers] = this.#sql.all<{ span: number | null }>('SELECT max(seq) - min(seq) AS span FROM feedback');
    if ((numbers?.span ?? 0) < MOST_ROWS) return;
    const [all] = this.#sql.all<{ n: number }>('SELECT count(*) AS n FROM feedback');
    const over = Math.max(0, (all?.n ?? 0) - MOST_ROWS);
    this.#sql.run('DELETE FROM feedback WHERE seq IN (SELECT seq FROM feedback ORDER BY seq LIMIT ?)', over);
  }

  /** Whether enough came for another fit; then none has come since. */
  #isDue(pack: string, fresh: number): boolean {
    const [fit] = this.#sql.all<{ fresh: number }>('SELECT fresh FROM feedback_fits WHERE pack = ?', pack);
    const [all] = this.#sql.all<{ n: number }>('SELECT count(*) AS n FROM feedback WHERE pack = ?', pack);
    const n = all?.n ?? 0;
    const since = (fit?.fresh ?? 0) + fresh;
    const due = n >= FIRST_FIT && since >= Math.max(NEXT_FIT.least, NEXT_FIT.share * n);
    this.#sql.run('INSERT OR REPLACE INTO feedback_fits (pack, fresh) VALUES (?, ?)', pack, due ? 0 : since);
    return due;
  }
}
