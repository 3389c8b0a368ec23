import { findPrice } from './price.ts';
import { createScan } from './scan.ts';

/**
 * A query without the bounds of its price: `red dress under $50` → `red dress`, `100元以内的耳机` → `耳机`. The query itself where nothing would be
 * left, and where an amount stands alone, since it may be what the goods are: `话费 100元`, `$50 gift card`.
 */
export function withoutPrice(query: string): string {
  const price = findPrice(createScan(query));
  if (price === null || (price.min !== undefined && price.min === price.max)) return query;
  const after = query.slice(price.end).replace(/^ ?的/, ' ');
  const rest = `${query.slice(0, price.start)} ${after}`.replaceAll(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : query;
}
