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

/** Where the files lie. `shards`: in how many of them a catalogue lies; it is not found again under another number. */
export interface StateOptions {
  directory: string;
  shards: number;
}

/** The actors of this thread, each over a file of its own that is opened when it is first needed. */
export interface NodeState {
  /** Throws AppError when the file cannot be opened. */
  catalog(account: string): Catalog;
  account(account: string): Account;
  close(): void;
}

const VECTOR_SCAN = new URL('../../state/catalog/retrieval/vector-scan.wasm', import.meta.url);

/** Opens nothing yet. */
export function nodeState({ directory, shards }: StateOptions): NodeState {
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
      shardedCatalog(
        Array.from({ length: shards }, (_, shard) => {
          const name = shardName(account, shard, shards);
          return remembered(catalogs, name, () =>
            opened('catalogs', name, (sql) =>
              catalogOf(new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan }) }), turn),
            ),
          );
        }),
      ),
    account: (account) =>
      remembered(accounts, account, () => {
        const actor = opened('accounts', account, (sql) => new AccountActor({ sql }));
        return {
          begin: async (key, request, lease) => actor.begin(key, request, lease),
          finish: async (key, answer) => actor.finish(key, answer),
          release: async (key) => actor.release(key),
          learnt: async (scope) => actor.learnt(scope),
          learning: async (scope) => actor.learning(scope),
          versions: async (scope) => actor.versions(scope),
          propose: async (scope, proposal) => actor.propose(scope, proposal),
          revert: async (scope, version) => actor.revert(scope, version),
          freeze: async (scope, frozen) => actor.freeze(scope, frozen),
          keepFeedback: async (rows) => actor.keepFeedback(rows),
          judgedPairs: async (pack, since) => actor.judgedPairs(pack, since),
          feedbackCounts: async () => actor.feedbackCounts(),
          count: async (counts, vectors) => actor.count(counts, vectors),
          counted: async (from, to) => actor.counted(from, to),
          keepDecision: async (id, json) => actor.keepDecision(id, json),
          decision: async (id) => actor.decision(id),
        };
      }),
    close: () => {
      for (const sql of open) sql.close();
    },
  };
}

/** The accounts that have a catalogue of so many shards on disk. */
export function accountsOnDisk({ directory, shards }: StateOptions): string[] {
  const folder = join(directory, 'catalogs');
  if (!existsSync(folder)) return [];
  const end = `${shardName('', 0, shards)}.sqlite`;
  const accounts = globSync(`*${end}`, { cwd: folder }).map((file) => file.slice(0, -end.length));
  return accounts.filter((account) => !account.includes('+'));
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
