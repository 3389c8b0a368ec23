import type { DocumentPage, DocumentPageRequest, DocumentResult, ShopDocument } from '../contract/documents.ts';
import { AppError } from '../core/error.ts';
import type { Catalog, CatalogProduct, UpsertStatus } from '../state/catalog/port.ts';
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

/** How often it is looked whether a document that was written stands as it was written. */
const MOST_TRIES = 6;

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
  const statuses = await write(kept, passages);
  const hasShrunk = await settle(id, kept, passages);
  const isSame = !hasShrunk && statuses.every((status) => status === 'unchanged');
  const status = statuses[0] === 'created' ? 'created' : isSame ? 'unchanged' : 'updated';
  return { id, status, passages: kept.length };
}

async function write(kept: readonly CatalogProduct[], passages: Catalog): Promise<UpsertStatus[]> {
  const statuses: UpsertStatus[] = [];
  for (let i = 0; i < kept.length; i += STEP) statuses.push(...(await passages.upsert(kept.slice(i, i + STEP))));
  return statuses;
}

/**
 * Takes out passages that a document no longer has, and tells whether there were any. Where somebody writes the same document at the same
 * time, one of the two is left, whole: what is a mixture is written again.
 */
async function settle(id: string, kept: readonly CatalogProduct[], passages: Catalog): Promise<boolean> {
  const mine = new Map(kept.map((passage) => [passage.id, markOf(passage)]));
  let hasShrunk = false;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const there = await passagesIn(id, passages);
    const gone = there.flatMap((passage) => (mine.has(passage.id) ? [] : [passage.id]));
    const left = there.filter((passage) => mine.get(passage.id) === markOf(passage)).length;
    if (left === kept.length && gone.length === 0) break;
    // Somebody has written all of it since.
    if (left === 0 && !hasShrunk) break;
    if (left < kept.length) await write(kept, passages);
    else {
      await passages.remove(gone);
      hasShrunk = true;
    }
  }
  return hasShrunk;
}

/** Two passages of one mark say the same. */
function markOf(passage: CatalogProduct): string {
  return JSON.stringify([passage.title, passage.description, documentOf(passage)]);
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
  const removed = await passages.remove((await passagesIn(id, passages)).map((passage) => passage.id));
  if (removed.includes(true)) return { id, deleted: true };
  throw new AppError('not_found', { detail: `There is no document with the id ${JSON.stringify(id)}.` });
}

/** A document's passages. No id of a document has a `#`, so all whose ids begin so are its own. */
async function passagesIn(id: string, passages: Catalog): Promise<CatalogProduct[]> {
  const found: CatalogProduct[] = [];
  for (let after = `${id}#`; ;) {
    const step: CatalogProduct[] = await passages.page(after, STEP);
    const own = step.filter((passage) => passage.id.startsWith(`${id}#`));
    found.push(...own);
    if (own.length < STEP) return found;
    after = found.at(-1)?.id ?? after;
  }
}
