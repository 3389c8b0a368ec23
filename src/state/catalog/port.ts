import type { Product } from '../../core/product.ts';

/** A product that has its identity in a shop's catalogue. */
export type CatalogProduct = Product & { id: string };

/** An attribute that was read from a product's texts, or from its picture where they say nothing, as `/v1/attributes` answers it. */
export interface ReadAttribute {
  name: string;
  value: string;
  /** null of a picture, as is `evidence`. */
  text: string | null;
  confidence: number;
  evidence: { field: string; start: number; end: number } | null;
  /** From a text unless said. */
  source?: 'image';
}

/** What became of one product of a batch. */
export type UpsertStatus = 'created' | 'updated' | 'unchanged';

/**
 * How far the catalogue is. `pending`: pieces of work (embedding, attributes) that are not done; 0 when all is. `failed`: ids of products
 * whose work failed by itself again and again, at most 100: it is not pending, though still tried now and then.
 */
export interface CatalogStatus {
  products: number;
  keyword: number;
  embedded: number;
  attributed: number;
  pending: number;
  failed: string[];
  /** Grows with every change that an answer of a search could show. */
  version: number;
  /** The pack whose vectors are searched; null while there are none. */
  vectors: string | null;
  /** It is the bundled sample, since nothing was written to the shop's own yet. */
  sample?: true;
}

/** A range of numbers; absent is open. */
export interface Range {
  gte?: number;
  gt?: number;
  lte?: number;
  lt?: number;
}

/**
 * Which products may be candidates: every field must hold (one of the words, or the range), and none of `not`.
 * Fields: id, brand, category, color, language, price, stock, rating, updated_at, and every attribute by name, the shop's own or read.
 */
export interface Filters {
  fields: Record<string, readonly string[] | Range>;
  not: Record<string, readonly string[] | Range>;
}

/** How much each kind of evidence counts in the fusion; 0 leaves it out. */
export interface Weights {
  keyword: number;
  semantic: number;
}

/** What a search asks for. */
export interface CandidateRequest {
  /** Empty, and without a vector: nothing is looked for, and what holds the filters comes, what was written first first, with `fused` 0. */
  text: string;
  /** The query's unit vector by the pack of `vectors`; null: by words only. */
  vector: Float32Array | null;
  /** The pack that made the vector: vectors of another one are not compared with it. */
  pack: string;
  filters: Filters;
  weights: Weights;
  /** How many, best first. */
  limit: number;
  /** A product that comes too where it holds the filters, after the best unless it is among them, so that its scores are known. */
  also?: string;
}

/** A product that may answer the query. */
export interface Candidate {
  product: CatalogProduct;
  /** Read from its texts; empty until it is attributed. */
  attributes: readonly ReadAttribute[];
  /** BM25 over its fields, 1 for a title with all of the words; null when no word matches. */
  keyword: number | null;
  /** Cosine with the query, −1 to 1; null when it is not embedded or not asked. */
  semantic: number | null;
  /** The fused score that orders the list, 0–1. */
  fused: number;
}

/** The answer to a search. */
export interface Candidates {
  candidates: Candidate[];
  /** Products that hold the filters. */
  matching: number;
  /** The query with its typing errors mended, when the words as typed find next to nothing. */
  corrected: string | null;
  /** Synonyms that were added: the word and what it stands for too. */
  expanded: { word: string; to: string[] }[];
  version: number;
  vectors: string | null;
}

/** A piece of ingest work; it is done again when the product has changed since. */
export interface Work {
  id: string;
  product: CatalogProduct;
  /** Names the state of the fields that the work depends on: what comes back for an older one is dropped. */
  hash: string;
}

/** The kinds of ingest work. */
export type WorkKind = 'embed' | 'attributes';

/** What one piece of work gives. */
export type WorkResult =
  | { kind: 'embed'; id: string; hash: string; pack: string; vector: Float32Array }
  | { kind: 'attributes'; id: string; hash: string; pack: string; attributes: readonly ReadAttribute[] };

/** A completion of what is being typed. */
export interface Suggestion {
  text: string;
  kind: 'product_type' | 'brand' | 'category' | 'title';
  products: number;
}

/**
 * One shop's catalogue. Implemented by the actor, by its stub over a Durable Object, and by the router over several shards:
 * whoever asks can't tell. Rejects with AppError.
 */
export interface Catalog {
  /** Writes a batch, the last of two with the same id winning, and gives one status each in order. Durable when it resolves. */
  upsert(products: readonly CatalogProduct[]): Promise<UpsertStatus[]>;
  /** True for what was there. */
  remove(ids: readonly string[]): Promise<boolean[]>;
  get(ids: readonly string[]): Promise<({ product: CatalogProduct; attributes: readonly ReadAttribute[] } | null)[]>;
  /** Products by id after `after`, in the order of their ids. */
  page(after: string | null, limit: number): Promise<CatalogProduct[]>;
  status(): Promise<CatalogStatus>;
  search(request: CandidateRequest): Promise<Candidates>;
  suggest(prefix: string, limit: number): Promise<Suggestion[]>;
  /** A named setting of the shop (synonyms, merchandising rules) as JSON; null when it was never set. */
  setting(name: string): Promise<string | null>;
  /** Keeps a setting; null forgets it. Raises the version. */
  set(name: string, json: string | null): Promise<void>;
  /** Work that is open for `pack`, oldest first, hidden from other claims for `lease` milliseconds. */
  claim(kind: WorkKind, pack: string, limit: number, lease: number): Promise<Work[]>;
  /**
   * Gives back what was claimed and not done: it may be claimed again at once, after what nobody has claimed yet; with `failed`, since it
   * was its own fault, after a minute, and twice as long each time. After the fifth time that is a day.
   */
  release(kind: WorkKind, ids: readonly string[], failed?: boolean): Promise<void>;
  /** Takes results in. What belongs to an older text of a product is dropped. */
  finish(results: readonly WorkResult[]): Promise<void>;
}
