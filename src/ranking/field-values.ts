import { canonicalAttributeName } from '../core/gazetteer/match-gazetteer.ts';
import { detectLanguage } from '../core/language.ts';
import type { Product } from '../core/product.ts';
import { remembered } from './remembered.ts';

/** A product with what was read from its texts. */
export interface Attributed {
  product: Product;
  attributes: readonly { name: string; value: string }[];
}

/** A value longer than this is a text, not a value to choose by. */
const LONGEST = 100;

/** A shop has few names and many products. */
const canonicalNames = remembered<string | null>(2_000);

const canonicalOf = (name: string): string | null => canonicalNames(name, () => canonicalAttributeName(name));

/**
 * What a product has under a name, the shop's own word before what was read: the field (brand, category, color, language), else the attributes
 * of that name in any case, or of one that means it (材质 → material). None twice; empty where it says nothing. The catalogue's
 * filters take all that this gives.
 */
export function fieldValues({ product, attributes }: Attributed, name: string): string[] {
  const means = meaning(name);
  const own = ownValues(product, name, means);
  const values = own.length > 0 ? own : attributes.filter((read) => means(read.name)).map(({ value }) => value);
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '' && value.length <= LONGEST);
}

function ownValues(product: Product, name: string, means: (other: string) => boolean): string[] {
  if (name === 'language') return [product.language ?? detectLanguage(product.title)];
  if (name === 'brand' || name === 'category' || name === 'color') {
    const field = product[name];
    if (field !== undefined) return [field];
  }
  const found = Object.entries(product.attributes ?? {}).filter(([key]) => means(key));
  return found.flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : [value])).flatMap(valueText);
}

function valueText(value: unknown): string[] {
  return ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];
}

/** Whether another name is this one, or has this one for its canonical name. */
function meaning(name: string): (other: string) => boolean {
  const lower = name.toLowerCase();
  return (other) => other.toLowerCase() === lower || canonicalOf(other) === lower;
}
