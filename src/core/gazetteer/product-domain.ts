import { foldText } from '../fold-text.ts';
import { PRODUCT_TYPES } from './words/product-types.ts';

let domains: Map<string, number> | undefined;

/**
 * The part of a shop's goods that a product type belongs to (clothes, shoes, phones, food, …), as a number; null for an unknown one, and for
 * what may belong to any (a case, a gift, a stand).
 */
export function productDomain(canonical: string): number | null {
  if (domains === undefined) {
    domains = new Map();
    const parts = PRODUCT_TYPES.trim().split('\n\n').slice(0, -1);
    for (const [domain, part] of parts.entries()) {
      for (const group of part.split(/\s+/)) {
        const [first = ''] = group.split('=');
        domains.set(foldText(first).replaceAll(/[-_]/g, ' '), domain);
      }
    }
  }
  return domains.get(canonical) ?? null;
}
