import { DurableObject } from 'cloudflare:workers';
import type { Queue } from '@cloudflare/workers-types';
import { AccountActor } from '../../state/account/actor.ts';
import type { Account } from '../../state/account/port.ts';
import { CatalogActor } from '../../state/catalog/actor.ts';
import { catalogOf } from '../../state/catalog/catalog.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import { createRetrieval } from '../../state/catalog/retrieval/retrieval.ts';
import vectorScan from '../../state/catalog/retrieval/vector-scan.wasm';
import { durableObjectSql } from '../../state/drivers/durable-object.ts';
import { accountOf } from '../shard-name.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

/** A message of the ingest queue: this account's catalogue has open work. */
export interface IngestMessage {
  account: string;
}

/** What the objects use of the Worker's bindings. */
export interface ObjectBindings {
  INGEST: Queue<IngestMessage>;
}

/** How often it is looked whether somebody does the open work, in milliseconds. */
const WATCH = 60_000;

/** How long after it was given work a consumer is thought to be at it, in milliseconds. */
const AT_WORK = 30_000;

/** A turn of the event loop, in which other requests to the object are served. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * One shard of an account's catalogue. While there is open work an alarm stands: it is set with the products that bring the work, sends
 * the queue a message unless a consumer is at it, and so makes good whatever message was lost.
 */
export class CatalogObject extends DurableObject<ObjectBindings> {
  readonly #actor: CatalogActor;
  readonly #catalog: Catalog;
  /** Until when a consumer is thought to be at work. */
  #atWork = 0;

  constructor(state: DurableObjectState, bindings: ObjectBindings) {
    super(state, bindings);
    const sql = durableObjectSql(state.storage);
    this.#actor = new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan }) });
    this.#catalog = catalogOf(this.#actor, turn);
  }

  /** One method of `Catalog`. */
  ask(method: keyof Catalog, values: unknown[]): Promise<Outcome> {
    return outcomeOf(async () => {
      const call = this.#catalog[method] as (...all: unknown[]) => Promise<unknown>;
      const value = await call(...values);
      if (method === 'upsert' && (value as string[]).some((status) => status !== 'unchanged')) {
        // At once, unless a message is on its way already.
        if (Date.now() >= this.#atWork) await this.ctx.storage.setAlarm(Date.now());
      } else if (method === 'claim') {
        this.#atWork = (value as unknown[]).length > 0 ? Date.now() + AT_WORK : 0;
      }
      return value;
    });
  }

  override async alarm(): Promise<void> {
    if (this.#actor.status().pending === 0) return;
    await this.ctx.storage.setAlarm(Date.now() + WATCH);
    if (Date.now() >= this.#atWork) await this.env.INGEST.send({ account: accountOf(this.ctx.id.name ?? '') });
  }
}

/** What is kept of one account. */
export class AccountObject extends DurableObject {
  readonly #actor: AccountActor;

  constructor(state: DurableObjectState, bindings: object) {
    super(state, bindings);
    this.#actor = new AccountActor({ sql: durableObjectSql(state.storage) });
  }

  /** One method of `Account`. */
  ask(method: keyof Account, values: unknown[]): Promise<Outcome> {
    return outcomeOf(async () => (this.#actor[method] as (...all: unknown[]) => unknown).apply(this.#actor, values));
  }
}
