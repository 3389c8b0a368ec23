import type { Sql } from '../../sql.ts';
import { add, type Bitmap, bitmap } from './bitmap.ts';

/** Which products have which value of a field, in the table `search_postings`. Fields and values come folded. */
export interface Postings {
  add(field: string, value: string, position: number): void;
  remove(field: string, value: string, position: number): void;
  /** The products that have one of the values. */
  having(field: string, values: readonly string[], capacity: number): Bitmap;
  /** The products that have a value which `holds`; for fields whose values are numbers written out. */
  where(field: string, holds: (value: string) => boolean, capacity: number): Bitmap;
  /** Whether any product has the field. */
  known(field: string): boolean;
  /** Names of fields in order, at most `limit`. */
  fields(limit: number): string[];
}

/** Positions a row: 512 bytes as bits. Up to 256 positions lie as two bytes each instead. */
const SEGMENT = 4096;
const BITS = SEGMENT / 8;

/** Reads and writes the postings of one catalogue; keeps nothing in memory. */
export function createPostings(sql: Sql): Postings {
  const read = (field: string, value: string, segment: number): Uint8Array | undefined =>
    sql.all<{ positions: Uint8Array }>(
      'SELECT positions FROM search_postings WHERE field = ? AND value = ? AND segment = ?',
      field,
      value,
      segment,
    )[0]?.positions;

  const change = (field: string, value: string, position: number, present: boolean): void => {
    const segment = Math.floor(position / SEGMENT);
    const bits = new Uint8Array(BITS);
    unpack(read(field, value, segment), bits);
    const inside = position % SEGMENT;
    const mask = 1 << (inside & 7);
    bits[inside >> 3] = present ? (bits[inside >> 3] ?? 0) | mask : (bits[inside >> 3] ?? 0) & ~mask;
    const packed = pack(bits);
    if (packed.length === 0) {
      sql.run('DELETE FROM search_postings WHERE field = ? AND value = ? AND segment = ?', field, value, segment);
    } else {
      sql.run('INSERT OR REPLACE INTO search_postings VALUES (?, ?, ?, ?)', field, value, segment, packed);
    }
  };

  return {
    add: (field, value, position) => change(field, value, position, true),
    remove: (field, value, position) => change(field, value, position, false),
    having(field, values, capacity) {
      const found = bitmap(capacity);
      for (const value of values) {
        const rows = sql.all<{ segment: number; positions: Uint8Array }>(
          'SELECT segment, positions FROM search_postings WHERE field = ? AND value = ?',
          field,
          value,
        );
        for (const row of rows) collect(row, found);
      }
      return found;
    },
    where(field, holds, capacity) {
      const found = bitmap(capacity);
      const rows = sql.all<{ value: string; segment: number; positions: Uint8Array }>(
        'SELECT value, segment, positions FROM search_postings WHERE field = ?',
        field,
      );
      for (const row of rows) if (holds(row.value)) collect(row, found);
      return found;
    },
    known: (field) => sql.all('SELECT 1 FROM search_postings WHERE field = ? LIMIT 1', field).length > 0,
    fields(limit) {
      // One step to each next name: a DISTINCT would read every row.
      const rows = sql.all<{ field: string }>(
        'WITH RECURSIVE names(field) AS (SELECT min(field) FROM search_postings UNION ALL SELECT (SELECT min(field) FROM search_postings WHERE field > names.field) FROM names WHERE names.field IS NOT NULL) SELECT field FROM names WHERE field IS NOT NULL LIMIT ?',
        limit,
      );
      return rows.map((row) => row.field);
    },
  };
}

function collect({ segment, positions }: { segment: number; positions: Uint8Array }, found: Bitmap): void {
  const begin = segment * SEGMENT;
  if (positions.length < BITS) {
    for (let i = 0; i < positions.length; i += 2) {
      add(found, begin + ((positions[i] ?? 0) | ((positions[i + 1] ?? 0) << 8)));
    }
    return;
  }
  for (let i = 0; i < BITS; i++) {
    const byte = positions[i] ?? 0;
    const at = begin + i * 8;
    found[at >> 5] = (found[at >> 5] ?? 0) | (byte << (at & 31));
  }
}

function unpack(packed: Uint8Array | undefined, bits: Uint8Array): void {
  if (packed === undefined) return;
  if (packed.length === BITS) {
    bits.set(packed);
    return;
  }
  for (let i = 0; i < packed.length; i += 2) {
    const inside = (packed[i] ?? 0) | ((packed[i + 1] ?? 0) << 8);
    bits[inside >> 3] = (bits[inside >> 3] ?? 0) | (1 << (inside & 7));
  }
}

function pack(bits: Uint8Array): Uint8Array {
  const list: number[] = [];
  for (let i = 0; i < BITS; i++) {
    for (let bit = 0, byte = bits[i] ?? 0; byte !== 0; bit++, byte >>= 1) {
      if ((byte & 1) === 1) list.push((i * 8 + bit) & 255, (i * 8 + bit) >> 8);
    }
    if (list.length >= BITS) return bits;
  }
  return Uint8Array.from(list);
}
