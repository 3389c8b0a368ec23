import type { PageRequest, ProductResult } from '../contract/products.ts';
import { AppError } from '../core/error.ts';
import type { Catalog, CatalogProduct, CatalogStatus, ReadAttribute } from '../state/catalog/port.ts';
import { cursorBehind, idOfCursor } from '../core/id-cursor.ts';

/** A product of a batch, or why it is none. */
export type Judged = { product: CatalogProduct; line?: number } | { rejected: ProductResult };

/** What these tasks work on. */
interface Shop {
  catalog: Catalog;
}

/** Products of a page unless told, and of one step of an export. */
const PAGE = 100;
const STEP = 500;

/** Writes the products of a batch that are sound, and tells of each what became of it, in order. */
export async function upsertTask(batch: readonly Judged[], { catalog }: Shop): Promise<ProductResult[]> {
  const sound = batch.flatMap((one) => ('product' in one ? [one.product] : []));
  const statuses = sound.length === 0 ? [] : await catalog.upsert(sound);
  let next = 0;
  return batch.map((one): ProductResult => {
    if ('rejected' in one) return one.rejected;
    const status = statuses[next];
    if (status === undefined) throw new Error('the catalogue told less than it was asked');
    next += 1;
    return { id: one.product.id, status, ...(one.line === undefined ? {} : { line: one.line }) };
  });
}

/** Products in the order of their ids, after those of the page that gave the cursor. */
export async function pageTask(
  { cursor, limit = PAGE }: PageRequest,
  { catalog }: Shop,
): Promise<{ products: CatalogProduct[]; next_cursor: string | null } & Pick<CatalogStatus, 'sample'>> {
  const [products, marked] = await Promise.all([
    // One more tells whether there is another page.
    catalog.page(cursor === undefined ? null : idOfCursor('products', cursor), limit + 1),
    markOf(catalog),
  ]);
  const last = products[limit - 1];
  return {
    products: products.slice(0, limit),
    next_cursor: products.length > limit && last !== undefined ? cursorBehind('products', last.id) : null,
    ...marked,
  };
}

/** All products after a cursor, some at a time. What is written meanwhile may be among them or not; nothing else is lost or comes twice. Nothing of the sample. */
export async function* exportTask(
  { cursor }: PageRequest,
  { catalog }: Shop,
): AsyncGenerator<CatalogProduct[], void, undefined> {
  let after = cursor === undefined ? null : idOfCursor('products', cursor);
  if ((await catalog.status()).sample === true) return;
  for (;;) {
    const products = await catalog.page(after, STEP);
    if (products.length > 0) yield products;
    if (products.length < STEP) return;
    after = products.at(-1)?.id ?? null;
  }
}

/** One product, and what was read from its texts. Throws `not_found`. */
export async function productTask(
  id: string,
  { catalog }: Shop,
): Promise<CatalogProduct & { extracted: readonly ReadAttribute[] } & Pick<CatalogStatus, 'sample'>> {
  const [[found], marked] = await Promise.all([catalog.get([id]), markOf(catalog)]);
  if (found === undefined || found === null) throw unknown(id);
  return { ...found.product, extracted: found.attributes, ...marked };
}

/** Deletes one product. Throws `not_found`. */
export async function removeTask(id: string, { catalog }: Shop): Promise<{ id: string; deleted: true }> {
  const [removed] = await catalog.remove([id]);
  if (removed !== true) throw unknown(id);
  return { id, deleted: true };
}

/** What tells that products are of the sample. */
async function markOf(catalog: Catalog): Promise<Pick<CatalogStatus, 'sample'>> {
  return (await catalog.status()).sample === true ? { sample: true } : {};
}

function unknown(id: string): AppError {
  return new AppError('not_found', { detail: `There is no product with the id ${JSON.stringify(id)}.` });
}
