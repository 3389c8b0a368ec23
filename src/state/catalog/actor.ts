import { migrate } from '../migrations.ts';
import type { Sql } from '../sql.ts';
import type {
  CandidateRequest,
  Candidates,
  CatalogProduct,
  CatalogStatus,
  ReadAttribute,
  Suggestion,
  UpsertStatus,
  Work,
  WorkKind,
  WorkResult,
} from './port.ts';
import type { Retrieval } from './retrieval/port.ts';
import { CATALOG_SCHEMA } from './schema.ts';
import { WorkQueue } from './work.ts';

/** What a catalogue is made of. */
export interface CatalogActorOptions {
  sql: Sql;
  /** The index, over the same database. */
  retrieval: Retrieval;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

type ProductRow = { slot: number; id: string; product: string; attributes: string };

/** Where a product of a list of ids is looked up. */
const BY_IDS = 'id IN (SELECT value FROM json_each(?))';

/** Characters of a description that the embedding sees; the models' text of a product is cut before. */
const DESCRIPTION_START = 480;

/**
 * One shop's catalogue, or a shard of it, over a database that is its alone. All of it is synchronous: what a call writes is one transaction.
 * Unchanged products are told by their JSON, and cost no write.
 */
export class CatalogActor {
  readonly #sql: Sql;
  readonly #retrieval: Retrieval;
  readonly #work: WorkQueue;
  #status: CatalogStatus | null = null;

  constructor({ sql, retrieval, now = () => Date.now() }: CatalogActorOptions) {
    migrate(sql, 'catalog', CATALOG_SCHEMA);
    this.#sql = sql;
    this.#retrieval = retrieval;
    this.#work = new WorkQueue(sql, now);
    this.#retrieval.synonyms(this.setting('synonyms'));
  }

  /** Writes a few products: `Catalog.upsert` calls it for each part of a batch. */
  upsert(products: readonly CatalogProduct[]): UpsertStatus[] {
    const known = this.#rows(products.map(({ id }) => id));
    const texts = products.map((product) => JSON.stringify(product));
    if (products.every(({ id }, i) => known.get(id)?.product === texts[i])) return products.map(() => 'unchanged');
    return this.#write((version) =>
      products.map((product, i) => {
        const text = texts[i] as string;
        const before = known.get(product.id);
        if (before?.product === text) return 'unchanged';
        known.set(
          product.id,
          before === undefined ? this.#add(product, text, version) : this.#change(before, product, text, version),
        );
        return before === undefined ? 'created' : 'updated';
      }),
    );
  }

