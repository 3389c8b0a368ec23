import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../../core/store.ts';

/** How the file is kept; each has a default. */
export interface SqliteStoreOptions {
  /** The most entries kept; the oldest go first. */
  maxEntries?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** A store in a file. */
export interface SqliteStore extends Store {
  /** Ends it; calls after it reject. */
  close(): void;
}

/** Writes between two sweeps of what has expired. */
const SWEEP = 256;

/** SQLite's codes for a file that is no database of ours: an error of the schema, a damaged file, another kind of file. */
const UNUSABLE: readonly unknown[] = [1, 11, 26];

const SCHEMA = `
  PRAGMA busy_timeout = 100;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, expires INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS entries_by_expiry ON entries (expires);
`;

/**
 * Opens an SQLite file as a store, with its folder. A file that is damaged or something else is renamed to `….unusable-<time>` and begun
 * anew, since a cache may be lost but not stand in the way; a file that can't be written or made at all throws.
 */
export function sqliteStore(file: string, options: SqliteStoreOptions = {}): SqliteStore {
  const { maxEntries = 200_000, now = () => Date.now() } = options;
  mkdirSync(dirname(file), { recursive: true });
  const { database, read, write, trim, sweep } = openOrReplace(file, now);
  sweep.run(now());
  let writes = 0;
  return {
    async get(key) {
      const value = read.get(key, now())?.['value'];
      return typeof value === 'string' ? value : null;
    },
    async put(key, value, ttl) {
      const expires = now() + ttl * 1_000;
      // The file blocks this thread, longest while another process writes to it: the answer that is being made goes out first.
      await turn();
      write.run(key, value, expires);
      trim.run(maxEntries);
      writes += 1;
      if (writes % SWEEP === 0) sweep.run(now());
    },
    close: () => database.close(),
  };
}

function openOrReplace(file: string, now: () => number): ReturnType<typeof open> {
  try {
    return open(file);
  } catch (error) {
    if (!UNUSABLE.includes((error as { errcode?: unknown }).errcode)) throw error;
    const aside = `${file}.unusable-${now()}`;
    for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
    return open(file);
  }
}

function open(file: string) {
  const database = new DatabaseSync(file);
  try {
    database.exec(SCHEMA);
    return {
      database,
      read: database.prepare('SELECT value FROM entries WHERE key = ? AND expires > ?'),
      // A replaced row gets the next id, so the ids are in the order of writing.
      write: database.prepare('INSERT OR REPLACE INTO entries (key, value, expires) VALUES (?, ?, ?)'),
      trim: database.prepare('DELETE FROM entries WHERE id <= (SELECT max(id) FROM entries) - ?'),
      sweep: database.prepare('DELETE FROM entries WHERE expires <= ?'),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
