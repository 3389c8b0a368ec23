import type { Sql } from '../../sql.ts';

/** Which products have a phrase, and where. */
export interface Doclist {
  /** Ascending. */
  positions: Uint32Array;
  /** For each position the columns as bits: 1 title, 2 fields, 4 body. */
  columns: Uint8Array;
}

/** The lists of one catalogue's phrases. */
export interface Doclists {
  /** The products that have these words of the index next to each other, in the order given. */
  of(phrase: string): Doclist;
  /** A product was written: lists read before are put right when they are next asked for. */
  changed(position: number): void;
  /** Lets all go that is kept. */
  forget(): void;
}

const COLUMNS = ['title', 'fields', 'body'] as const;

/** Positions kept over all lists, at five bytes each; a list is some 200 bytes beside. */
const KEPT = 2_000_000;
const OVERHEAD = 40;
const CHANGES = 10_000;

/**
 * Reads doclists from FTS5 and keeps them, the least recently used going first. FTS5's own ranking costs microseconds for every row
 * that matches, a doclist some tens of nanoseconds; the ranking is in `rank-words.ts`.
 */
export function createDoclists(sql: Sql): Doclists {
  const kept = new Map<string, { list: Doclist; since: number }>();
  let size = 0;
  /** Positions in the order of their writes. `since` of a list counts into it. */
  let changes: number[] = [];

  const drop = (phrase: string): void => {
    const known = kept.get(phrase);
    if (known === undefined) return;
    size -= known.list.positions.length + OVERHEAD;
    kept.delete(phrase);
  };
  const forget = (): void => {
    kept.clear();
    size = 0;
    changes = [];
  };
  return {
    of(phrase) {
      const known = kept.get(phrase);
      drop(phrase);
      const list =
        known === undefined ? read(sql, phrase) : known.since === changes.length ? known.list : renewed(known, phrase);
      kept.set(phrase, { list, since: changes.length });
      size += list.positions.length + OVERHEAD;
      for (const oldest of kept.keys()) {
        if (size <= KEPT) break;
        drop(oldest);
      }
      return list;
    },
    changed(position) {
      if (kept.size === 0) return;
      if (changes.length >= CHANGES) forget();
      else changes.push(position);
    },
    forget,
  };

  /** Reads anew only the stretch in which something was written: an import adds at the end. */
  function renewed({ list, since }: { list: Doclist; since: number }, phrase: string): Doclist {
    let low = Infinity;
    let high = -1;
    for (let i = since; i < changes.length; i++) {
      low = Math.min(low, changes[i] ?? 0);
      high = Math.max(high, changes[i] ?? 0);
    }
    const from = firstAtLeast(list.positions, low);
    const to = firstAtLeast(list.positions, high + 1);
    const fresh = read(sql, phrase, { low, high });
    const positions = new Uint32Array(from + fresh.positions.length + list.positions.length - to);
    const columns = new Uint8Array(positions.length);
    for (const [target, before, inside] of [
      [positions, list.positions, fresh.positions],
      [columns, list.columns, fresh.columns],
    ] as const) {
      target.set(before.subarray(0, from));
      target.set(inside, from);
      target.set(before.subarray(to), from + inside.length);
    }
    return { positions, columns };
  }
}

function read(sql: Sql, phrase: string, range?: { low: number; high: number }): Doclist {
  const lists = COLUMNS.map((column) => {
    const match = `${column} : "${phrase}"`;
    const [row] =
      range === undefined
        ? sql.all<{ rows: string | null }>(
            'SELECT group_concat(rowid) AS rows FROM search_words WHERE search_words MATCH ?',
            match,
          )
        : sql.all<{ rows: string | null }>(
            'SELECT group_concat(rowid) AS rows FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ?',
            match,
            range.low + 1,
            range.high + 1,
          );
    return numbersOf(row?.rows ?? '');
  });
  return merge(lists);
}

/** Positions of a list of rowids that are joined by commas. */
function numbersOf(rows: string): Uint32Array {
  if (rows === '') return new Uint32Array(0);
  const numbers = new Uint32Array(Math.ceil(rows.length / 2));
  let length = 0;
  let number = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = rows.charCodeAt(i);
    if (code === 44) {
      numbers[length++] = number - 1;
      number = 0;
    } else {
      number = number * 10 + code - 48;
    }
  }
  numbers[length++] = number - 1;
  return numbers.subarray(0, length);
}

/** Three ascending lists as one. */
function merge(lists: readonly Uint32Array[]): Doclist {
  const positions = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  const columns = new Uint8Array(positions.length);
  const at = [0, 0, 0];
  let length = 0;
  for (;;) {
    let least = Infinity;
    for (let column = 0; column < 3; column++) least = Math.min(least, lists[column]?.[at[column] ?? 0] ?? Infinity);
    if (least === Infinity) break;
    let bits = 0;
    for (let column = 0; column < 3; column++) {
      if (lists[column]?.[at[column] ?? 0] !== least) continue;
      bits |= 1 << column;
      at[column] = (at[column] ?? 0) + 1;
    }
    positions[length] = least;
    columns[length++] = bits;
  }
  return { positions: positions.slice(0, length), columns: columns.slice(0, length) };
}

/** Index of the first position that is not below `position`. */
function firstAtLeast(positions: Uint32Array, position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
