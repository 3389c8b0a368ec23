import type { Order } from '../../contract/assist.ts';
import { plainText } from '../../core/plain-text.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { documentOf, numberOf } from '../documents/kept-passages.ts';
import type { Fact } from './draft.ts';
import { priceText } from './sayings.ts';

/** Characters of a description that are a fact. */
const LONGEST = 4_000;

/** The id of the fact that a product is. */
export const productSource = (id: string): string => `product:${id}`;

/** A product's own words as a fact: its title, fields and texts, one a line. */
export function productFact(product: CatalogProduct): Fact {
  const {
    id,
    title,
    brand,
    category,
    color,
    price,
    rating,
    stock,
    bullets = [],
    description,
    attributes = {},
  } = product;
  const named = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${name}: ${value}`];
  const lines = [
    title,
    ...named('brand', brand),
    ...named('category', category),
    ...named('color', color),
    ...(price === undefined ? [] : [`price: ${priceText(price)} (${price.amount} ${price.currency})`]),
    ...(rating === undefined
      ? []
      : [`rating: ${rating.value}${rating.count === undefined ? '' : ` (${rating.count})`}`]),
    ...named('stock', stock?.toString()),
    ...Object.entries(attributes).map(
      ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`,
    ),
    ...bullets,
    ...(description === undefined ? [] : [plainText(description.slice(0, LONGEST))]),
  ];
  return { id: productSource(id), kind: 'product', title, text: lines.join('\n') };
}

/** A passage of a document as a fact. */
export function passageFact(passage: CatalogProduct): Fact {
  const { id, title } = documentOf(passage);
  return {
    id: `document:${id}#${numberOf(passage)}`,
    kind: 'document',
    title: passage.title.startsWith(title) ? passage.title : title,
    text: passage.description ?? '',
  };
}

/** What the shop sent of an order as a fact: a field a line. */
export function orderFact(order: Order): Fact {
  const lines = Object.entries(order).flatMap(([name, value]): string[] => {
    if (value === undefined) return [];
    if (name === 'total') return [`total: ${priceText(value as { amount: number; currency: string })}`];
    return [`${name}: ${typeof value === 'object' ? Object.values(flat(value)).join(' ') : value}`];
  });
  return { id: 'order', kind: 'order', title: order.id ?? 'order', text: lines.join('\n') };
}

function flat(value: object): string[] {
  return Object.values(value).flatMap((one: unknown) => {
    if (one === null || one === undefined) return [];
    return typeof one === 'object' ? flat(one) : [String(one)];
  });
}
