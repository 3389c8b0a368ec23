import type { Account } from '../../state/account/port.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { ACCOUNT_METHODS, CATALOG_METHODS } from '../port-methods.ts';
import { childThread } from './child-thread.ts';
import type { StateOptions } from './state.ts';

/** The catalogues and accounts of this process, in a thread of their own. */
export interface StateThread {
  catalog(account: string): Catalog;
  account(account: string): Account;
  /** Ends it when all that was asked is answered; calls after it reject. */
  close(): Promise<void>;
}

/** Starts the thread at the first call. */
export function stateThread(options: StateOptions): StateThread {
  const thread = childThread({
    file: new URL('./state-worker.ts', import.meta.url),
    name: 'aisle-state',
    data: options,
  });
  return {
    catalog: thread.stub<Catalog>('catalog', CATALOG_METHODS),
    account: thread.stub<Account>('account', ACCOUNT_METHODS),
    close: () => thread.close(),
  };
}
