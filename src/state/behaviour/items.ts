import type { Sql, SqlRow } from '../sql.ts';
import { ItemGraph, type Link } from './item-graph.ts';
import { Popular } from './popular.ts';
import type { ItemCounts, Neighbour } from './port.ts';

interface ItemRow extends SqlRow {
  events: number;
  popularity: number | null;
  weight: number;
  links: string;
}

/** The graph of items over its table: a row an item, with its neighbours in it. */
export class Items {
  readonly graph: ItemGraph;
  readonly #sql: Sql;
  readonly #popular: Popular;

  /** `holds`: about how many neighbours stay in memory, at 120 bytes each. */
  constructor(sql: Sql, holds: number) {
    this.#sql = sql;
    this.#popular = new Popular(sql);
    this.graph = new ItemGraph({
      holds,
      read: (id) => {
        const [row] = sql.all<ItemRow>('SELECT events, popularity, weight, links FROM items WHERE id = ?', id);
        return row === undefined ? null : { ...row, links: JSON.parse(row.links) as Link[] };
      },
    });
  }

  /** Writes what has changed. What nothing speaks for any more goes. */
  keep(): void {
    for (const [id, record] of this.graph.changed()) {
      const { events, popularity, weight, links } = record;
      this.#popular.changed(id, record);
      if (events === 0 && links.length === 0) this.#sql.run('DELETE FROM items WHERE id = ?', id);
      else {
        this.#sql.run(
          `INSERT INTO items (id, events, popularity, weight, links) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET events = excluded.events, popularity = excluded.popularity, weight = excluded.weight, links = excluded.links`,
          id,
          events,
          popularity,
          weight,
          JSON.stringify(links),
        );
      }
    }
  }

  /** Forgets what is in memory: it is read again. */
  forget(): void {
    this.graph.forget();
    this.#popular.forget();
  }

  /** As the port has it. */
  neighbours(ids: readonly string[], limit: number, now: number): { neighbours: Neighbour[][]; counts: ItemCounts[] } {
    return this.graph.around(ids, limit, now);
  }

  /** The most popular, the most first. */
  popular(limit: number, now: number): ItemCounts[] {
    return this.#popular.list(limit, now);
  }
}
