import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { catalogResponse } from '../../contract/catalog.ts';
import { catalogProduct, productsResponse } from '../../contract/products.ts';
import type { Client } from '../client.ts';
import { FailedError } from '../exit.ts';
import { progressLine } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import type { SentProduct } from './product-of.ts';

/** What became of one product. */
export type Result = Pick<z.infer<typeof productsResponse>['results'][number], 'status' | 'errors'>;

/** Takes a few products, and says of each what became of it, in order. */
export type Receiver = (products: readonly SentProduct[], signal: AbortSignal) => Promise<Result[]>;

/** The catalogue of an API. */
export const writeTo =
  (client: Client): Receiver =>
  async (products, signal) => {
    const { results } = await client.ask('/v1/products', { products }, productsResponse, signal);
    return results;
  };

/** Nobody: each product is only judged, as the API would. */
export const judgeOnly: Receiver = async (products) =>
  products.map((product): Result => {
    const { error } = catalogProduct.safeParse(product);
    if (error === undefined) return { status: 'created' };
    const errors = error.issues.map(({ path, message }) => ({ path: path.join('.') || '$', message }));
    return { status: 'rejected', errors };
  });

/** So long nothing may happen, in milliseconds, before it counts as broken. */
const PATIENCE = 180_000;

/** Waits until every product is found by meaning. Throws FailedError when that does not come nearer. */
export async function waitUntilEmbedded(client: Client, terminal: Terminal): Promise<void> {
  const begin = Date.now();
  let [first, before, since] = [-1, -1, begin];
  for (;;) {
    const { products, embedded } = await client.get('/v1/catalog', catalogResponse, terminal.signal);
    if (embedded >= products) break;
    if (first < 0) first = embedded;
    if (embedded !== before) [before, since] = [embedded, Date.now()];
    else if (Date.now() - since > PATIENCE) {
      throw new FailedError(`only ${embedded} of ${products} products are found by meaning: does /ready name a model?`);
    }
    const seconds = (Date.now() - begin) / 1000;
    terminal.status(`by meaning  ${progressLine(embedded - first, products - first, seconds)}`);
    await sleep(500, undefined, { signal: terminal.signal });
  }
  terminal.status('');
}
