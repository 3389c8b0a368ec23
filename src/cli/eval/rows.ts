import type { AttributesRequest } from '../../contract/attributes.ts';
import type { Language } from '../../core/language.ts';
import type { Product } from '../../core/product.ts';
import type { Relation } from '../../core/relation.ts';

/** The language of a row; `cross`: its query is in one, its product in the other. */
export type RowLanguage = Language | 'cross';

/** What rows of every kind have. */
export interface Row {
  language: RowLanguage;
  /** What is asked: the query, or the text that is read. Rows of the same text are one cluster, and go into buckets by it. */
  text: string;
}

/** What a query wants. `sub_intent` is null where it has none. */
export interface IntentRow extends Row {
  intent: string;
  sub_intent: string | null;
}

/** What a text states. Offsets are UTF-16 units. */
export interface TagsRow extends Row {
  as: 'query' | 'title';
  spans: readonly { start: number; end: number; name: string }[];
  /** The names that the set marks at all; answers of other names are neither right nor wrong. Absent: all. */
  names?: readonly string[];
}

/** The values of each name asked of a title; an empty list is not stated. */
export interface AttributesRow extends Row {
  attributes: ReadonlyMap<string, readonly string[]>;
}

/** A product as requests have it. */
export type SentProduct = Pick<Product, 'title' | 'brand' | 'color' | 'description' | 'bullets'>;

/** How a product relates to a query: one of the four, or a grade, higher for nearer. */
export interface MatchRow extends Row {
  product: SentProduct;
  truth: Relation | number;
}

/** A query, and what each judged product of the catalogue is worth to it: by its place in the catalogue. */
export interface SearchRow extends Row {
  gains: ReadonlyMap<number, number>;
}

/** An item of `POST /v1/attributes`. */
export type AttributesItem = Pick<AttributesRequest['items'][number], 'query' | 'product' | 'attributes'>;
