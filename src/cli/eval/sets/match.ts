import { join } from 'node:path';
import * as z from 'zod/mini';
import { GAINS, type Relation, RELATIONS } from '../../../core/relation.ts';
import type { Questions } from '../questions.ts';
import type { MatchRow, SearchRow, SentProduct } from '../rows.ts';
import { heldOut, readCsv, readRows } from './read.ts';

const relation = z.enum(RELATIONS);

const written = z.object({
  query: z.string(),
  title: z.string(),
  relation,
  language: z.enum(['zh', 'en', 'cross']),
  split: z.enum(['train', 'dev']),
});

/** The project's own pairs, in Chinese, English and across. */
export async function matchWritten(data: string): Promise<Questions> {
  const all = await readRows(join(data, 'written/relations.jsonl'), written);
  const rows = all
    .filter(({ split }) => split === 'dev')
    .map((row): MatchRow => ({
      text: row.query,
      product: { title: row.title },
      truth: row.relation,
      language: row.language,
    }));
  return { kind: 'match', rows, reference: textsOf(all) };
}

const textsOf = (rows: readonly { query: string; title: string }[]): string[] => [
  ...new Set(rows.flatMap(({ query, title }) => [query, title])),
];

const judgement = z.object({ query: z.string(), product_id: z.string(), label: relation });

const esciProduct = z.object({
  asin: z.string(),
  title: z.string(),
  description: z.nullable(z.string()),
  bullet_points: z.nullable(z.string()),
  brand: z.nullable(z.string()),
  color: z.nullable(z.string()),
});

/** A product as a shop would send it. */
function productOf({ title, brand, color, bullet_points, description }: z.infer<typeof esciProduct>): SentProduct {
  const bullets = (bullet_points ?? '').split('\n').filter((bullet) => bullet.trim() !== '');
  return {
    title,
    ...(brand?.trim() ? { brand } : {}),
    ...(color?.trim() ? { color } : {}),
    ...(bullets.length > 0 ? { bullets } : description?.trim() ? { description } : {}),
  };
}

/** ESCI's judgements of the queries that the recipe holds out, one in five, with the products' places in the catalogue. */
async function readEsci(data: string): Promise<{
  catalogue: SentProduct[];
  judged: { query: string; place: number; label: Relation }[];
  reference: string[];
}> {
  const products = await readRows(join(data, 'match-en/esci-products.jsonl.gz'), esciProduct);
  const places = new Map(products.map(({ asin }, place) => [asin, place]));
  const all = await readRows(join(data, 'match-en/esci-judgments.jsonl'), judgement);
  const judged = all.flatMap(({ query, product_id, label }) => {
    const place = places.get(product_id);
    return place === undefined || !heldOut(query, 5) ? [] : [{ query, place, label }];
  });
  const reference = [...new Set(all.map(({ query }) => query)), ...products.map(({ title }) => title)];
  return { catalogue: products.map(productOf), judged, reference };
}

/** ESCI: each query with the products judged for it. */
export async function matchEsci(data: string): Promise<Questions> {
  const { catalogue, judged, reference } = await readEsci(data);
  const rows = judged.flatMap(({ query, place, label }): MatchRow[] => {
    const product = catalogue[place];
    return product === undefined ? [] : [{ text: query, product, truth: label, language: 'en' }];
  });
  return { kind: 'match', rows, reference };
}

/** ESCI: each query against the whole catalogue. */
export async function searchEsci(data: string): Promise<Questions> {
  const { catalogue, judged, reference } = await readEsci(data);
  const rows = [...Map.groupBy(judged, ({ query }) => query)].map(([query, list]): SearchRow => ({
    text: query,
    language: 'en',
    gains: new Map(list.map(({ place, label }) => [place, GAINS[label]])),
  }));
  return { kind: 'search', rows, catalogue, reference };
}

const pair = z.object({ query: z.string(), title: z.string(), label: z.string() });

/** Single pairs of many queries, judged as ESCI is; those that say what a product is not are left out. */
export async function matchEsciPairs(data: string): Promise<Questions> {
  const all = await readRows(join(data, 'match-en/esci-pairs.jsonl'), pair);
  const rows = all.flatMap(({ query, title, label }): MatchRow[] => {
    const { data: truth } = relation.safeParse(label);
    return truth === undefined || !heldOut(query, 10)
      ? []
      : [{ text: query, product: { title }, truth, language: 'en' }];
  });
  return { kind: 'match', rows, reference: textsOf(all) };
}

/** Pairs of a Chinese marketplace: match or not. */
export async function matchTaobao(data: string): Promise<Questions> {
  const all = await readRows(join(data, 'match-zh/taobao-select.jsonl'), pair);
  const rows = all.map(({ query, title, label }) => graded(query, title, label === 'match' ? 1 : 0, 'zh'));
  return { kind: 'match', rows, reference: textsOf(all) };
}

const graded = (query: string, title: string, grade: number, language: 'zh' | 'en'): MatchRow => ({
  text: query,
  product: { title },
  truth: grade,
  language,
});

/** Pairs of general web search in Chinese, graded 0 to 2. */
export async function matchQbqtc(data: string): Promise<Questions> {
  const all = await readRows(
    join(data, 'match-zh/qbqtc-web.jsonl.gz'),
    z.object({ query: z.string(), title: z.string(), grade: z.number() }),
  );
  const rows = all.map(({ query, title, grade }) => graded(query, title, grade, 'zh'));
  return { kind: 'match', rows, reference: textsOf(all) };
}

/** Pairs of a hardware store, graded 1 to 3. */
export async function matchHomedepot(data: string): Promise<Questions> {
  const all = await readCsv(
    join(data, 'match-en/homedepot-train.csv.gz'),
    z.object({ product_title: z.string(), search_term: z.string(), relevance: z.coerce.number() }),
  );
  const rows = all.map((row) => graded(row.search_term, row.product_title, row.relevance, 'en'));
  return { kind: 'match', rows, reference: [...new Set(rows.flatMap((row) => [row.text, row.product.title]))] };
}
