import type { AttributesRow, IntentRow, MatchRow, SearchRow, SentProduct, TagsRow } from './rows.ts';

/** The rows of a set, by what is asked of them. */
export type Questions = {
  /** Texts that show how common words are, for the buckets by rarity: all of the set, its training part too. */
  reference: readonly string[];
} & (
  | { kind: 'intent' | 'scope'; rows: readonly IntentRow[] }
  | { kind: 'tags'; rows: readonly TagsRow[] }
  | { kind: 'attributes'; rows: readonly AttributesRow[] }
  | { kind: 'match'; rows: readonly MatchRow[] }
  | { kind: 'search'; rows: readonly SearchRow[]; catalogue: readonly SentProduct[] }
);
