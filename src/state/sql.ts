/** A value that a column holds. Durable Objects give blobs as ArrayBuffer, `node:sqlite` as Uint8Array: drivers hand out Uint8Array. */
export type SqlValue = string | number | null | Uint8Array;

/** One row by column name. */
export type SqlRow = Record<string, SqlValue>;

/**
 * One SQLite database, all of it synchronous: what the storage of a Durable Object and `node:sqlite` have in common.
 * Statements are kept prepared by their text, so pass values as parameters. Throws AppError `storage_full` when the disk is full.
 */
export interface Sql {
  /** Runs one statement with its `?` parameters, and gives the number of rows it changed. */
  run(statement: string, ...values: SqlValue[]): number;
  /** All rows of one statement. */
  all<Row extends SqlRow>(statement: string, ...values: SqlValue[]): Row[];
  /**
   * All of `work` or, when it throws, nothing. Not nested. `hasTime`: nobody is told yet that it is kept, so the wait for the disk is left to `synced`
   * or the next transaction; until then it outlives the process, but perhaps not the machine's power.
   */
  transaction<Result>(work: () => Result, hasTime?: boolean): Result;
  /** Resolves when all that was committed before outlives the machine's power, and lets others have their turn meanwhile. */
  synced(): Promise<void>;
  /** Bytes of the database. */
  size(): number;
}
