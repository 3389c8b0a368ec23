import type { Before } from './dialogue.ts';
import type { PriceWish } from './wish.ts';

/** What a dialogue has come to: a function of its messages alone. */
export interface DialogueState {
  /** What is looked for, in the shopper's words without price and exclusions; null: no product yet. */
  seeking: string | null;
  /** Words asked for, by canonical name; those of the product itself among them. */
  words: Readonly<Record<string, readonly string[]>>;
  /** Values chosen from the options of a question, by facet. */
  chosen: Readonly<Record<string, readonly string[]>>;
  price: PriceWish | null;
  excluded: readonly string[];
  /** Brands that are not wanted. */
  otherThan: readonly string[];
  /** Ids of products that were shown before more were asked for. */
  seen: readonly string[];
  order: 'cheapest' | 'dearest' | null;
  /** Whether it is a need that names no thing: ideas are wanted rather than just that. */
  vague: boolean;
  /** Facets that were asked about. */
  asked: readonly string[];
  /** The product that is spoken of. */
  focus: Before['listed'][number] | null;
}

/** Nothing said yet. */
export const NO_STATE: DialogueState = {
  seeking: null,
  words: {},
  chosen: {},
  price: null,
  excluded: [],
  otherThan: [],
  seen: [],
  order: null,
  vague: false,
  asked: [],
  focus: null,
};
