import type { DocumentPage, DocumentPageRequest, DocumentResult, ShopDocument } from '../contract/documents.ts';
import { AppError } from '../core/error.ts';
import type { Catalog, CatalogProduct } from '../state/catalog/port.ts';
import { documentOf, keptPassages } from './documents/kept-passages.ts';
import { cursorBehind, idOfCursor } from '../core/id-cursor.ts';

/** A document of a batch, or why it is none. */
export type JudgedDocument = { document: ShopDocument } | { rejected: DocumentResult };

/** Documents of a page unless told. */
const PAGE = 50;

/** Passages of one step through the catalogue, and of one write. */
const STEP = 500;

/** The most passages of a document: more is many headings with next to nothing under each. */
const MOST_PASSAGES = 1_000;

/** Comes behind every passage's id of a document. */
const endOf = (document: string): string => `${document}#~`;

/**
 * Writes the documents of a batch that are sound, and tells of each what became of it, in order. `passages` is the catalogue whose
 * products are the passages of the shop's documents. Those that a document no longer has are taken out after the new ones are in.
 */
export async function putDocumentsTask(batch: readonly JudgedDocument[], passages: Catalog): Promise<DocumentResult[]> {
  const results: DocumentResult[] = [];
  for (const one of batch) results.push('rejected' in one ? one.rejected : await putDocument(one.document, passages));
  return results;
}

async function putDocument(document: ShopDocument, passages: Catalog): Promise<DocumentResult> {
  const { id } = document;
  const kept = keptPassages(document);
  if (kept.length === 0 || kept.length > MOST_PASSAGES) {
    const limit = kept.length === 0 ? 'text beside its headings' : `at most ${MOST_PASSAGES} passages`;
    return { id, status: 'rejected', errors: [{ path: 'text', message: `must have ${limit}` }] };
  }
  const before = await passageIds(id, passages);
  const statuses: string[] = [];
  for (let i = 0; i < kept.length; i += STEP) statuses.push(...(await passages.upsert(kept.slice(i, i + STEP))));
  const now = new Set(kept.map((passage) => passage.id));
  const gone = before.filter((one) => !now.has(one));
  if (gone.length > 0) await passages.remove(gone);
  const isSame = gone.length === 0 && statuses.every((status) => status === 'unchanged');
  return { id, status: before.length === 0 ? 'created' : isSame ? 'unchanged' : 'updated', passages: kept.length };
}

/** The documents that are kept, in the order of their ids, after those of the page that gave the cursor. */
export async function documentPageTask(
  { cursor, limit = PAGE }: DocumentPageRequest,
  passages: Catalog,
): Promise<Omit<DocumentPage, 'warnings'>> {
  const documents: DocumentPage['documents'] = [];
  let after = cursor === undefined ? null : endOf(idOfCursor('documents', cursor));
  while (documents.length <= limit) {
    const step = await passages.page(after, STEP);
    for (const passage of step) {
      const document = documentOf(passage);
      if (documents.at(-1)?.id !== document.id) documents.push(document);
    }
    if (step.length < STEP) break;
    // The rest of the last document tells nothing more.
    after = endOf(documents.at(-1)?.id ?? '');
  }
  const last = documents[limit - 1];
  const { pending, sample } = await passages.status();
  return {
    documents: documents.slice(0, limit),
    next_cursor: documents.length > limit && last !== undefined ? cursorBehind('documents', last.id) : null,
    pending,
    ...(sample === true ? { sample } : {}),
  };
}

/** Deletes a document with its passages. Throws `not_found`. */
export async function removeDocumentTask(id: string, passages: Catalog): Promise<{ id: string; deleted: true }> {
  const removed = await passages.remove(await passageIds(id, passages));
  if (removed.includes(true)) return { id, deleted: true };
  throw new AppError('not_found', { detail: `There is no document with the id ${JSON.stringify(id)}.` });
}

/** The ids of a document's passages. No id of a document has a `#`, so all that begin so are its own. */
async function passageIds(id: string, passages: Catalog): Promise<string[]> {
  const ids: string[] = [];
  for (let after = `${id}#`; ;) {
    const step: CatalogProduct[] = await passages.page(after, STEP);
    const own = step.map((passage) => passage.id).filter((one) => one.startsWith(`${id}#`));
    ids.push(...own);
    if (own.length < STEP) return ids;
    after = ids.at(-1) ?? after;
  }
}
