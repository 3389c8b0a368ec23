import type { Sql } from '../../sql.ts';

/** The fields that are numbers: filtered by ranges, or used in ranking. */
export type NumberField = 'price' | 'stock' | 'rating' | 'updated_at' | 'length';

/** A number a product and field, in the table `search_numbers`. NaN: it has none. */
export interface Numbers {
  set(field: NumberField, position: number, number: number): void;
  /** By position, `capacity` of them. */
  all(field: NumberField, capacity: number): Float64Array;
}

/** Positions a row, at eight bytes each. */
const SEGMENT = 1024;

/** Reads and writes the numbers of one catalogue; keeps nothing in memory. */
export function createNumbers(sql: Sql): Numbers {
  return {
    set(field, position, number) {
      const segment = Math.floor(position / SEGMENT);
      const [row] = sql.all<{ numbers: Uint8Array }>(
        'SELECT numbers FROM search_numbers WHERE field = ? AND segment = ?',
        field,
        segment,
      );
      if (row === undefined && Number.isNaN(number)) return;
      const numbers = row === undefined ? new Float64Array(SEGMENT).fill(NaN) : floats(row.numbers);
      if (Object.is(numbers[position % SEGMENT], number)) return;
      numbers[position % SEGMENT] = number;
      sql.run('INSERT OR REPLACE INTO search_numbers VALUES (?, ?, ?)', field, segment, new Uint8Array(numbers.buffer));
    },
    all(field, capacity) {
      const all = new Float64Array(capacity).fill(NaN);
      const rows = sql.all<{ segment: number; numbers: Uint8Array }>(
        'SELECT segment, numbers FROM search_numbers WHERE field = ?',
        field,
      );
      for (const { segment, numbers } of rows) {
        const begin = segment * SEGMENT;
        if (begin < capacity) all.set(floats(numbers).subarray(0, capacity - begin), begin);
      }
      return all;
    },
  };
}

/** A copy, since blobs need not lie where floats may. */
function floats(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
}
