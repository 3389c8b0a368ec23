import type { Sql, SqlValue } from '../sql.ts';
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

interface ImpressionRow {
  impression: string;
  rewards: string;
  ranked: string | null;
  [column: string]: string | null;
}

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
  add({ draws, ...impression }: Impression): boolean {
    const { answerId, shopper, at } = impression;
    const added = this.#sql.run(
      "INSERT OR IGNORE INTO impressions (answer, shopper, at, impression, rewards, ranked) VALUES (?, ?, ?, ?, '{}', ?)",
      answerId,
      shopper,
      at,
      JSON.stringify(impression),
      draws?.kind ?? null,
    );
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
    const those = `SELECT answer FROM impressions WHERE ${condition}`;
    this.#sql.run(`DELETE FROM draws WHERE answer IN (${those})`, ...values);
    const removed = this.#sql.run(`DELETE FROM impressions WHERE answer IN (${those})`, ...values);
    if (this.#count !== null) this.#count -= removed;
    return removed;
  }

  /** Credits the product of an event in the answer that it follows; tells what does not join, and what does when it is the best so far. */
  reward({ answerId, productId, position, type }: ShopperEvent): { codes: EventRemark[]; joined: Joined | null } {
    if (answerId === undefined) return { codes: [], joined: null };
    const [row] = this.#sql.all<ImpressionRow>(
      'SELECT impression, rewards, ranked FROM impressions WHERE answer = ?',
      answerId,
    );
    if (row === undefined) return { codes: ['unknown_answer'], joined: null };
    if (productId === undefined) return { codes: [], joined: null };
    const { items } = JSON.parse(row.impression) as Impression;
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
      .all<ImpressionRow>(
        'SELECT impression, rewards, ranked FROM impressions WHERE at >= ? ORDER BY at DESC, answer LIMIT ?',
        since,
        limit,
      )
      .map(({ impression, rewards }) => ({
        ...(JSON.parse(impression) as Impression),
        rewards: JSON.parse(rewards) as Outcome['rewards'],
      }));
  }

  /** Deletes those of a shopper, and tells whether there were any. */
  forget(shopper: string): boolean {
    return this.#remove('shopper = ?', shopper) > 0;
  }

  /** Those of one shopper become another's. */
  move(from: string, into: string): void {
    const rows = this.#sql.all<{ answer: string; impression: string }>(
      'SELECT answer, impression FROM impressions WHERE shopper = ?',
      from,
    );
    for (const { answer, impression } of rows) {
      const moved: Impression = { ...(JSON.parse(impression) as Impression), shopper: into };
      this.#sql.run(
        'UPDATE impressions SET shopper = ?, impression = ? WHERE answer = ?',
        into,
        JSON.stringify(moved),
        answer,
      );
    }
  }
}
