import { attributeKey } from '../core/gazetteer/same-attribute.ts';
import { type Attributed, fieldValues } from './field-values.ts';

/** What products say under one name: a value each, null where a product's texts don't state it. */
export interface ComparisonRow {
  name: string;
  values: (string | null)[];
  /** Whether two of the products state different values. */
  differs: boolean;
}

/** The most rows of a table. */
const MOST_ROWS = 12;

/** What is compared of any product, in this order, before the shop's own attributes. */
const COMMON = ['price', 'brand', 'color', 'material', 'size', 'measure', 'rating'] as const;

/**
 * A table of what products state of themselves: price, brand and their like, then the shop's own attributes, those that most of them state
 * first. Several values of one name are joined. A name that no product states has no row; one that means another (材质, material) shares its row.
 */
export function compareProducts(products: readonly Attributed[]): ComparisonRow[] {
  const own = products.flatMap(({ product }) => Object.keys(product.attributes ?? {}));
  const names = new Map<string, string>();
  for (const name of [...COMMON, ...own]) if (!names.has(attributeKey(name))) names.set(attributeKey(name), name);
  const rows = [...names.values()].map((name): ComparisonRow => {
    const values = products.map((one) => valueOf(one, name));
    const said = values.flatMap((value) => (value === null ? [] : [value.toLowerCase()]));
    return { name, values, differs: new Set(said).size > 1 };
  });
  const stated = ({ values }: ComparisonRow): number => values.filter((value) => value !== null).length;
  const isCommon = ({ name }: ComparisonRow): boolean => (COMMON as readonly string[]).includes(name);
  const common = rows.filter(isCommon);
  const others = rows.filter((row) => !isCommon(row)).toSorted((a, b) => stated(b) - stated(a));
  return [...common, ...others].filter((row) => stated(row) > 0).slice(0, MOST_ROWS);
}

function valueOf(one: Attributed, name: string): string | null {
  const { price, rating } = one.product;
  if (name === 'price') return price === undefined ? null : `${price.amount} ${price.currency}`;
  if (name === 'rating') return rating === undefined ? null : String(rating.value);
  const values = fieldValues(one, name).slice(0, 4);
  return values.length === 0 ? null : values.join(', ');
}
