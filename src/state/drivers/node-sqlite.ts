import { closeSync, fdatasync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { AppError } from '../../core/error.ts';
import type { Sql, SqlRow, SqlValue } from '../sql.ts';

/** A database in a file. */
export interface NodeSqlite extends Sql {
  /** Ends it; calls after it throw. */
  close(): void;
}

/** Statements kept prepared; those written with the parts of a filter come in many forms. */
const PREPARED = 256;

/**
 * Pages of the log when they are written to the file, 32 MB. What waits for the disk then is in this thread, so it should come seldom; and what
 * is written again and again is written there once.
 */
const LOG_PAGES = 8_000;

const sync = promisify(fdatasync);

/** SQLite's codes: the file is held by another process, the disk is full. */
const BUSY = 5;
const FULL = 13;

/**
 * Opens an SQLite file as the database of one actor, with its folder. What is committed outlives the process and the machine's power
 * (WAL, synchronous=FULL), but for what has time. The file belongs to this process until it is closed: another one that opens it waits
 * for half a second and then gets AppError `storage_unavailable`, since an actor keeps in memory what it knows of its tables.
 */
export function nodeSqlite(file: string): NodeSqlite {
  mkdirSync(dirname(file), { recursive: true });
  return attempt(file, () => {
    const database = new DatabaseSync(file, { timeout: 500 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
      // The lock is taken by the first write and then kept.
      database.exec('BEGIN IMMEDIATE; COMMIT;');
      return over(file, database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function over(file: string, database: DatabaseSync): NodeSqlite {
  const prepared = new Map<string, StatementSync>();
  /** The log, in which a transaction is before it is in the file; it stays while the database is open. */
  let log: number | null = null;
  const prepare = (statement: string): StatementSync => {
    const known = prepared.get(statement);
    if (known !== undefined) return known;
    const made = database.prepare(statement);
    for (const oldest of prepared.keys()) {
      if (prepared.size < PREPARED) break;
      prepared.delete(oldest);
    }
    prepared.set(statement, made);
    return made;
  };
  return {
    run: (statement, ...values) => attempt(file, () => Number(prepare(statement).run(...values).changes)),
    all: <Row extends SqlRow>(statement: string, ...values: SqlValue[]) =>
      attempt(file, () => prepare(statement).all(...values) as Row[]),
    transaction(work, hasTime = false) {
      return attempt(file, () => {
        if (hasTime) database.exec('PRAGMA synchronous = NORMAL');
        try {
          database.exec('BEGIN IMMEDIATE');
          const result = work();
          database.exec('COMMIT');
          return result;
        } catch (error) {
          // A full disk has ended it already.
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        } finally {
          if (hasTime) database.exec('PRAGMA synchronous = FULL');
        }
      });
    },
    async synced() {
      log ??= openSync(`${file}-wal`, 'r');
      await sync(log);
    },
    size() {
      const [row] = prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').all();
      return Number(row?.['bytes']);
    },
    close() {
      if (log !== null) closeSync(log);
      log = null;
      database.close();
    },
  };
}

function attempt<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const code = (cause as { errcode?: unknown }).errcode;
    // The lower byte of an extended code is the code itself.
    const kind = typeof code === 'number' ? code & 0xff : undefined;
    if (kind === FULL) throw new AppError('storage_full', { cause });
    if (kind === BUSY) {
      throw new AppError('storage_unavailable', { detail: `Another process has ${basename(file)} open.`, cause });
    }
    throw cause;
  }
}
