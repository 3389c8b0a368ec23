import type { Sql } from '../sql.ts';
import type { WorkKind } from './port.ts';

/** How long a pack that another one has followed gets no work, in milliseconds: while a release rolls out, both ask. */
const ROLLOUT = 600_000;

/** A piece that failed by itself so often that nothing waits for it any more. The index `failed` is of these words. */
const FAILED = 'tries >= 5';

/** How long a piece that failed by itself rests, in milliseconds: each time twice as long, and a day when it has failed too often. */
const REST = 60_000;
const LONGEST_REST = 86_400_000;

/** What each kind of work depends on: the column of the version at which it last changed, and the products that a pack has done. */
const DEPENDS = {
  embed: { on: 'meaning', done: 'slot IN (SELECT slot FROM embedded WHERE pack = ?)' },
  attributes: { on: 'wording', done: 'attributes_pack IS ?' },
} as const;

/** A claimed piece as it lies in the tables. */
export type ClaimedRow = { slot: number; id: string; product: string; state: number };

/** The open work of a catalogue, in its `work` and `packs` tables. All but `claim` is called inside the transaction that it belongs to. */
export class WorkQueue {
  readonly #sql: Sql;
  readonly #now: () => number;

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
    // Who had claimed something may be gone with the process that had the database before.
    sql.run('UPDATE work SET hidden = 0 WHERE hidden > 0');
  }

  /** Opens a piece, or opens it anew: who has it claimed works in vain. */
  open(kind: WorkKind, slot: number, version: number): void {
    this.#sql.run('INSERT OR REPLACE INTO work (kind, slot, opened) VALUES (?, ?, ?)', kind, slot, version);
  }

  close(kind: WorkKind, slot: number): void {
    this.#sql.run('DELETE FROM work WHERE kind = ? AND slot = ?', kind, slot);
  }

  release(kind: WorkKind, slot: number): void {
    this.#sql.run('UPDATE work SET hidden = ? WHERE kind = ? AND slot = ?', this.#now(), kind, slot);
  }

  /** A claimed piece that failed by itself; one that was opened anew since is another one. */
  rest(kind: WorkKind, slot: number): void {
    this.#sql.run(
      `UPDATE work SET tries = tries + 1, hidden = ? + iif(tries < 4, ${REST} << tries, ${LONGEST_REST})
       WHERE kind = ? AND slot = ? AND hidden > 0`,
      this.#now(),
      kind,
      slot,
    );
  }

  /** Closes whatever is open of a product. */
  drop(slot: number): void {
    this.#sql.run("DELETE FROM work WHERE kind IN ('embed', 'attributes') AND slot = ?", slot);
  }

  /** Pieces that are open, claimed or not, and may yet be done. */
  pending(): number {
    const [row] = this.#sql.all(
      `SELECT (SELECT count(*) FROM work) - (SELECT count(*) FROM work WHERE ${FAILED}) AS open`,
    );
    return Number(row?.['open']);
  }

  /** Ids of products of which a piece failed too often. */
  failed(): string[] {
    return this.#sql
      .all<{ id: string }>(
        `SELECT DISTINCT id FROM work JOIN products USING (slot) WHERE ${FAILED} ORDER BY id LIMIT 100`,
      )
      .map(({ id }) => id);
  }

  /** The pack that the work is done for: the last one that asked. */
  pack(kind: WorkKind): string | null {
    return this.#latest(kind)?.pack ?? null;
  }

  /** Whether what was there when the pack first asked is done, as far as it can be. */
  isCaughtUp(kind: WorkKind): boolean {
    const since = this.#latest(kind)?.since ?? 0;
    const open = `SELECT 1 FROM work WHERE kind = ? AND opened <= ? AND NOT (${FAILED}) LIMIT 1`;
    return this.#sql.all(open, kind, since).length === 0;
  }

  /**
   * Hands out work for a pack, nothing when a newer one has taken over. A pack that asks for the first time opens all products for its
   * kind of work. What was never claimed comes first, then what was claimed longest ago and not finished.
   */
  claim(kind: WorkKind, pack: string, limit: number, lease: number, version: number): ClaimedRow[] {
    return this.#sql.transaction(() => {
      if (!this.#takesOver(kind, pack, version)) return [];
      const now = this.#now();
      const rows = this.#sql.all<ClaimedRow>(
        `SELECT slot, id, product, ${DEPENDS[kind].on} AS state FROM work JOIN products USING (slot)
         WHERE kind = ? AND hidden <= ? ORDER BY hidden, opened, slot LIMIT ?`,
        kind,
        now,
        limit,
      );
      for (const { slot } of rows) {
        this.#sql.run('UPDATE work SET hidden = ? WHERE kind = ? AND slot = ?', now + lease, kind, slot);
      }
      return rows;
    });
  }

  #latest(kind: WorkKind): { pack: string; since: number } | undefined {
    return this.#sql.all<{ pack: string; since: number }>(
      'SELECT pack, since FROM packs WHERE kind = ? AND left IS NULL',
      kind,
    )[0];
  }

  /** Whether the pack has the say, which one that has it not may take. */
  #takesOver(kind: WorkKind, pack: string, version: number): boolean {
    const latest = this.#latest(kind);
    if (latest?.pack === pack) return true;
    const now = this.#now();
    const [before] = this.#sql.all<{ left: number }>('SELECT left FROM packs WHERE kind = ? AND pack = ?', kind, pack);
    if (before !== undefined && now < before.left + ROLLOUT) return false;
    this.#sql.run('UPDATE packs SET left = ? WHERE kind = ? AND left IS NULL', now, kind);
    this.#sql.run('INSERT OR REPLACE INTO packs (kind, pack, since) VALUES (?, ?, ?)', kind, pack, version);
    // What an earlier pack has claimed, or failed at, is open again.
    this.#sql.run('UPDATE work SET hidden = 0, tries = 0 WHERE kind = ?', kind);
    this.#sql.run(
      `INSERT OR IGNORE INTO work (kind, slot, opened) SELECT ?, slot, ? FROM products WHERE NOT (${DEPENDS[kind].done})`,
      kind,
      version,
      pack,
    );
    return true;
  }
}
