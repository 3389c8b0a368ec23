import { closeSync, fdatasync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
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
 * Pages of the log when its owner writes them to the file itself, 64 MB: then whatever the owner is to do waits for the disk. So `checkpoint` should
 * come first; and what is written again and again is written there once.
 */
const LOG_PAGES = 16_000;

/** Pages of the log that are worth a `checkpoint`, 4 MB. */
const WORTH_WRITING = 1_000;

/** While pages are written to the file, others come to the log; it begins anew when none is left. */
const TRIES = 10;

const IN_MEMORY = ':memory:';

const sync = promisify(fdatasync);

/** SQLite's codes: the file is held by another process, the disk is full. */
const BUSY = 5;
const FULL = 13;

/**
 * Opens an SQLite file as the database of one actor, with its folder. What is committed outlives the process and the machine's power
 * (WAL, synchronous=FULL), but for what has time. The file belongs to whoever has opened it until it is closed: another one that opens it waits
 * for half a second and then gets AppError `storage_unavailable`, since an actor keeps in memory what it knows of its tables. The lock is on a file beside
 * it, so that its log can be written to it by another thread.
 */
export function nodeSqlite(file: string): NodeSqlite {
  mkdirSync(dirname(file), { recursive: true });
  return attempt(file, () => {
    const lock = new DatabaseSync(file === IN_MEMORY ? file : `${file}-lock`, { timeout: 500 });
    let database: DatabaseSync | null = null;
    try {
      // Nothing is written to it; the lock goes with the process, however it ends.
      lock.exec('BEGIN EXCLUSIVE');
      database = new DatabaseSync(file, { timeout: 500 });
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
      // From here on there is a log.
      database.exec('BEGIN IMMEDIATE; COMMIT;');
      return over(file, database, lock);
    } catch (error) {
      database?.close();
      lock.close();
      throw error;
    }
  });
}

/**
 * Writes what is in the log of a file to the file, where it is worth it, while its owner goes on: who calls waits for the disk. Throws where the
 * file is not there.
 */
export function checkpoint(file: string): void {
  const database = new DatabaseSync(new URL(`${pathToFileURL(file).href}?mode=rw`));
  const left = (): number => {
    const row = database.prepare('PRAGMA wal_checkpoint(NOOP)').get();
    return Number(row?.['log']) - Number(row?.['checkpointed']);
  };
  try {
    if (left() < WORTH_WRITING) return;
    for (let tries = 0; tries < TRIES && left() > 0; tries++) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}

function over(file: string, database: DatabaseSync, lock: DatabaseSync): NodeSqlite {
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
      lock.close();
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
