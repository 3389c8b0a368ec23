import { findMeasures, type MeasureConstraint } from './measures.ts';
import { type Exclusion, findExclusions } from './negation.ts';
import { findPrice, type PriceConstraint } from './price.ts';
import { findQuantities, type QuantityConstraint } from './quantities.ts';
import { createScan } from './scan.ts';
import { findSizes, type SizeConstraint } from './sizes.ts';

/** What a query states in numbers and negations. Lists are in order of appearance and empty where nothing is stated. */
export interface ParsedQuery {
  price: PriceConstraint | null;
  measures: MeasureConstraint[];
  quantities: QuantityConstraint[];
  sizes: SizeConstraint[];
  exclusions: Exclusion[];
}

/**
 * Parses a shopping query in Chinese, English or both. Deterministic, linear in the length, total for any string; spans of
 * different constraints never overlap. One price is returned (see `PriceConstraint`).
 *
 * @example
 * parseQuery('red dress under $50').price // { text: 'under $50', start: 10, end: 19, max: 50, currency: 'USD' }
 * parseQuery('华为手机壳 不要透明的').exclusions[0]?.text // '透明'
 */
export function parseQuery(query: string): ParsedQuery {
  const scan = createScan(query);
  const price = findPrice(scan);
  const exclusions = findExclusions(scan);
  const sizes = findSizes(scan);
  const measures = findMeasures(scan);
  const quantities = findQuantities(scan);
  return { price, measures, quantities, sizes, exclusions };
}
