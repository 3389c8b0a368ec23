// Hybrid candidates with filters, products and attributes in one process: ours against Orama, and our vector part against sqlite-vec.
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { create, insertMultiple, search } from '@orama/orama';
import * as sqliteVec from 'sqlite-vec';
import { CatalogActor } from '../../src/state/catalog/actor.ts';
import { createRetrieval } from '../../src/state/catalog/retrieval/retrieval.ts';
import { createVectorScan, quantise } from '../../src/state/catalog/retrieval/vector-scan.ts';
import { nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';
import { type BenchCatalog, benchCatalog, DIMENSIONS } from './load/catalog.ts';
import { type BenchResult, duel } from './measure.ts';

const PACK = 'bench';
const LIMIT = 50;
const NEAREST = 10;
const BATCH = 50;

const vectorScan = new WebAssembly.Module(
  readFileSync(new URL('../../src/state/catalog/retrieval/vector-scan.wasm', import.meta.url)),
);

/** `--products`, `--queries`, `--repeats`; `--titles FILE --vectors FILE` extend a real catalogue instead of a made one. */
export async function bench(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      products: { type: 'string', default: '100000' },
      queries: { type: 'string', default: '400' },
      repeats: { type: 'string', default: '3' },
      titles: { type: 'string' },
      vectors: { type: 'string' },
    },
  });
  const catalog = benchCatalog({
    count: Number(values.products),
    queries: Number(values.queries),
    ...(values.titles === undefined ? {} : { titles: values.titles }),
    ...(values.vectors === undefined ? {} : { vectors: values.vectors }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'aisle-bench-'));
  try {
    return await compare(catalog, folder, Number(values.repeats));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(catalog: BenchCatalog, folder: string, repeats: number): Promise<BenchResult> {
  const { queries } = catalog;
  const notes: string[] = [];
  const file = join(folder, 'catalog.sqlite');
  fill(file, catalog, notes);

  const before = memory();
  const sql = nodeSqlite(file);
  const actor = new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan }) });
  const ours = (query: BenchCatalog['queries'][number]): unknown =>
    actor.search({ ...query, pack: PACK, weights: { keyword: 1, semantic: 1 }, limit: LIMIT });
  const [query] = queries;
  if (query === undefined) throw new Error('--queries must be at least 1');
  const opened = performance.now();
  ours(query);
  notes.push(`ours, first search after opening: ${(performance.now() - opened).toFixed(0)} ms`);
  const cold = await times(queries, ours);
  notes.push(`ours, each query for the first time: p50 ${quantile(cold, 0.5)} ms, p99 ${quantile(cold, 0.99)} ms`);
  notes.push(
    `ours, memory with all of it searched: ${((memory() - before) / 1e6).toFixed(0)} MB resident (target ≤ 120)`,
  );

  const peer = await orama(catalog);
  const vec = sqliteVecScan(catalog);
  const scan = createVectorScan(DIMENSIONS, vectorScan);
  scan.grow(catalog.vectors.length);
  for (const [position, vector] of catalog.vectors.entries()) {
    const { scale, bytes } = quantise(vector);
    scan.put(position, Float32Array.of(scale), bytes);
  }
  const scanned = (one: { vector: Float32Array }): number[] => nearest(scan.scores(one.vector, null));
  notes.push(`vector part, recall@${NEAREST} against exact: ours ${recall(catalog, scanned)} (target ≥ .98)`);

  const versus = (name: string, share: number, target: number | null) =>
    duel(
      {
        name,
        unit: 'ms',
        better: 'less',
        target,
        peerName: 'Orama hybrid',
        ours: async () => quantile(await times(queries, ours), share),
        peer: async () => quantile(await times(queries, peer), share),
      },
      repeats,
    );
  const rows = [
    await versus('hybrid with filters and products, p50', 0.5, 1),
    await versus('hybrid with filters and products, p99', 0.99, 1),
    await duel(
      {
        name: `vector part alone, ${NEAREST} nearest, p50`,
        unit: 'ms',
        better: 'less',
        target: 1,
        peerName: 'sqlite-vec',
        ours: async () => quantile(await times(queries, scanned), 0.5),
        peer: async () => quantile(await times(queries, vec), 0.5),
      },
      repeats,
    ),
  ];
  sql.close();
  return { rows, notes };
}

