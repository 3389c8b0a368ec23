import { workerData } from 'node:worker_threads';
import type { Catalog } from '../../state/catalog/port.ts';
import { ProductMemory } from '../../state/catalog/remembering.ts';
import { KnownContents } from '../../tasks/recommend/known-content.ts';
import { recommenderOf } from '../../tasks/recommend/recommender.ts';
import { messageOf } from '../error-message.ts';
import { stubOf } from '../outcome.ts';
import { CATALOG_METHODS } from '../port-methods.ts';
import { nodeBehaviour } from './behaviour.ts';
import type { BehaviourThreadData } from './behaviour-thread.ts';
import { serveThread } from './served-thread.ts';

// The thread that owns the shoppers, and ranks for them beside their counts: requests are read and answers sent meanwhile by another.

const { products: bytes, ...files } = workerData as BehaviourThreadData;
const behaviour = nodeBehaviour(files);
const products = new ProductMemory(bytes);
const contents = new KnownContents();

const defer = (work: Promise<unknown>): void => {
  line.run(
    work.catch(async (error: unknown) => {
      await line.object('log', '').ask('failed', [messageOf(error)]);
    }),
  );
};

const catalogs = new Map<string, Catalog>();

/** An account's catalogue, which is in another thread. */
function catalogOf(account: string): Catalog {
  const known = catalogs.get(account);
  if (known !== undefined) return known;
  const stub = stubOf<Catalog>(() => line.object('catalog', account), CATALOG_METHODS);
  const made = products.over(account, stub);
  catalogs.set(account, made);
  return made;
}

const line = serveThread(
  {
    behaviour: behaviour.of,
    recommender: (account) =>
      recommenderOf({
        catalog: catalogOf(account),
        behaviour: behaviour.of(account),
        content: contents.of(account),
        defer,
      }),
    products: (account) => ({ changed: (ids: readonly string[]) => products.changed(account, ids) }),
  },
  behaviour.close,
);
