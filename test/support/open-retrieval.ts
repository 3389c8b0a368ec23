import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CandidateRequest, CatalogProduct } from '../../src/state/catalog/port.ts';
import { createRetrieval } from '../../src/state/catalog/retrieval/retrieval.ts';
import { type NodeSqlite, nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';

/** The committed scan, compiled. */
export const vectorScan = new WebAssembly.Module(
  readFileSync(new URL('../../src/state/catalog/retrieval/vector-scan.wasm', import.meta.url)),
);

/** An empty database in a folder of its own that goes with the test. */
export function openDatabase(): NodeSqlite {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-retrieval-'));
  const sql = nodeSqlite(join(folder, 'catalog.sqlite'));
  onTestFinished(() => {
    sql.close();
    rmSync(folder, { recursive: true });
  });
  return sql;
}

/** What a test asks for, beside the text. */
export type Asked = Partial<Omit<CandidateRequest, 'text'>>;

/** An index with products, their slots counted from 1, and a search whose answers are by id. */
export function openRetrieval(products: readonly CatalogProduct[]) {
  const sql = openDatabase();
  const retrieval = createRetrieval(sql, { vectorScan });
  const ids = new Map<number, string>();
  const put = (slot: number, product: CatalogProduct): void => {
    ids.set(slot, product.id);
    sql.transaction(() => retrieval.index({ slot, product, attributes: [] }));
  };
  for (const [i, product] of products.entries()) put(i + 1, product);
  const ask = (text: string, asked: Asked = {}) => {
    const answer = retrieval.search({
      text,
      vector: null,
      pack: 'pack',
      filters: { fields: {}, not: {} },
      weights: { keyword: 1, semantic: 1 },
      limit: 20,
      ...asked,
    });
    return { ...answer, ids: answer.ranked.map(({ slot }) => ids.get(slot)) };
  };
  return { sql, retrieval, put, ask, ids: (text: string, asked?: Asked) => ask(text, asked).ids };
}