  remove(ids: readonly string[]): boolean[] {
    const known = this.#rows(ids);
    if (known.size === 0) return ids.map(() => false);
    return this.#write(() =>
      ids.map((id) => {
        const row = known.get(id);
        if (row === undefined) return false;
        known.delete(id);
        this.#retrieval.remove(row.slot);
        this.#work.drop(row.slot);
        this.#sql.run('DELETE FROM embedded WHERE slot = ? AND pack IN (SELECT pack FROM packs)', row.slot);
        this.#sql.run('DELETE FROM products WHERE slot = ?', row.slot);
        return true;
      }),
    );
  }

  get(ids: readonly string[]): ({ product: CatalogProduct; attributes: readonly ReadAttribute[] } | null)[] {
    const known = this.#rows(ids);
    return ids.map((id) => {
      const row = known.get(id);
      return row === undefined ? null : parsed(row);
    });
  }

  page(after: string | null, limit: number): CatalogProduct[] {
    const rows = this.#sql.all<{ product: string }>(
      'SELECT product FROM products WHERE id > ? ORDER BY id LIMIT ?',
      after ?? '',
      limit,
    );
    return rows.map(({ product }) => JSON.parse(product) as CatalogProduct);
  }

  status(): CatalogStatus {
    this.#status ??= this.#count();
    return this.#status;
  }

  search(request: CandidateRequest): Candidates {
    const { ranked, ...rest } = this.#retrieval.search(request);
    const rows = this.#sql.all<ProductRow>(
      'SELECT slot, product, attributes FROM products WHERE slot IN (SELECT value FROM json_each(?))',
      JSON.stringify(ranked.map(({ slot }) => slot)),
    );
    const bySlot = new Map(rows.map((row) => [row.slot, row]));
    const candidates = ranked.flatMap(({ slot, ...scores }) => {
      const row = bySlot.get(slot);
      return row === undefined ? [] : [{ ...parsed(row), ...scores }];
    });
    const { version, vectors } = this.#state();
    return { candidates, ...rest, version, vectors };
  }

  suggest(prefix: string, limit: number): Suggestion[] {
    return this.#retrieval.suggest(prefix, limit);
  }

  setting(name: string): string | null {
    const [row] = this.#sql.all<{ json: string }>('SELECT json FROM settings WHERE name = ?', name);
    return row?.json ?? null;
  }

  set(name: string, json: string | null): void {
    if (this.setting(name) === json) return;
    this.#write(() => {
      if (json === null) this.#sql.run('DELETE FROM settings WHERE name = ?', name);
      else this.#sql.run('INSERT OR REPLACE INTO settings (name, json) VALUES (?, ?)', name, json);
    });
    if (name === 'synonyms') this.#retrieval.synonyms(json);
  }

  claim(kind: WorkKind, pack: string, limit: number, lease: number): Work[] {
    const { version, vectors } = this.#state();
    const rows = this.#work.claim(kind, pack, limit, lease, version);
    this.#status = null;
    // The last product that a new pack had not embedded may have been removed.
    if (rows.length === 0 && this.#isReplaced(vectors)) this.#write(() => this.#settleVectors());
    return rows.map(({ id, product, state }) => ({
      id,
      product: JSON.parse(product) as CatalogProduct,
      hash: String(state),
    }));
  }

  release(kind: WorkKind, ids: readonly string[], failed = false): void {
    this.#status = null;
    this.#sql.transaction(() => {
      for (const { slot } of this.#rows(ids).values()) this.#work[failed ? 'rest' : 'release'](kind, slot);
    });
  }

  finish(results: readonly WorkResult[]): void {
    const packs = { embed: this.#work.pack('embed'), attributes: this.#work.pack('attributes') };
    this.#write(() => {
      for (const result of results) {
        if (result.pack !== packs[result.kind]) continue;
        const [row] = this.#sql.all<ProductRow & { meaning: number; wording: number }>(
          'SELECT slot, id, product, attributes, meaning, wording FROM products WHERE id = ?',
          result.id,
        );
        if (row === undefined) continue;
        if (result.kind === 'embed') {
          if (result.hash !== String(row.meaning)) continue;
          this.#retrieval.setVector(row.slot, result.pack, result.vector);
          this.#sql.run('INSERT OR IGNORE INTO embedded (pack, slot) VALUES (?, ?)', result.pack, row.slot);
        } else {
          if (result.hash !== String(row.wording)) continue;
          const { product } = parsed(row);
          this.#sql.run(
            'UPDATE products SET attributes = ?, attributes_pack = ? WHERE slot = ?',
            JSON.stringify(result.attributes),
            result.pack,
            row.slot,
          );
          this.#retrieval.index({ slot: row.slot, product, attributes: result.attributes });
        }
        this.#work.close(result.kind, row.slot);
      }
      this.#settleVectors();
    });
  }

  #rows(ids: readonly string[]): Map<string, ProductRow> {
    const rows = this.#sql.all<ProductRow>(
      `SELECT slot, id, product, attributes FROM products WHERE ${BY_IDS}`,
      JSON.stringify(ids),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  #add(product: CatalogProduct, text: string, version: number): ProductRow {
    const [row] = this.#sql.all<ProductRow>(
      'INSERT INTO products (id, product, meaning, wording) VALUES (?, ?, ?, ?) RETURNING slot, id, product, attributes',
      product.id,
      text,
      version,
      version,
    );
    if (row === undefined) throw new Error('an insert gave no row');
    this.#retrieval.index({ slot: row.slot, product, attributes: [] });
    this.#work.open('embed', row.slot, version);
    this.#work.open('attributes', row.slot, version);
    return row;
  }

  /** What was made of other texts is dropped with them: a vector of what a product no longer is, and evidence in texts it no longer has. */
  #change(before: ProductRow, product: CatalogProduct, text: string, version: number): ProductRow {
    const { slot } = before;
    const old = JSON.parse(before.product) as CatalogProduct;
    const row = { ...before, product: text };
    if (wordingOf(old) === wordingOf(product)) {
      this.#sql.run('UPDATE products SET product = ? WHERE slot = ?', text, slot);
    } else {
      row.attributes = '[]';
      this.#sql.run(
        `UPDATE products SET product = ?, wording = ?, attributes = '[]', attributes_pack = NULL WHERE slot = ?`,
        text,
        version,
        slot,
      );
      this.#work.open('attributes', slot, version);
    }
    if (meaningOf(old) !== meaningOf(product)) {
      this.#sql.run('UPDATE products SET meaning = ? WHERE slot = ?', version, slot);
      this.#sql.run('DELETE FROM embedded WHERE slot = ? AND pack IN (SELECT pack FROM packs)', slot);
      this.#retrieval.removeVectors(slot);
      this.#work.open('embed', slot, version);
    }
    this.#retrieval.index({ slot, product, attributes: parsed(row).attributes });
    return row;
  }

  #state(): { version: number; vectors: string | null } {
    const [row] = this.#sql.all<{ version: number; vectors: string | null }>('SELECT version, vectors FROM state');
    if (row === undefined) throw new Error('the catalogue has no state');
    return row;
  }

  /** One transaction that raises the version, which it is given. */
  #write<Result>(work: (version: number) => Result): Result {
    this.#status = null;
    try {
      return this.#sql.transaction(() => {
        this.#sql.run('UPDATE state SET version = version + 1');
        return work(this.#state().version);
      });
    } catch (error) {
      this.#retrieval.forget();
      throw error;
    }
  }

  /** Whether vectors of another pack than `vectors` are complete. */
  #isReplaced(vectors: string | null): boolean {
    return vectors !== null && this.#work.pack('embed') !== vectors && this.#work.isCaughtUp('embed');
  }

  /** The first pack's vectors count at once; a later one's when all are there, and the former's go in the same moment. */
  #settleVectors(): void {
    const { vectors } = this.#state();
    const pack = this.#work.pack('embed');
    if (pack === null || pack === vectors) return;
    if (vectors === null) {
      if (this.#sql.all('SELECT 1 FROM embedded WHERE pack = ? LIMIT 1', pack).length === 0) return;
    } else if (!this.#isReplaced(vectors)) return;
    this.#sql.run('UPDATE state SET vectors = ?', pack);
    for (const { pack: other } of this.#sql.all<{ pack: string }>(
      'SELECT DISTINCT pack FROM embedded WHERE pack <> ?',
      pack,
    )) {
      this.#retrieval.dropPack(other);
      this.#sql.run('DELETE FROM embedded WHERE pack = ?', other);
    }
  }

  #count(): CatalogStatus {
    const one = (statement: string, ...values: (string | null)[]): number =>
      Number(this.#sql.all<{ n: number }>(statement, ...values)[0]?.n);
    const products = one('SELECT count(*) AS n FROM products');
    return {
      products,
      // Indexed in the transaction that writes it.
      keyword: products,
      embedded: one('SELECT count(*) AS n FROM embedded WHERE pack = ?', this.#work.pack('embed')),
      attributed: one('SELECT count(*) AS n FROM products WHERE attributes_pack IS NOT NULL'),
      pending: this.#work.pending(),
      failed: this.#work.failed(),
      ...this.#state(),
    };
  }
}

function parsed({ product, attributes }: Pick<ProductRow, 'product' | 'attributes'>) {
  return {
    product: JSON.parse(product) as CatalogProduct,
    attributes: JSON.parse(attributes) as ReadAttribute[],
  };
}

/** What the embedding depends on, as one text. */
function meaningOf({ title, brand, category, color, bullets, description }: CatalogProduct): string {
  return JSON.stringify([title, brand, category, color, bullets, description?.slice(0, DESCRIPTION_START)]);
}

/** What the attributes depend on, as one text. */
function wordingOf({ title, brand, color, bullets, description, attributes, image_url }: CatalogProduct): string {
  return JSON.stringify([title, brand, color, bullets, description, attributes, image_url]);
}
