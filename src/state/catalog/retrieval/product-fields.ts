import { canonicalAttributeName } from '../../../core/gazetteer/match-gazetteer.ts';
import { detectLanguage } from '../../../core/language.ts';
import type { CatalogProduct, ReadAttribute } from '../port.ts';
import type { NumberField } from './numbers.ts';
import { foldWords } from './words.ts';

/** A value of an attribute, both folded. `flag`: it is a yes, so that the name is what the product is found by. */
export interface AttributeValue {
  name: string;
  value: string;
  flag: boolean;
}

/** Bounds of what one product puts in: values it has in all, and characters of one. */
const VALUES = 100;
const LENGTH = 100;

const CODES =
  /^(?:sku|mpn|gtin|ean|upc|isbn|asin|model|model[_ ]?(?:number|no\.?)|part[_ ]?number|barcode|货号|型号|款号|条码|商品编号|产品型号)$/;

/** A value as filters compare it. */
export function foldValue(value: string): string {
  return foldWords(value.slice(0, 4 * LENGTH))
    .trim()
    .replace(/\s+/g, ' ')
    .slice(0, LENGTH);
}

/** The attributes of a product: the shop's own, then those read. A name also counts by its canonical one (材质 → material). */
export function attributeValues(product: CatalogProduct, read: readonly ReadAttribute[]): AttributeValue[] {
  const values: AttributeValue[] = [];
  for (const [name, value] of Object.entries(product.attributes ?? {})) {
    const folded = foldValue(name);
    if (folded === '') continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (values.length >= VALUES) return values;
      if (typeof one === 'boolean') values.push({ name: folded, value: String(one), flag: one });
      else if (typeof one === 'string' || typeof one === 'number') {
        const text = foldValue(String(one));
        if (text !== '') values.push({ name: folded, value: text, flag: false });
      }
    }
  }
  for (const { name, value, text } of read) {
    for (const one of new Set([foldValue(value), foldValue(text ?? '')])) {
      if (one !== '' && values.length < VALUES) values.push({ name: foldValue(name), value: one, flag: false });
    }
  }
  return values;
}

/** What a product is filtered by, as pairs of field and value, each once. A category also counts by each of its levels (`A > B`). */
export function fieldValues(product: CatalogProduct, read: readonly ReadAttribute[]): [field: string, value: string][] {
  const pairs = new Map<string, [string, string]>();
  const put = (field: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') pairs.set(`${field}\n${value}`, [field, value]);
  };
  put('brand', product.brand && foldValue(product.brand));
  put('color', product.color && foldValue(product.color));
  put('language', product.language ?? detectLanguage(product.title));
  if (product.category !== undefined) {
    put('category', foldValue(product.category));
    for (const level of product.category.split('>')) put('category', foldValue(level));
  }
  for (const { name, value } of attributeValues(product, read)) {
    put(name, value);
    const canonical = canonicalAttributeName(name);
    if (canonical !== null) put(canonical, value);
  }
  return [...pairs.values()];
}

/** What names just this product, for queries that are nothing else: its id and its codes, by letters and digits alone. */
export function codesOf(product: CatalogProduct, read: readonly ReadAttribute[]): string[] {
  const codes = new Set([compact(foldWords(product.id))]);
  for (const { name, value } of attributeValues(product, read)) {
    if (CODES.test(name) && /\d/.test(value)) codes.add(compact(value));
  }
  codes.delete('');
  return [...codes];
}

/** A folded text by its letters and digits alone. */
export function compact(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The numbers of a product by field; NaN: not stated. `updated_at` is in milliseconds since the epoch. */
export function fieldNumbers({
  price,
  stock,
  rating,
  updated_at,
}: CatalogProduct): Record<Exclude<NumberField, 'length'>, number> {
  return {
    price: price?.amount ?? NaN,
    stock: stock ?? NaN,
    rating: rating?.value ?? NaN,
    updated_at: updated_at === undefined ? NaN : Date.parse(updated_at),
  };
}
