import type { Product } from './product.ts';

/** What affinities are learnt of a product, and compared with: the shop's own fields, else what was read from its texts. */
export interface Traits {
  id: string;
  brand?: string;
  category?: string;
  color?: string;
  price?: number;
  /** Of the price. */
  currency?: string;
  size?: string;
}

/** The traits of a product; `read` are the attributes of its texts, the surest first. Words in lower case, so that they can be compared. */
export function traitsOf(
  product: Product & { id: string },
  read: readonly { name: string; value: string }[] = [],
): Traits {
  const found = (name: string): string | undefined => read.find((one) => one.name === name)?.value;
  const own = product.attributes?.['size'];
  const words = {
    brand: product.brand ?? found('brand'),
    category: product.category ?? found('product_type'),
    color: product.color ?? found('color'),
    size: typeof own === 'string' ? own : found('size'),
  };
  const stated = Object.entries(words).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value.trim().toLowerCase()] as const],
  );
  const { price } = product;
  return {
    id: product.id,
    ...Object.fromEntries(stated),
    ...(price === undefined ? {} : { price: price.amount, currency: price.currency }),
  };
}
