import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod/mini';
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

/**
 * Waits until every product is found by meaning, and with `attributes` until those are read too. Throws FailedError when that does not
 * come nearer.
 */
export async function waitForModels(
  client: Client,
  { attributes = false }: { attributes?: boolean },
  terminal: Terminal,
): Promise<void> {
  const begin = Date.now();
  let [first, before, since] = [-1, -1, begin];
  for (;;) {
    const { products, embedded, attributed } = await client.get('/v1/catalog', catalogResponse, terminal.signal);
    const [done, all] = attributes ? [embedded + attributed, 2 * products] : [embedded, products];
    if (done >= all) break;
    if (first < 0) first = done;
    if (done !== before) [before, since] = [done, Date.now()];
    else if (Date.now() - since > PATIENCE) {
      throw new FailedError(
        `of ${products} products ${embedded} are found by meaning and ${attributed} have attributes, and no more come: does /ready name a model?`,
      );
    }
    const seconds = (Date.now() - begin) / 1000;
    terminal.status(
      `${embedded < products ? 'embedding' : 'attributes'}  ${progressLine(done - first, all - first, seconds)}`,
    );
    await sleep(500, undefined, { signal: terminal.signal });
  }
  terminal.status('');
}
