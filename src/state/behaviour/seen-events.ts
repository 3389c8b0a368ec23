import type { Sql } from '../sql.ts';

/** How long a generation of ids is added to: 45 days. An id is known for that long at least, and for twice as long at most. */
const GENERATION = 45 * 24 * 60 * 60 * 1_000;

/** Ids that are forgotten at a time. */
const SWEEP = 2_000;

/** The ids of the events that were taken in, by their keys: none of them counts twice. */
export class SeenEvents {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Adds one, and tells whether it is new. */
  add(key: string, now: number): boolean {
    const generation = Math.floor(now / GENERATION);
    const [former] = this.#sql.all('SELECT 1 FROM seen WHERE generation = ? AND key = ?', generation - 1, key);
    if (former !== undefined) return false;
    return this.#sql.run('INSERT OR IGNORE INTO seen (generation, key) VALUES (?, ?)', generation, key) > 0;
  }

  /** Forgets some of the old ones. */
  sweep(now: number): void {
    this.#sql.run(
      `DELETE FROM seen WHERE (generation, key) IN (SELECT generation, key FROM seen WHERE generation < ? LIMIT ?)`,
      Math.floor(now / GENERATION) - 1,
      SWEEP,
    );
  }
}
