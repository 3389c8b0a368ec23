import type * as z from 'zod/mini';
import { pageResponse } from '../../../contract/products.ts';
import type { Client } from '../../client.ts';
import { FailedError, UsageError } from '../../exit.ts';
import { importRows } from '../../import/import-rows.ts';
import { openProducts, requireTitle } from '../../import/open-products.ts';
import { writeTo } from '../../import/send.ts';
import { currencyCode } from '../../import/values.ts';
import type { Terminal } from '../../terminal.ts';
import type { Judgements } from './judgements.ts';

/** Writes the products of a file; none may be rejected, or what is measured would be another catalogue. */
export async function fill(
  client: Client,
  file: string,
  currency: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const code = currency === undefined ? undefined : currencyCode(currency);
  if (code === null) throw new UsageError('--currency must be an ISO 4217 code such as USD or CNY');
  const source = await openProducts(file, {});
  requireTitle(source);
  const options = { mapping: source.mapping, currency: code, skip: 0 };
  const hooks = { done: async () => undefined, reject: () => undefined };
  const { rejects } = await importRows(source.rows, options, writeTo(client), hooks, terminal.signal);
  terminal.signal.throwIfAborted();
  for (const sentence of rejects.sentences) terminal.warn(`aisle: ${file}: rejected ${sentence}`);
  if (rejects.total > 0) {
    throw new FailedError(`${file}: not all products are in: \`aisle import --dry-run\` shows why`);
  }
}

/** The ids of all products. */
export async function idsOf(client: Client, signal: AbortSignal): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof pageResponse> = await client.get(`/v1/products?limit=500${at}`, pageResponse, signal);
    for (const { id } of page.products) ids.add(id);
    cursor = page.next_cursor;
  }
  return ids;
}

/** Judgements of products that are there, and how many are of others. A query of which none is there is left out. */
export function withoutMissing(
  judgements: Judgements,
  ids: ReadonlySet<string>,
): { known: Judgements; missing: number } {
  let missing = 0;
  const known: Judgements = new Map();
  for (const [query, judged] of judgements) {
    const there = new Map([...judged].filter(([id]) => ids.has(id)));
    missing += judged.size - there.size;
    if (there.size > 0) known.set(query, there);
  }
  if (known.size === 0) throw new FailedError('none of the judged products is in the catalogue');
  return { known, missing };
}
