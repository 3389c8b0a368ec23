import { AppError } from '../core/error.ts';
import type { Sql } from './sql.ts';

/** The statements that bring a schema from one version to the next. */
export type Migration = readonly string[];

/**
 * Brings the tables that `owner` has in a database to its newest version: each migration once, all or nothing. Its version is the number
 * of migrations run, so a list only ever grows. Throws AppError `internal` for a database that a newer release has written.
 */
export function migrate(sql: Sql, owner: string, migrations: readonly Migration[]): void {
  sql.run('CREATE TABLE IF NOT EXISTS schemas (owner TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID');
  const [known] = sql.all<{ version: number }>('SELECT version FROM schemas WHERE owner = ?', owner);
  const version = known?.version ?? 0;
  if (version > migrations.length) {
    throw new AppError('internal', {
      detail: `The database has version ${version} of ${owner}, and this release knows ${migrations.length}: run the release that wrote it, or a newer one.`,
    });
  }
  for (const [i, statements] of migrations.entries()) {
    if (i < version) continue;
    sql.transaction(() => {
      for (const statement of statements) sql.run(statement);
      sql.run('INSERT OR REPLACE INTO schemas (owner, version) VALUES (?, ?)', owner, i + 1);
    });
  }
}
