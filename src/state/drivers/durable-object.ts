import type { DurableObjectStorage } from '@cloudflare/workers-types';
import { AppError } from '../../core/error.ts';
import type { Sql, SqlRow, SqlValue } from '../sql.ts';

/** The database of a Durable Object. What is written is durable before an answer of the object goes out. */
export function durableObjectSql(storage: DurableObjectStorage): Sql {
  const rows = <Row extends SqlRow>(statement: string, values: readonly SqlValue[]): Row[] =>
    attempt(() => {
      const found = storage.sql.exec(statement, ...values.map(binding)).toArray();
      for (const row of found) {
        for (const [name, value] of Object.entries(row)) {
          if (value instanceof ArrayBuffer) (row as SqlRow)[name] = new Uint8Array(value);
        }
      }
      return found as Row[];
    });
  return {
    run(statement, ...values) {
      rows(statement, values);
      // Its own count of rows written has those of the indexes too.
      return Number(rows<{ changed: number }>('SELECT changes() AS changed', [])[0]?.changed);
    },
    all: (statement, ...values) => rows(statement, values),
    transaction: (work) => attempt(() => storage.transactionSync(work)),
    // No answer goes out before.
    synced: async () => {},
    size: () => storage.sql.databaseSize,
  };
}

/** Blobs are taken as ArrayBuffer only. */
function binding(value: SqlValue): string | number | null | ArrayBufferLike {
  return value instanceof Uint8Array ? value.slice().buffer : value;
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Error && /SQLITE_FULL|database or disk is full/i.test(cause.message)) {
      throw new AppError('storage_full', { cause });
    }
    throw cause;
  }
}
