import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { AccountActor } from '../../state/account/actor.ts';
import type { Account } from '../../state/account/port.ts';
import { CatalogActor } from '../../state/catalog/actor.ts';
import { catalogOf } from '../../state/catalog/catalog.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { createRetrieval } from '../../state/catalog/retrieval/retrieval.ts';
import { shardedCatalog } from '../../state/catalog/shards.ts';
import { type NodeSqlite, nodeSqlite } from '../../state/drivers/node-sqlite.ts';
import { shardName } from '../shard-name.ts';

/** The actors of this process, each over a file of its own that is opened when it is first needed. */
export interface NodeState {
  /** Throws AppError when the file cannot be opened. */
  catalog(account: string): Catalog;
  account(account: string): Account;
  /** The accounts that have a catalogue on disk. */
  accounts(): string[];
  close(): void;
}

const VECTOR_SCAN = new URL('../../state/catalog/retrieval/vector-scan.wasm', import.meta.url);

/** Opens nothing yet. `shards`: in how many files a catalogue lies; a catalogue is not found again under another number. */
export function nodeState({ directory, shards }: { directory: string; shards: number }): NodeState {
  const vectorScan = new WebAssembly.Module(readFileSync(VECTOR_SCAN));
  const open: NodeSqlite[] = [];
  /** What `make` makes of a file, which is let go when that fails. */
  const opened = <Made>(folder: string, name: string, make: (sql: NodeSqlite) => Made): Made => {
    const sql = nodeSqlite(join(directory, folder, `${name}.sqlite`));
    try {
      const made = make(sql);
      open.push(sql);
      return made;
    } catch (error) {
      sql.close();
      throw error;
    }
  };
  const catalogs = new Map<string, Catalog>();
  const accounts = new Map<string, Account>();
  return {
    catalog: (account) =>
      remembered(catalogs, account, () =>
        shardedCatalog(
          Array.from({ length: shards }, (_, shard) =>
            opened('catalogs', shardName(account, shard, shards), (sql) =>
              catalogOf(new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan }) }), turn),
            ),
          ),
        ),
      ),
    account: (account) =>
      remembered(accounts, account, () => {
        const actor = opened('accounts', account, (sql) => new AccountActor({ sql }));
        return {
          begin: async (key, request, lease) => actor.begin(key, request, lease),
          finish: async (key, answer) => actor.finish(key, answer),
          release: async (key) => actor.release(key),
        };
      }),
    accounts() {
      const folder = join(directory, 'catalogs');
      if (!existsSync(folder)) return [];
      const suffix = shardName('', 0, shards);
      return globSync(`*${suffix}.sqlite`, { cwd: folder }).map((file) => file.slice(0, -`${suffix}.sqlite`.length));
    },
    close: () => {
      for (const sql of open) sql.close();
    },
  };
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
