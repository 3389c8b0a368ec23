import type { Sql, SqlRow, SqlValue } from '../sql.ts';
import { packedList, unpackedList } from './packed.ts';
import type { EventRemark, EventType, Impression, Outcome, ShopperEvent } from './port.ts';

/** What an event joined: the answer, and the best that had happened on its product before. */
export interface Joined {
  answerId: string;
  /** Whose weights drew the answer; null: none did. */
  ranked: string | null;
  items: Impression['items'];
  productId: string;
  /** Its place, from 0. */
  place: number;
  type: EventType;
  former: EventType | undefined;
}

/** An impression is kept for 90 days, unless too many come after it. */
const KEPT_FOR = 90 * 24 * 60 * 60 * 1_000;

/** Old ones are taken out so many at a time, whenever some are added: more than are added together. */
const SWEEP = 100;

/** What counts for more; a dismissal stands only alone. */
const WORTH: Readonly<Record<EventType, number>> = {
  search: 0,
  dismiss: 1,
  view: 2,
  click: 3,
  add_to_cart: 4,
  purchase: 5,
};

interface ImpressionRow extends SqlRow {
  answer: string;
  shopper: string | null;
  at: number;
  list: string;
  rewards: string;
  ranked: string | null;
}

/** A list stands in a row of its own or, as earlier releases kept it, in that of its impression. */
const ROWS = `SELECT answer, shopper, at, coalesce(list, impression) AS list, rewards, ranked
  FROM impressions LEFT JOIN lists ON seq = impression`;

/** What was shown to shoppers, and what came of it. */
export class Impressions {
  readonly #sql: Sql;
  readonly #most: number;
  /** How many there are; null: to be counted. */
  #count: number | null = null;

  /** `most`: how many are kept, the newest. */
  constructor(sql: Sql, most: number) {
    this.#sql = sql;
    this.#most = most;
  }

  /** Remembers one, its draws aside; the same again changes nothing. True when it is new. */
  add({ answerId, shopper, at, draws, ...list }: Impression): boolean {
    this.#sql.run('INSERT INTO lists (list) VALUES (?)', packedList(list));
    const added = this.#sql.run(
      "INSERT OR IGNORE INTO impressions (answer, shopper, at, impression, rewards, ranked) VALUES (?, ?, ?, last_insert_rowid(), '{}', ?)",
      answerId,
      shopper,
      at,
      draws?.kind ?? null,
    );
    if (added === 0) this.#sql.run('DELETE FROM lists WHERE seq = last_insert_rowid()');
    if (this.#count !== null) this.#count += added;
    return added > 0;
  }

  /**
   * Takes out the oldest that are too many, and some of those that are too old at a time, with how they were drawn, since nothing else says
   * whose that was; to be called as often as any are added.
   */
  sweep(now: number): void {
    this.#count ??= Number(this.#sql.all('SELECT count(*) AS count FROM impressions')[0]?.['count']);
    this.#remove('at < ? ORDER BY at LIMIT ?', now - KEPT_FOR, SWEEP);
    const over = this.#count - this.#most;
    if (over > 0) this.#remove('true ORDER BY at LIMIT ?', over);
  }

  /** What a transaction that failed has changed in memory is counted again. */
  recount(): void {
    this.#count = null;
  }

  /** Takes out those that hold a condition, with how they were drawn, and tells how many. */
  #remove(condition: string, ...values: SqlValue[]): number {
    const those = (column: string): string => `(SELECT ${column} FROM impressions WHERE ${condition})`;
    this.#sql.run(`DELETE FROM draws WHERE answer IN ${those('answer')}`, ...values);
    this.#sql.run(`DELETE FROM lists WHERE seq IN ${those('impression')}`, ...values);
    const removed = this.#sql.run(`DELETE FROM impressions WHERE answer IN ${those('answer')}`, ...values);
    if (this.#count !== null) this.#count -= removed;
    return removed;
  }

  /** Credits the product of an event in the answer that it follows; tells what does not join, and what does when it is the best so far. */
  reward({ answerId, productId, position, type }: ShopperEvent): { codes: EventRemark[]; joined: Joined | null } {
    if (answerId === undefined) return { codes: [], joined: null };
    const [row] = this.#sql.all<ImpressionRow>(`${ROWS} WHERE answer = ?`, answerId);
    if (row === undefined) return { codes: ['unknown_answer'], joined: null };
    if (productId === undefined) return { codes: [], joined: null };
    const { items } = unpackedList(row.list);
    const place = items.findIndex(({ id }) => id === productId);
    const shown = items[place];
    if (shown === undefined) return { codes: ['no_impression'], joined: null };
    const codes: EventRemark[] = position !== undefined && position !== shown.position ? ['wrong_position'] : [];
    const rewards = JSON.parse(row.rewards) as Outcome['rewards'];
    const former = rewards[productId];
    if (former !== undefined && WORTH[type] <= WORTH[former]) return { codes, joined: null };
    rewards[productId] = type;
    this.#sql.run('UPDATE impressions SET rewards = ? WHERE answer = ?', JSON.stringify(rewards), answerId);
    return { codes, joined: { answerId, ranked: row.ranked, items, productId, place, type, former } };
  }

  /** Those since a time, newest first. */
  since(since: number, limit: number): Outcome[] {
    return this.#sql
      .all<ImpressionRow>(`${ROWS} WHERE at >= ? ORDER BY at DESC, answer LIMIT ?`, since, limit)
      .map(({ answer, shopper, at, list, rewards }) => ({
        ...unpackedList(list),
        answerId: answer,
        shopper,
        at,
        rewards: JSON.parse(rewards) as Outcome['rewards'],
      }));
  }

  /** Deletes those of a shopper, and tells whether there were any. */
  forget(shopper: string): boolean {
    return this.#remove('shopper = ?', shopper) > 0;
  }

  /** Those of one shopper become another's. */
  move(from: string, into: string): void {
    this.#sql.run('UPDATE impressions SET shopper = ? WHERE shopper = ?', into, from);
  }
}
