import type { DurableObjectNamespace } from '@cloudflare/workers-types';
import type { Account } from '../../state/account/port.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { shardedCatalog } from '../../state/catalog/shards.ts';
import { shardName } from '../shard-name.ts';
import { type Asked, stubOf } from './outcome.ts';

/** The namespaces of the objects that keep what is kept. */
export interface StateBindings {
  CATALOG: DurableObjectNamespace;
  ACCOUNT: DurableObjectNamespace;
}

const CATALOG: Readonly<Record<keyof Catalog, true>> = {
  upsert: true,
  remove: true,
  get: true,
  page: true,
  status: true,
  search: true,
  suggest: true,
  setting: true,
  set: true,
  claim: true,
  release: true,
  finish: true,
};

const ACCOUNT: Readonly<Record<keyof Account, true>> = { begin: true, finish: true, release: true };

// A stub is of no use after the object has failed, so each call has one of its own.
const objectOf = (namespace: DurableObjectNamespace, name: string) => () =>
  namespace.getByName(name) as unknown as Asked;

/** The catalogue of an account, in so many objects. */
export function catalogStub({ CATALOG: namespace }: StateBindings, account: string, shards: number): Catalog {
  return shardedCatalog(
    Array.from({ length: shards }, (_, shard) =>
      stubOf<Catalog>(objectOf(namespace, shardName(account, shard, shards)), CATALOG),
    ),
  );
}

/** What else is kept of an account. */
export function accountStub({ ACCOUNT: namespace }: StateBindings, account: string): Account {
  return stubOf<Account>(objectOf(namespace, account), ACCOUNT);
}
