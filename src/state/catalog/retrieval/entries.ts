import type { Sql } from '../../sql.ts';
import { add, type Bitmap, bitmap } from './bitmap.ts';
import { completionsOf, type Completions } from './completions.ts';
import type { Doclists } from './doclists.ts';
import type { NumberField, Numbers } from './numbers.ts';
import type { IndexedProduct } from './port.ts';
import type { Postings } from './postings.ts';
import { codesOf, fieldNumbers, fieldValues } from './product-fields.ts';
import { productWords, vocabularyOf } from './product-words.ts';
import type { Vectors } from './vectors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All that a product is written to. */
export interface EntryTables {
  sql: Sql;
  doclists: Doclists;
  postings: Postings;
  numbers: Numbers;
  vectors: Vectors;
  vocabulary: Vocabulary;
  completions: Completions;
}

/** The products that there are, by position. */
export interface Present {
  /** Words of the title, at least 1; 0 where there is no product. */
  lengths: Uint8Array;
  /** Those that have a product, how many they are, and the words of a title on average. */
  alive: Bitmap;
  products: number;
  averageLength: number;
}

/** The products of the index. */
export interface Entries {
  put(product: IndexedProduct): void;
  remove(slot: number): void;
  position(slot: number): number | null;
  /** Slot and id of positions. */
  named(positions: readonly number[]): Map<number, { slot: number; id: string }>;
  /** The products that have a code, by `compact`. */
  coded(code: string): number[];
  /** What there is. Valid until the next write. */
  present(): Present;
  forget(): void;
}

/** What of a product lies in other tables: fields with values, codes, completions. */
type Posted = { fields: [string, string][]; codes: string[]; completions: [kind: string, text: string][] };

const NOTHING: Posted = { fields: [], codes: [], completions: [] };
const LONGEST = 255;

/** Opens the entries of one catalogue over the tables of its index. */
export function createEntries(tables: EntryTables): Entries {
  const { sql, doclists, postings, numbers, vectors, vocabulary, completions } = tables;
  let lengths: Uint8Array | null = null;
  let present: Present | null = null;

  const find = (slot: number): { position: number; posted: Posted } | null => {
    const [row] = sql.all<{ position: number; posted: string }>(
      'SELECT position, posted FROM search_entries WHERE slot = ?',
      slot,
    );
    return row === undefined ? null : { position: row.position, posted: JSON.parse(row.posted) as Posted };
  };

  const capacity = (): number =>
    Number(sql.all<{ n: number | null }>('SELECT max(position) + 1 AS n FROM search_entries')[0]?.n ?? 0);

  const freePosition = (): number => {
    const [free] = sql.all<{ position: number }>('SELECT position FROM search_free LIMIT 1');
    if (free === undefined) return capacity();
    sql.run('DELETE FROM search_free WHERE position = ?', free.position);
    return free.position;
  };

  /** Writes only what differs: an update of a price leaves the postings as they are. */
  const post = (position: number, before: Posted, after: Posted): void => {
    for (const [field, value] of without(before.fields, after.fields)) postings.remove(field, value, position);
    for (const [field, value] of without(after.fields, before.fields)) postings.add(field, value, position);
    for (const code of without(before.codes, after.codes)) {
      sql.run('DELETE FROM search_codes WHERE code = ? AND position = ?', code, position);
    }
    for (const code of without(after.codes, before.codes)) {
      sql.run('INSERT OR REPLACE INTO search_codes VALUES (?, ?)', code, position);
    }
    for (const [kind, text] of without(before.completions, after.completions)) completions.remove(kind, text);
    for (const [kind, text] of without(after.completions, before.completions)) completions.add(kind, text);
  };

  const setNumbers = (position: number, all: Record<NumberField, number>): void => {
    for (const [field, number] of Object.entries(all) as [NumberField, number][]) numbers.set(field, position, number);
    present = null;
    if (lengths === null) return;
    if (position >= lengths.length) {
      const longer = new Uint8Array(Math.max(position + 1, Math.ceil(lengths.length * 1.5)));
      longer.set(lengths);
      lengths = longer;
    }
    lengths[position] = lengthByte(all.length);
  };

  return {
    put(indexed) {
      const { product, attributes, slot } = indexed;
      const known = find(slot);
      const position = known?.position ?? freePosition();
      const posted: Posted = {
        fields: fieldValues(product, attributes),
        codes: codesOf(product, attributes),
        completions: completionsOf(indexed),
      };
      sql.run(
        'INSERT OR REPLACE INTO search_entries VALUES (?, ?, ?, ?)',
        position,
        slot,
        product.id,
        JSON.stringify(posted),
      );
      post(position, known?.posted ?? NOTHING, posted);
      const { title, fields, body, length } = productWords(indexed);
      sql.run(
        'INSERT OR REPLACE INTO search_words (rowid, title, fields, body) VALUES (?, ?, ?, ?)',
        position + 1,
        title,
        fields,
        body,
      );
      setNumbers(position, { ...fieldNumbers(product), length });
      vocabulary.add(vocabularyOf(indexed));
      doclists.changed(position);
    },
    remove(slot) {
      const known = find(slot);
      if (known === null) return;
      const { position, posted } = known;
      sql.run('DELETE FROM search_entries WHERE position = ?', position);
      sql.run('INSERT INTO search_free VALUES (?)', position);
      post(position, posted, NOTHING);
      sql.run('DELETE FROM search_words WHERE rowid = ?', position + 1);
      setNumbers(position, { price: NaN, stock: NaN, rating: NaN, updated_at: NaN, length: NaN });
      vectors.remove(position);
      doclists.changed(position);
    },
    position: (slot) => find(slot)?.position ?? null,
    named(positions) {
      const rows = sql.all<{ position: number; slot: number; id: string }>(
        'SELECT position, slot, id FROM search_entries WHERE position IN (SELECT value FROM json_each(?))',
        JSON.stringify(positions),
      );
      return new Map(rows.map(({ position, slot, id }) => [position, { slot, id }]));
    },
    coded: (code) =>
      sql
        .all<{ position: number }>('SELECT position FROM search_codes WHERE code = ?', code)
        .map(({ position }) => position),
    present() {
      lengths ??= Uint8Array.from(numbers.all('length', capacity()), lengthByte);
      present ??= presentOf(lengths);
      return present;
    },
    forget() {
      lengths = null;
      present = null;
    },
  };
}

function presentOf(lengths: Uint8Array): Present {
  const alive = bitmap(lengths.length);
  let products = 0;
  let words = 0;
  for (const [position, length] of lengths.entries()) {
    if (length === 0) continue;
    add(alive, position);
    products++;
    words += length;
  }
  return { lengths, alive, products, averageLength: words / Math.max(1, products) };
}

/** NaN is no product; a title without words is still one. */
function lengthByte(length: number): number {
  return Number.isNaN(length) ? 0 : Math.max(1, Math.min(LONGEST, length));
}

/** The items of a list that another lacks, by their JSON. */
function without<Item>(items: readonly Item[], others: readonly Item[]): Item[] {
  const known = new Set(others.map((item) => JSON.stringify(item)));
  return items.filter((item) => !known.has(JSON.stringify(item)));
}
