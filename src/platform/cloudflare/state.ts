import type { DurableObjectNamespace } from '@cloudflare/workers-types';
import type { Account } from '../../state/account/port.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { shardedCatalog } from '../../state/catalog/shards.ts';
import { shardName } from '../shard-name.ts';
import { type Asked, stubOf } from '../outcome.ts';
import { ACCOUNT_METHODS, CATALOG_METHODS } from '../port-methods.ts';

/** The namespaces of the objects that keep what is kept. */
export interface StateBindings {
  CATALOG: DurableObjectNamespace;
  ACCOUNT: DurableObjectNamespace;
}

// A stub is of no use after the object has failed, so each call has one of its own.
const objectOf = (namespace: DurableObjectNamespace, name: string) => () =>
  namespace.getByName(name) as unknown as Asked;

/** The catalogue of an account, in so many objects. */
export function catalogStub({ CATALOG: namespace }: StateBindings, account: string, shards: number): Catalog {
  return shardedCatalog(
    Array.from({ length: shards }, (_, shard) =>
      stubOf<Catalog>(objectOf(namespace, shardName(account, shard, shards)), CATALOG_METHODS),
    ),
  );
}

/** What else is kept of an account. */
export function accountStub({ ACCOUNT: namespace }: StateBindings, account: string): Account {
  return stubOf<Account>(objectOf(namespace, account), ACCOUNT_METHODS);
}
