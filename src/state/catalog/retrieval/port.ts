import type { CandidateRequest, CatalogProduct, Candidates, ReadAttribute, Suggestion } from '../port.ts';

/** A product as the index is given it. `slot` is its number for as long as it stands in the catalogue, never given twice. */
export interface IndexedProduct {
  slot: number;
  product: CatalogProduct;
  /** Read from its texts; empty until it is attributed. */
  attributes: readonly ReadAttribute[];
}

/** A product that may answer the query, by its slot; the catalogue puts product and attributes to it. */
export interface RankedSlot {
  slot: number;
  keyword: number | null;
  semantic: number | null;
  fused: number;
}

/** What a search gives before its products are put to it. Best first; of equal `fused` the lower id first. */
export interface RankedSlots extends Pick<Candidates, 'matching' | 'corrected' | 'expanded'> {
  ranked: RankedSlot[];
}

/**
 * The index of one catalogue, in tables of its own in the catalogue's database (made by its factory with `migrate(sql, 'retrieval', …)`).
 * All of it is synchronous: the writes are called inside the transaction that writes the product, so they begin none. When that
 * transaction is rolled back, `forget` is called: what is kept in memory must then be read again from the tables.
 */
export interface Retrieval {
  /** Takes a product in, or anew when its slot is known. Its vectors stay. */
  index(product: IndexedProduct): void;
  /** Drops a product and its vectors. An unknown slot is no fault. */
  remove(slot: number): void;
  /** Keeps a product's unit vector by a pack, beside those by other packs. */
  setVector(slot: number, pack: string, vector: Float32Array): void;
  /** Drops a product's vectors by every pack: its text is another. An unknown slot is no fault. */
  removeVectors(slot: number): void;
  /** Drops all vectors by a pack. */
  dropPack(pack: string): void;
  /** The groups of the setting `synonyms` as JSON; null: none. Told when the catalogue is opened and whenever they change; may run outside a transaction. */
  synonyms(json: string | null): void;
  /** What of memory may not be in the tables is let go. */
  forget(): void;
  /** By the words, and by those vectors that `request.pack` made. Throws AppError `validation_failed` for filters on unknown fields. */
  search(request: CandidateRequest): RankedSlots;
  /** Completions of what is being typed, those of most products first. */
  suggest(prefix: string, limit: number): Suggestion[];
}
