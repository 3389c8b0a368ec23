import { detectLanguage, type Language } from '../../core/language.ts';
import type { Product } from '../../core/product.ts';

/** A value seen of something that is counted. */
export type Observation = readonly [name: string, value: string];

/** Below this an intent is a guess. */
const SURE = 0.5;

/** Price bins a decade: each is a third dearer than the one before. */
export const BINS_A_DECADE = 8;

/** The most of a category's or brand's name. */
const LONGEST = 80;

const yesNo = (name: string, is: boolean): Observation => [name, is ? 'yes' : 'no'];

/** What is counted of a query: nothing of its text. */
export function queryObservations(read: { intent: string; language: Language; confidence: number }): Observation[] {
  return [
    ['intent', read.intent],
    ['language', read.language],
    yesNo('unsure', read.confidence < SURE),
    yesNo('outside', read.intent === 'other'),
  ];
}

/** What is counted of the first page of a search beside its query. `wanted`: products were looked for. */
export function searchObservations(found: {
  wanted: boolean;
  hits: readonly { relation: string; relevance: number }[];
  degraded: boolean;
}): Observation[] {
  const { hits, wanted } = found;
  const degraded = yesNo('degraded', found.degraded);
  if (!wanted) return [degraded];
  const observed = [
    degraded,
    yesNo('empty', hits.length === 0),
    yesNo(
      'no_exact',
      hits.every(({ relation }) => relation !== 'exact'),
    ),
  ];
  if (hits.length === 0) return observed;
  const top = Math.max(...hits.map(({ relevance }) => relevance));
  return [...observed, ['top_relevance', String(Math.min(9, Math.floor(top * 10)))]];
}

/** Fields that a product may lack, each counted as `missing_FIELD`. */
const FIELDS = ['description', 'brand', 'category', 'price', 'image_url'] as const;

/** What is counted of a product that is written. */
export function productObservations(product: Product): Observation[] {
  const { brand, category, price, attributes = {}, language } = product;
  const observed: Observation[] = [
    ['product_language', language ?? detectLanguage(product.title)],
    ['attributes', attributesBin(Object.keys(attributes).length)],
  ];
  for (const field of FIELDS) observed.push(yesNo(`missing_${field}`, product[field] === undefined));
  if (brand !== undefined) observed.push(['brand', brand.slice(0, LONGEST).toWellFormed()]);
  if (category !== undefined) observed.push(['category', category.slice(0, LONGEST).toWellFormed()]);
  if (price !== undefined) observed.push(['price', `${price.currency} ${priceBin(price.amount)}`]);
  return observed;
}

/** The bin of a price: the n-th eighth of a decade from 0.01 on. */
function priceBin(amount: number): number {
  return Math.floor(BINS_A_DECADE * Math.log10(Math.max(0.01, amount)) + 1e-9);
}

function attributesBin(count: number): string {
  return count === 0 ? '0' : count < 4 ? '1–3' : count < 10 ? '4–9' : '10+';
}
