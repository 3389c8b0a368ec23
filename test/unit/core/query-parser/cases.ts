import { parseQuery } from '../../../../src/core/query-parser/parse-query.ts';

/** The price of a query as `text min..max currency`, `-` for an open end; `none` where there is none. */
export function priceOf(query: string): string {
  const { price } = parseQuery(query);
  return price === null ? 'none' : `${price.text} ${price.min ?? '-'}..${price.max ?? '-'} ${price.currency ?? '?'}`;
}

/** The measures of a query, each as `text min..max unit`. */
export function measuresOf(query: string): string[] {
  return parseQuery(query).measures.map((m) => `${m.text} ${m.min ?? '-'}..${m.max ?? '-'} ${m.unit}`);
}

/** The quantities of a query, each as `text value unit`. */
export function quantitiesOf(query: string): string[] {
  return parseQuery(query).quantities.map((quantity) => `${quantity.text} ${quantity.value} ${quantity.unit}`);
}

/** The sizes of a query, each as `text system value`. */
export function sizesOf(query: string): string[] {
  return parseQuery(query).sizes.map((size) => `${size.text} ${size.system} ${size.value}`);
}

/** What a query excludes, each as `cue→term`. */
export function exclusionsOf(query: string): string[] {
  return parseQuery(query).exclusions.map((exclusion) => `${exclusion.cue.text}→${exclusion.text}`);
}
