import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/error.ts';
import type { Account } from '../../state/account/port.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { type Asked, type Outcome, stubOf } from '../outcome.ts';
import { ACCOUNT_METHODS, CATALOG_METHODS } from '../port-methods.ts';
import type { StateOptions } from './state.ts';

/** A call of a method of an account's object, or the word to end. */
export type ToStateWorker =
  { id: number; object: 'catalog' | 'account'; account: string; method: string; values: unknown[] } | 'close';

/** The answer to a call: its outcome, or the defect that was thrown. */
export type FromStateWorker = { id: number; outcome: Outcome } | { id: number; defect: unknown };

/** The catalogues and accounts of this process, in a thread of their own. */
export interface StateThread {
  catalog(account: string): Catalog;
  account(account: string): Account;
  /** Ends it when all that was asked is answered; calls after it reject. */
  close(): Promise<void>;
}

interface Pending {
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** Starts the thread at the first call, and again at the next one should it ever end by itself. */
export function stateThread(options: StateOptions): StateThread {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let closed = false;
  let lastId = 0;

  const start = (): Worker => {
    const started = new Worker(new URL('./state-worker.ts', import.meta.url), {
      name: 'aisle-state',
      workerData: options,
    });
    let cause: unknown;
    started.on('message', (message: FromStateWorker) => {
      const one = pending.get(message.id);
      pending.delete(message.id);
      // The process may end while nothing is asked.
      if (pending.size === 0) started.unref();
      if ('outcome' in message) one?.resolve(message.outcome);
      else one?.reject(message.defect);
    });
    started.on('error', (error) => {
      cause = error;
    });
    started.on('exit', () => {
      worker = null;
      for (const one of pending.values()) one.reject(new AppError('storage_unavailable', { cause }));
      pending.clear();
    });
    return started;
  };

  const objectOf = (object: 'catalog' | 'account', account: string) => (): Asked => ({
    ask: (method, values) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new AppError('storage_unavailable'));
        worker ??= start();
        worker.ref();
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        const call: ToStateWorker = { id: lastId, object, account, method, values };
        worker.postMessage(call, []);
      }),
  });

  return {
    catalog: (account) => stubOf<Catalog>(objectOf('catalog', account), CATALOG_METHODS),
    account: (account) => stubOf<Account>(objectOf('account', account), ACCOUNT_METHODS),
    async close() {
      closed = true;
      const ending = worker;
      if (ending === null) return;
      ending.ref();
      const exited = new Promise((resolve) => ending.once('exit', resolve));
      const end: ToStateWorker = 'close';
      ending.postMessage(end, []);
      await exited;
    },
  };
}
