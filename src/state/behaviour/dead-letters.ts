import type { Sql, SqlRow } from '../sql.ts';
import type { DeadLetter } from './port.ts';

/** The newest so many are kept. */
const MOST = 10_000;

interface LetterRow extends SqlRow {
  id: string;
  shopper: string | null;
  at: number;
  event: string;
  codes: string;
}

/** Events that could not be used. */
export class DeadLetters {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(letters: readonly DeadLetter[]): void {
    this.#sql.transaction(() => {
      for (const { id, shopper, at, event, codes } of letters) {
        this.#sql.run(
          'INSERT OR REPLACE INTO dead (id, shopper, at, event, codes) VALUES (?, ?, ?, ?, ?)',
          id,
          shopper,
          at,
          JSON.stringify(event),
          JSON.stringify(codes),
        );
      }
      this.#sql.run('DELETE FROM dead WHERE id IN (SELECT id FROM dead ORDER BY at DESC LIMIT -1 OFFSET ?)', MOST);
    });
  }

  /** Newest first: those of these ids, or all. */
  list(limit: number, ids?: readonly string[]): DeadLetter[] {
    const rows =
      ids === undefined
        ? this.#sql.all<LetterRow>('SELECT * FROM dead ORDER BY at DESC, id LIMIT ?', limit)
        : this.#sql.all<LetterRow>(
            'SELECT * FROM dead WHERE id IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id LIMIT ?',
            JSON.stringify(ids),
            limit,
          );
    return rows.map(({ id, shopper, at, event, codes }) => ({
      id,
      shopper,
      at,
      event: JSON.parse(event) as unknown,
      codes: JSON.parse(codes) as string[],
    }));
  }

  /** Takes some out, and tells how many there were. */
  drop(ids: readonly string[]): number {
    return this.#sql.run('DELETE FROM dead WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  }

  /** Deletes those of a shopper, and tells whether there were any. */
  forget(shopper: string): boolean {
    return this.#sql.run('DELETE FROM dead WHERE shopper = ?', shopper) > 0;
  }

  /** Those of one shopper become another's. */
  move(from: string, into: string): void {
    this.#sql.run('UPDATE dead SET shopper = ? WHERE shopper = ?', into, from);
  }
}
