import type { Sql, SqlRow } from '../sql.ts';
import { isEmpty, ItemGraph } from './item-graph.ts';
import { ItemLinks, PackedLinks } from './item-links.ts';
import { Popular } from './popular.ts';
import type { ItemCounts, Neighbour } from './port.ts';

interface ItemRow extends SqlRow {
  number: number;
  events: number;
  popularity: number | null;
  weight: number;
  links: string | Uint8Array;
}

/** The graph of items over its table: a row an item, with its neighbours in it. */
export class Items {
  readonly graph: ItemGraph;
  readonly #sql: Sql;
  readonly #links: ItemLinks;
  readonly #popular: Popular;

  /** `holds`: about how many neighbours stay in memory, at 120 bytes each. */
  constructor(sql: Sql, holds: number) {
    this.#sql = sql;
    this.#popular = new Popular(sql);
    const links = new ItemLinks(sql, holds / 4);
    this.#links = links;
    this.graph = new ItemGraph({
      holds,
      number: (id) => links.number(id),
      read: (id) => {
        const [row] = sql.all<ItemRow>(
          'SELECT number, events, popularity, weight, links FROM items JOIN item_numbers USING (id) WHERE id = ?',
          id,
        );
        return row === undefined ? null : { ...row, links: links.read(row.links) };
      },
    });
  }

  /** Writes what has changed. What nothing speaks for any more goes. */
  keep(): void {
    for (const item of this.graph.changed()) {
      this.#popular.changed(item.id, item);
      if (isEmpty(item)) {
        this.#sql.run('DELETE FROM items WHERE id = ?', item.id);
        this.#links.drop(item.number);
        continue;
      }
      const { id, events, popularity } = item;
      item.packed ??= new PackedLinks(item.links);
      const links = item.packed.bytes;
      const weight = Math.round(item.weight * 1e6) / 1e6;
      // Most are neighbours of what an event names: their place in the index of popularity is not written again.
      if (!item.counted) this.#sql.run('UPDATE items SET weight = ?, links = ? WHERE id = ?', weight, links, id);
      else {
        this.#sql.run(
          `INSERT INTO items (id, events, popularity, weight, links) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET events = excluded.events, popularity = excluded.popularity, weight = excluded.weight, links = excluded.links`,
          id,
          events,
          popularity,
          weight,
          links,
        );
      }
    }
  }

  /** Forgets what is in memory: it is read again. */
  forget(): void {
    this.graph.forget();
    this.#links.forget();
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
