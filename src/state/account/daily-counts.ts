import type { Sql } from '../sql.ts';
import type { DailyCount, DailyVector } from './port.ts';

/** Days that are kept, today among them. */
const DAYS = 60;

/** The most values of one name that are told apart on a day; what comes after them is counted together. */
const MOST_VALUES = 200;

/** What the values past the limit are counted as. No value of a shop's is of one character alone like this. */
export const OTHER_VALUES = '…';

/** The tables of what is counted a day. */
export const DAILY_TABLES: readonly string[] = [
  `CREATE TABLE daily_counts (
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, name, value)
  ) WITHOUT ROWID`,
  `CREATE TABLE daily_vectors (
    day INTEGER NOT NULL,
    pack TEXT NOT NULL,
    n INTEGER NOT NULL,
    sum BLOB NOT NULL,
    PRIMARY KEY (day, pack)
  ) WITHOUT ROWID`,
];

/** What an account's queries and products are like, a day: see `Account` for what each call promises. */
export class DailyCounts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(counts: readonly DailyCount[], vectors: readonly DailyVector[]): void {
    this.#sql.transaction(() => {
      for (const { day, name, value, n } of counts) this.#add(day, name, value, n);
      for (const { day, pack, n, sum } of vectors) {
        const [known] = this.#sql.all<{ n: number; sum: Uint8Array }>(
          'SELECT n, sum FROM daily_vectors WHERE day = ? AND pack = ?',
          day,
          pack,
        );
        const before = known === undefined ? [] : vectorOf(known.sum);
        const whole = sum.map((one, i) => one + (before[i] ?? 0));
        this.#sql.run(
          'INSERT OR REPLACE INTO daily_vectors (day, pack, n, sum) VALUES (?, ?, ?, ?)',
          day,
          pack,
          n + (known?.n ?? 0),
          new Uint8Array(whole.buffer),
        );
      }
      const newest = Math.max(...counts.map(({ day }) => day), ...vectors.map(({ day }) => day));
      for (const table of ['daily_counts', 'daily_vectors']) {
        this.#sql.run(`DELETE FROM ${table} WHERE day <= ?`, newest - DAYS);
      }
    });
  }

  between(from: number, to: number): { counts: DailyCount[]; vectors: DailyVector[] } {
    const counts = this.#sql.all<{ day: number; name: string; value: string; n: number }>(
      'SELECT day, name, value, n FROM daily_counts WHERE day BETWEEN ? AND ?',
      from,
      to,
    );
    const vectors = this.#sql.all<{ day: number; pack: string; n: number; sum: Uint8Array }>(
      'SELECT day, pack, n, sum FROM daily_vectors WHERE day BETWEEN ? AND ?',
      from,
      to,
    );
    return { counts, vectors: vectors.map(({ sum, ...rest }) => ({ ...rest, sum: vectorOf(sum) })) };
  }

  #add(day: number, name: string, value: string, n: number): void {
    const raise = (one: string): number =>
      this.#sql.run('UPDATE daily_counts SET n = n + ? WHERE day = ? AND name = ? AND value = ?', n, day, name, one);
    if (raise(value) > 0) return;
    const [known] = this.#sql.all<{ told: number }>(
      'SELECT count(*) AS told FROM daily_counts WHERE day = ? AND name = ?',
      day,
      name,
    );
    const isFull = (known?.told ?? 0) >= MOST_VALUES;
    if (isFull && raise(OTHER_VALUES) > 0) return;
    this.#sql.run(
      'INSERT INTO daily_counts (day, name, value, n) VALUES (?, ?, ?, ?)',
      day,
      name,
      isFull ? OTHER_VALUES : value,
      n,
    );
  }
}

/** A blob may begin anywhere in its buffer. */
function vectorOf(blob: Uint8Array): Float32Array {
  return new Float32Array(blob.slice().buffer);
}