/** Writes the products and their vectors as an import does. */
function fill(file: string, { products, vectors }: BenchCatalog, notes: string[]): void {
  const sql = nodeSqlite(file);
  const actor = new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan }) });
  const byId = new Map(products.map(({ id }, i) => [id, vectors[i] as Float32Array]));
  const began = performance.now();
  for (let i = 0; i < products.length; i += BATCH) actor.upsert(products.slice(i, i + BATCH));
  const written = performance.now();
  for (;;) {
    const work = actor.claim('embed', PACK, BATCH, 60_000);
    if (work.length === 0) break;
    actor.finish(
      work.map(({ id, hash }) => ({ kind: 'embed', id, hash, pack: PACK, vector: byId.get(id) as Float32Array })),
    );
  }
  const rate = (from: number, to: number): string => ((products.length / (to - from)) * 1_000).toFixed(0);
  notes.push(
    `ours, written: ${rate(began, written)} products/s by word, ${rate(written, performance.now())} vectors/s`,
  );
  notes.push(`ours, on disk: ${(sql.size() / 1e6).toFixed(0)} MB`);
  sql.close();
}

/** Orama with the same texts, fields and vectors. */
async function orama({ products, vectors }: BenchCatalog) {
  const database = create({
    schema: {
      id: 'string',
      title: 'string',
      brand: 'enum',
      category: 'string',
      color: 'enum',
      price: 'number',
      description: 'string',
      vector: `vector[${DIMENSIONS}]`,
    },
  });
  for (let i = 0; i < products.length; i += 1_000) {
    await insertMultiple(
      database,
      products
        .slice(i, i + 1_000)
        .map(({ id, title, brand = '', category = '', color = '', price, description = '' }, k) => ({
          id,
          title,
          brand,
          category,
          color,
          price: price?.amount ?? 0,
          description,
          vector: [...(vectors[i + k] as Float32Array)],
        })),
    );
  }
  return async ({ text, vector, filters }: BenchCatalog['queries'][number]): Promise<unknown> => {
    const where = Object.fromEntries(
      Object.entries(filters.fields).map(([field, wanted]) => [field, Array.isArray(wanted) ? { in: wanted } : wanted]),
    );
    return await search(database, {
      mode: 'hybrid',
      term: text,
      vector: { value: [...vector], property: 'vector' },
      similarity: 0,
      limit: LIMIT,
      where,
    });
  };
}

/** sqlite-vec over the same vectors as int8, which it scans too. */
function sqliteVecScan({ vectors }: BenchCatalog): (one: { vector: Float32Array }) => unknown {
  const database = new DatabaseSync(':memory:', { allowExtension: true });
  sqliteVec.load(database);
  database.exec(`CREATE VIRTUAL TABLE nearest USING vec0(vector int8[${DIMENSIONS}] distance_metric=cosine)`);
  const insert = database.prepare('INSERT INTO nearest(rowid, vector) VALUES (?, vec_int8(?))');
  const bytes = (vector: Float32Array): Uint8Array => new Uint8Array(quantise(vector).bytes.buffer as ArrayBuffer);
  database.exec('BEGIN');
  for (const [i, vector] of vectors.entries()) insert.run(BigInt(i + 1), bytes(vector));
  database.exec('COMMIT');
  const ask = database.prepare(`SELECT rowid FROM nearest WHERE vector MATCH vec_int8(?) AND k = ${NEAREST}`);
  return ({ vector }) => ask.all(bytes(vector));
}

/** Milliseconds of each query. */
async function times<Query>(queries: readonly Query[], ask: (query: Query) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (const query of queries) {
    const began = performance.now();
    await ask(query);
    taken.push(performance.now() - began);
  }
  return taken;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2));
}

/** Share of the exact nearest that are found, over 50 queries. */
function recall({ vectors, queries }: BenchCatalog, ask: (one: { vector: Float32Array }) => number[]): number {
  let found = 0;
  const asked = queries.slice(0, 50);
  for (const query of asked) {
    const scores = Float32Array.from(vectors, (vector) => {
      let dot = 0;
      for (let i = 0; i < DIMENSIONS; i++) dot += (vector[i] ?? 0) * (query.vector[i] ?? 0);
      return dot;
    });
    const exact = new Set(nearest(scores));
    found += ask(query).filter((position) => exact.has(position)).length;
  }
  return Number((found / (asked.length * NEAREST)).toFixed(4));
}

function nearest(scores: Float32Array): number[] {
  const best: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (best.length === NEAREST && (scores[i] ?? 0) <= (scores[best[NEAREST - 1] ?? 0] ?? 0)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < (scores[i] ?? 0)) at--;
    best.splice(at, 0, i);
    best.length = Math.min(best.length, NEAREST);
  }
  return best;
}

/** Resident bytes after everything that can be freed is. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().rss;
}
