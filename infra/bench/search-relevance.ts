// Whole-catalogue search of ESCI's judged queries by nDCG@10: /v1/search against engines with the same texts and vectors.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pageResponse } from '../../src/contract/products.ts';
import { searchResponse } from '../../src/contract/search.ts';
import { catalogResponse } from '../../src/contract/catalog.ts';
import { embeddingsResponse } from '../../src/contract/embeddings.ts';
import { floatsOfBase64 } from '../../src/core/base64.ts';
import { type Client, openClient } from '../../src/cli/client.ts';
import { difference, estimate, measured, resample } from '../../src/cli/eval/bootstrap.ts';
import { mean } from '../../src/cli/eval/metric.ts';
import { readJudgements } from '../../src/cli/eval/search/judgements.ts';
import { measureQuery } from '../../src/cli/eval/search/measure.ts';
import { heldOut } from '../../src/cli/eval/sets/read.ts';
import { importRows } from '../../src/cli/import/import-rows.ts';
import { openProducts } from '../../src/cli/import/open-products.ts';
import { writeTo } from '../../src/cli/import/send.ts';
import { productText } from '../../src/models/prompts.ts';
import type { CatalogProduct } from '../../src/state/catalog/port.ts';
import type { BenchResult, BenchRow, Spread } from './measure.ts';
import { type AskedQuery, fts5, fused, miniSearch, nearest, orama } from './peers/search-engines.ts';

const SAMPLING = { samples: 10_000, seed: 1 };
const SIGNAL = AbortSignal.timeout(24 * 3600 * 1000);

/** Texts of one request for vectors. */
const BATCH = 64;

/** `--data FOLDER` with `match-en/`; `--cache FOLDER` keeps the catalogue and the vectors for the next run. */
export async function bench(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, cache: { type: 'string', default: join(tmpdir(), 'aisle-relevance') } },
  });
  if (values.data === undefined) throw new Error('search-relevance needs --data FOLDER, which has match-en/');
  const data = join(resolve(values.data), 'match-en');
  const cache = resolve(values.cache);
  await mkdir(cache, { recursive: true });
  // Rankings that are kept were made by the code of an earlier run.
  await rm(join(cache, 'cache.sqlite'), { force: true });
  const judgements = await readJudgements([join(data, 'esci-judgments.jsonl')], null);
  const client = await openClient({ data: cache, resume: true });
  try {
    await fill(client, join(data, 'esci-products.jsonl.gz'));
    const products = await productsOf(client);
    const texts = products.map(productText);
    const vectors = await vectorsOf(client, texts, 'document', cache);
    const queries = [...judgements.keys()];
    const asked = (await vectorsOf(client, queries, 'query', cache)).map((vector, i): AskedQuery => ({
      text: queries[i] ?? '',
      vector,
    }));
    const own = await ours(client, queries);
    return await compare({ products, vectors }, asked, own, judgements);
  } finally {
    await client.close();
  }
}

/** Puts the catalogue in, and waits until vectors and attributes are all there. */
async function fill(client: Client, file: string): Promise<void> {
  const { rows, mapping } = await openProducts(file, {});
  const hooks = { done: async () => undefined, reject: () => undefined };
  await importRows(rows, { mapping, currency: 'USD', skip: 0 }, writeTo(client), hooks, SIGNAL);
  for (;;) {
    const { products, embedded, attributed } = await client.get('/v1/catalog', catalogResponse, SIGNAL);
    if (embedded >= products && attributed >= products) break;
    console.error(`${embedded} of ${products} embedded, ${attributed} with attributes`);
    await sleep(10_000);
  }
}

async function productsOf(client: Client): Promise<CatalogProduct[]> {
  const products: CatalogProduct[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = pageResponse.parse(await client.get(`/v1/products?limit=500${at}`, pageResponse, SIGNAL));
    products.push(...(page.products as CatalogProduct[]));
    cursor = page.next_cursor;
  }
  return products;
}

