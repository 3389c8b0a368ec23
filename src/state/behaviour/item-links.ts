import type { Sql } from '../sql.ts';
import type { Neighbour } from './port.ts';

/** An item's neighbours by their numbers. */
export type Links = Map<number, Neighbour>;

/** Weights are kept in millionths. */
const PARTS = 1e6;

/** 32-bit words of a link. */
const WORDS = 4;

const HIGH = 2 ** 32;

/**
 * Links as they lie in a column, 16 bytes each: as little-endian words its item's number, the lower halves of its weights after and before in
 * millionths, and then in 16 bits how often both were bought, and in 8 each the weights' upper parts. So weights end at a million, and what was
 * bought at 65,535. Kept beside what it is made of, since most of the links of an item that changes stay as they are.
 */
export class PackedLinks {
  #words: Uint32Array<ArrayBuffer>;
  #end = 0;

  constructor(links: Links) {
    this.#words = new Uint32Array(WORDS * links.size);
    for (const [number, neighbour] of links) this.#put(this.#end, number, neighbour);
  }

  /** As they are until the next change. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#words.buffer, 0, this.#words.BYTES_PER_ELEMENT * this.#end);
  }

  set(number: number, neighbour: Neighbour): void {
    this.#put(this.#find(number), number, neighbour);
  }

  delete(number: number): void {
    const at = this.#find(number);
    if (at === this.#end) return;
    this.#end -= WORDS;
    this.#words.copyWithin(at, this.#end, this.#end + WORDS);
  }

  /** Where it is, or could begin. */
  #find(number: number): number {
    let at = 0;
    while (at < this.#end && this.#words[at] !== number) at += WORDS;
    return at;
  }

  #put(at: number, number: number, { after, before, boughtTogether }: Neighbour): void {
    if (at === this.#end) this.#end += WORDS;
    if (this.#end > this.#words.length) {
      const longer = new Uint32Array(2 * this.#end);
      longer.set(this.#words);
      this.#words = longer;
    }
    const [one, other] = [partsOf(after), partsOf(before)];
    this.#words[at] = number;
    this.#words[at + 1] = one;
    this.#words[at + 2] = other;
    this.#words[at + 3] = Math.min(boughtTogether, 0xffff) | ((one / HIGH) << 16) | ((other / HIGH) << 24);
  }
}

const partsOf = (weight: number): number => Math.min(Math.round(weight * PARTS), 256 * HIGH - 1);

/** The links of items in their table. Rows that have not changed since they were JSON by id are read too. */
export class ItemLinks {
  readonly #sql: Sql;
  readonly #holds: number;
  /** The ids of numbers, of as many as memory may hold. */
  readonly #ids = new Map<number, string>();

  constructor(sql: Sql, holds: number) {
    this.#sql = sql;
    this.#holds = holds;
  }

  /** Gives an item that has none its number. */
  number(id: string): number {
    const [row] = this.#sql.all<{ number: number }>('INSERT INTO item_numbers (id) VALUES (?) RETURNING number', id);
    return Number(row?.number);
  }

  /** The links of a column, but for those to items that are no more; one statement, however many they are. */
  read(column: string | Uint8Array): Links {
    if (typeof column === 'string') return this.#readJson(column);
    const words = new Uint32Array(column.slice().buffer);
    this.#find(words);
    const links: Links = new Map();
    for (let at = 0; at < words.length; at += WORDS) {
      const [number, one, other, rest] = [
        word(words, at),
        word(words, at + 1),
        word(words, at + 2),
        word(words, at + 3),
      ];
      const id = this.#ids.get(number);
      if (id === undefined) continue;
      const after = (one + ((rest >>> 16) & 255) * HIGH) / PARTS;
      links.set(number, { id, after, before: (other + (rest >>> 24) * HIGH) / PARTS, boughtTogether: rest & 0xffff });
    }
    return links;
  }

  /** An item is no more, and its number nobody's. */
  drop(number: number): void {
    this.#sql.run('DELETE FROM item_numbers WHERE number = ?', number);
    this.#ids.delete(number);
  }

  /** Forgets what is in memory: it is read again. */
  forget(): void {
    this.#ids.clear();
  }

  /** Reads the ids of those numbers that are not in memory, in one statement and one row. */
  #find(words: Uint32Array): void {
    if (this.#ids.size > this.#holds) this.#ids.clear();
    const unknown: number[] = [];
    for (let at = 0; at < words.length; at += WORDS) {
      if (!this.#ids.has(word(words, at))) unknown.push(word(words, at));
    }
    if (unknown.length === 0) return;
    const [row] = this.#sql.all<{ ids: string }>(
      'SELECT json_group_object(number, item_numbers.id) AS ids FROM json_each(?) CROSS JOIN item_numbers ON number = value',
      JSON.stringify(unknown),
    );
    for (const [number, id] of Object.entries(JSON.parse(row?.ids ?? '{}') as Record<string, string>)) {
      this.#ids.set(Number(number), id);
    }
  }

  #readJson(column: string): Links {
    const [row] = this.#sql.all<{ numbers: string }>(
      'SELECT json_group_object(item_numbers.id, number) AS numbers FROM json_each(?) CROSS JOIN item_numbers ON item_numbers.id = value ->> 0',
      column,
    );
    const numbers = new Map(Object.entries(JSON.parse(row?.numbers ?? '{}') as Record<string, number>));
    const links: Links = new Map();
    for (const [id, after, before, boughtTogether] of JSON.parse(column) as [string, number, number, number][]) {
      const number = numbers.get(id);
      if (number !== undefined) links.set(number, { id, after, before, boughtTogether });
    }
    return links;
  }
}

const word = (words: Uint32Array, at: number): number => words[at] ?? 0;
