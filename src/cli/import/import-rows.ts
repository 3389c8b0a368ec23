import { batches, inOrder } from '../batches.ts';
import type { Mapping } from './columns.ts';
import { productOf, type SentProduct } from './product-of.ts';
import type { Row } from './rows.ts';
import type { Receiver, Result } from './send.ts';
import { Tally } from './tally.ts';

/** Products of one request, and its bytes; the API takes 500 and 10 MiB, but then progress comes in leaps. */
const BATCH = { items: 200, bytes: 4_000_000 };

/** Requests at once: one is read and made while another is answered. */
const PARALLEL = 2;

/** A record that is in no catalogue, and why. */
export interface Reject {
  line: number;
  errors: { path: string; message: string }[];
  product?: SentProduct;
}

/** How an import went. */
export interface Counts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** What is done besides on the way. */
export interface Hooks {
  /** Rows done from the file's beginning on, without a gap. */
  done(rows: number): Promise<void>;
  reject(reject: Reject): void;
}

type Item = { line: number; size: number } & ({ product: SentProduct } | { fault: string });

/**
 * Makes products of rows and hands them on, a few hundred at a time. The first `skip` rows are left out. Why records were rejected, what of
 * the others was left out, and which ids came before is counted by reason.
 */
export async function importRows(
  rows: AsyncIterable<Row>,
  { mapping, currency, skip }: { mapping: Mapping; currency: string | undefined; skip: number },
  receive: Receiver,
  hooks: Hooks,
  signal: AbortSignal,
): Promise<{ counts: Counts; rejects: Tally; notes: Tally }> {
  const counts: Counts = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const [rejects, notes] = [new Tally(), new Tally()];
  const ids = new Set<unknown>();
  const items = async function* (): AsyncGenerator<Item> {
    let before = 0;
    for await (const row of rows) {
      before += 1;
      if (before <= skip) continue;
      if ('fault' in row) {
        yield { line: row.line, size: 0, fault: row.fault };
        continue;
      }
      const made = productOf(row.values, mapping, currency);
      for (const note of made.notes) notes.add(note, row.line);
      const { id } = made.product;
      if (id !== undefined && ids.has(id)) notes.add('the same id again: the last one counts', row.line);
      ids.add(id);
      yield { line: row.line, size: Buffer.byteLength(JSON.stringify(made.product)), product: made.product };
    }
  };
  const groups = batches(items(), { ...BATCH, size: ({ size }) => size, patience: 1_000 });
  const work = async (group: Item[]): Promise<{ group: Item[]; results: Result[] }> => {
    const products = group.flatMap((item) => ('product' in item ? [item.product] : []));
    return { group, results: products.length === 0 ? [] : await receive(products, signal) };
  };
  let done = skip;
  for await (const { group, results } of inOrder(groups, PARALLEL, work, signal)) {
    let next = 0;
    for (const item of group) {
      const result: Result =
        'fault' in item
          ? { status: 'rejected', errors: [{ path: '', message: item.fault }] }
          : (results[next++] ?? { status: 'rejected', errors: [{ path: '', message: 'has no answer' }] });
      counts[result.status] += 1;
      if (result.status !== 'rejected') continue;
      const errors = result.errors ?? [];
      hooks.reject({ line: item.line, errors, ...('product' in item ? { product: item.product } : {}) });
      rejects.add(reasonOf(errors), item.line);
    }
    counts.rows += group.length;
    done += group.length;
    await hooks.done(done);
  }
  return { counts, rejects, notes };
}

/** The first fault, without the place in a list. */
function reasonOf([error]: Reject['errors']): string {
  if (error === undefined) return 'was rejected';
  const path = error.path.replaceAll(/\.\d+/g, '');
  return path === '' || path === '$' ? error.message : `${path} ${error.message}`;
}