/** Vectors of texts by /v1/embeddings, from the cache where the same texts were asked before by the same model. */
async function vectorsOf(
  client: Client,
  texts: readonly string[],
  as: 'query' | 'document',
  cache: string,
): Promise<Float32Array[]> {
  const { vectors: revision } = await client.get('/v1/catalog', catalogResponse, SIGNAL);
  const file = join(cache, `${as}-${revision}-${texts.length}.f32`);
  if (!existsSync(file)) {
    const all: Float32Array[] = [];
    for (let i = 0; i < texts.length; i += BATCH) {
      const body = { input: texts.slice(i, i + BATCH), model: 'aisle', input_type: as, encoding_format: 'base64' };
      const { data } = await client.ask('/v1/embeddings', body, embeddingsResponse, SIGNAL);
      all.push(...data.map(({ embedding }) => floatsOfBase64(String(embedding)) as Float32Array));
      if (i % (10 * BATCH) === 0) console.error(`${i} of ${texts.length} texts embedded`);
    }
    await writeFile(file, Buffer.concat(all.map((vector) => new Uint8Array(vector.buffer))));
  }
  const bytes = await readFile(file);
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  const size = floats.length / texts.length;
  return texts.map((_, i) => floats.subarray(i * size, (i + 1) * size));
}

/** What /v1/search answers. Throws where the full model did not. */
async function ours(client: Client, queries: readonly string[]): Promise<string[][]> {
  const found: string[][] = [];
  for (const query of queries) {
    const { hits, served_by } = await client.ask('/v1/search', { query, limit: 50 }, searchResponse, SIGNAL);
    if (served_by.degraded) throw new Error(`a degraded answer counts for nothing: ${served_by.reason}`);
    found.push(hits.map(({ id }) => id));
  }
  return found;
}

async function compare(
  searched: { products: CatalogProduct[]; vectors: Float32Array[] },
  asked: readonly AskedQuery[],
  own: readonly string[][],
  judgements: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<BenchResult> {
  const bm25 = fts5(searched);
  const near = nearest(searched);
  const [mini, hybrid] = [miniSearch(searched), await orama(searched)];
  const peers: Record<string, (query: AskedQuery) => Promise<string[]> | string[]> = {
    'SQLite FTS5 BM25': ({ text }) => bm25(text, 50),
    MiniSearch: mini,
    'e5 vectors alone': (query) => near(query, 50),
    'Orama hybrid, same vectors': hybrid,
    'RRF of FTS5 BM25 and e5': (query) => fused(bm25(query.text, 100), near(query, 100)),
  };
  const gainsOf = (lists: readonly (readonly string[])[]): (number | null)[] =>
    asked.map(({ text }, i) => measureQuery(lists[i] ?? [], judgements.get(text) ?? new Map())['ndcg@10'] ?? null);
  const mine = gainsOf(own);
  const unseen = asked.map(({ text }) => heldOut(text, 5));
  const rows: BenchRow[] = [];
  const notes: string[] = [];
  for (const [name, engine] of Object.entries(peers)) {
    const lists: string[][] = [];
    for (const query of asked) lists.push(await engine(query));
    const theirs = gainsOf(lists);
    for (const only of [false, true]) {
      const pick = (gains: (number | null)[]): (number | null)[] => gains.filter((_, i) => !only || unseen[i]);
      const { row, note } = versus(name, pick(mine), pick(theirs), only);
      rows.push(row);
      notes.push(note);
    }
  }
  return { rows: [...rows.filter((_, i) => i % 2 === 0), ...rows.filter((_, i) => i % 2 === 1)], notes };
}

function versus(peer: string, mine: (number | null)[], theirs: (number | null)[], only: boolean) {
  const metrics = [mean('ours', mine), mean('theirs', theirs)];
  const figures = metrics.map((metric) => measured(metric, mine.length));
  const resampled = resample(metrics, mine.length, SAMPLING);
  const [own, other] = figures as [number, number];
  const [ownSamples, otherSamples] = resampled as [Float64Array, Float64Array];
  const spread = (value: number, samples: Float64Array): Spread => {
    const { low = NaN, high = NaN } = estimate(value, samples) ?? {};
    return { median: value, low, high };
  };
  const apart = difference([own, other], [ownSamples, otherSamples]);
  const name = only ? 'queries not learnt from' : 'all queries';
  const row: BenchRow = {
    name: `${name} (${mine.filter((gain) => gain !== null).length})`,
    unit: 'nDCG@10',
    better: 'more',
    ours: spread(own, ownSamples),
    peer: { name: peer, ...spread(other, otherSamples) },
    ratio: own / other,
    target: only ? null : 1,
  };
  const said =
    apart === null
      ? ''
      : `${apart.value.toFixed(3)} (${apart.low.toFixed(3)} to ${apart.high.toFixed(3)}), p = ${apart.p.toFixed(4)}`;
  return { row, note: `ours − ${peer}, ${name}: ${said}` };
}
