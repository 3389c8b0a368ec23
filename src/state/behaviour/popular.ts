import type { Sql } from '../sql.ts';
import { type ItemRecord, popularityAt } from './item-graph.ts';
import type { ItemCounts } from './port.ts';

/** An item by its popularity, which is kept as `ItemRecord` has it: as of time 0, so that the order stays as time goes by. */
type PopularItem = { id: string; events: number; popularity: number; weight: number };

/** So many stay in memory; more are asked of the table. */
const MOST = 400;

/** So many milliseconds what was told is told again: popularity falls by less than a millionth meanwhile. */
const SAME = 1_000;

/** The most popular items, kept in memory beside their table: every answer asks for them, and an event changes few. */
export class Popular {
  readonly #sql: Sql;
  /** The most popular first; null: to be read. */
  #list: PopularItem[] | null = null;
  #told: { counts: ItemCounts[]; limit: number; at: number } | null = null;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** At most `limit` as of `now`, the most popular first, of equals by id. The same list is told again while it is the same. */
  list(limit: number, now: number): ItemCounts[] {
    const told = this.#told;
    if (told?.limit === limit && Math.abs(now - told.at) < SAME) return told.counts;
    if (limit <= MOST) this.#list ??= this.#read(MOST);
    const counts = (limit > MOST ? this.#read(limit) : (this.#list ?? []).slice(0, limit)).map(
      ({ id, events, popularity, weight }): ItemCounts => {
        return { id, popularity: popularityAt(popularity, now), events, weight };
      },
    );
    if (limit <= MOST) this.#told = { counts, limit, at: now };
    return counts;
  }

  /** An item of the table is another now. */
  changed(id: string, { events, popularity, weight }: Omit<ItemRecord, 'links'>): void {
    const list = this.#list;
    if (list === null) return;
    const last = list[MOST - 1];
    const at = list.findIndex((one) => one.id === id);
    const before = list[at];
    if (before !== undefined) {
      // Another one than those in memory may come before it now.
      if (popularity === null || popularity < before.popularity) return this.forget();
      list.splice(at, 1);
      this.#told = null;
    }
    if (popularity === null) return;
    const item = { id, events, popularity, weight };
    if (before === undefined && last !== undefined && isBefore(last, item)) return;
    this.#told = null;
    const place = list.findIndex((one) => isBefore(item, one));
    list.splice(place < 0 ? list.length : place, 0, item);
    list.length = Math.min(list.length, MOST);
  }

  /** Forgets what is in memory: it is read again. */
  forget(): void {
    this.#list = null;
    this.#told = null;
  }

  #read(limit: number): PopularItem[] {
    return this.#sql.all<PopularItem>(
      'SELECT id, events, popularity, weight FROM items WHERE popularity IS NOT NULL ORDER BY popularity DESC, id LIMIT ?',
      limit,
    );
  }
}

const isBefore = (one: PopularItem, other: PopularItem): boolean =>
  one.popularity > other.popularity || (one.popularity === other.popularity && one.id < other.id);
