import type { Sql } from '../sql.ts';
import type { EventRemark, EventType, Impression, Outcome, ShopperEvent } from './port.ts';

/** An impression is kept for 90 days. */
const KEPT_FOR = 90 * 24 * 60 * 60 * 1_000;

/** Old ones are taken out so many at a time, whenever one is added. */
const SWEEP = 10;

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
  [column: string]: string;
}

/** What was shown to shoppers, and what came of it. */
export class Impressions {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Remembers one; the same again changes nothing. */
  add(impression: Impression): void {
    const { answerId, shopper, at } = impression;
    this.#sql.transaction(() => {
      this.#sql.run(
        "INSERT OR IGNORE INTO impressions (answer, shopper, at, impression, rewards) VALUES (?, ?, ?, ?, '{}')",
        answerId,
        shopper,
        at,
        JSON.stringify(impression),
      );
      this.#sql.run(
        'DELETE FROM impressions WHERE answer IN (SELECT answer FROM impressions WHERE at < ? ORDER BY at LIMIT ?)',
        at - KEPT_FOR,
        SWEEP,
      );
    });
  }

  /** Credits the product of an event in the answer that it follows; tells what does not join. */
  reward({ answerId, productId, position, type }: ShopperEvent): EventRemark[] {
    if (answerId === undefined) return [];
    const [row] = this.#sql.all<ImpressionRow>(
      'SELECT impression, rewards FROM impressions WHERE answer = ?',
      answerId,
    );
    if (row === undefined) return ['unknown_answer'];
    if (productId === undefined) return [];
    const { items } = JSON.parse(row.impression) as Impression;
    const shown = items.find(({ id }) => id === productId);
    if (shown === undefined) return ['no_impression'];
    const rewards = JSON.parse(row.rewards) as Outcome['rewards'];
    const former = rewards[productId];
    if (former === undefined || WORTH[type] > WORTH[former]) {
      rewards[productId] = type;
      this.#sql.run('UPDATE impressions SET rewards = ? WHERE answer = ?', JSON.stringify(rewards), answerId);
    }
    return position !== undefined && position !== shown.position ? ['wrong_position'] : [];
  }

  /** Those since a time, newest first. */
  since(since: number, limit: number): Outcome[] {
    return this.#sql
      .all<ImpressionRow>(
        'SELECT impression, rewards FROM impressions WHERE at >= ? ORDER BY at DESC, answer LIMIT ?',
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
    return this.#sql.run('DELETE FROM impressions WHERE shopper = ?', shopper) > 0;
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
