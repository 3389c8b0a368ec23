import type { Sql } from '../sql.ts';

/** How long a decision is kept, in milliseconds, and how many of an account at most: the newest. */
const KEPT = 24 * 60 * 60 * 1_000;
const MOST = 10_000;

/** The table of how answers were decided. */
export const DECISION_TABLES: readonly string[] = [
  'CREATE TABLE decisions (id TEXT NOT NULL UNIQUE, json TEXT NOT NULL, until INTEGER NOT NULL)',
  'CREATE INDEX decisions_by_end ON decisions (until)',
];

/** How answers of an account were decided: see `Account` for what each call promises. */
export class Decisions {
  readonly #sql: Sql;
  readonly #now: () => number;

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  keep(id: string, json: string): void {
    this.#sql.transaction(() => {
      const now = this.#now();
      this.#sql.run('DELETE FROM decisions WHERE until <= ?', now);
      this.#sql.run('INSERT OR IGNORE INTO decisions (id, json, until) VALUES (?, ?, ?)', id, json, now + KEPT);
      this.#sql.run('DELETE FROM decisions WHERE rowid <= (SELECT max(rowid) FROM decisions) - ?', MOST);
    });
  }

  of(id: string): string | null {
    const [row] = this.#sql.all<{ json: string }>(
      'SELECT json FROM decisions WHERE id = ? AND until > ?',
      id,
      this.#now(),
    );
    return row?.json ?? null;
  }
}
