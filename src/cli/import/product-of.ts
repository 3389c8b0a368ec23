import { createHash } from 'node:crypto';
import type { Mapping } from './columns.ts';
import {
  categoryPath,
  currencyCode,
  imageUrl,
  moneyOf,
  plain,
  ratingOf,
  stockOf,
  textList,
  textOf,
  timeOf,
} from './values.ts';

/** A product as `POST /v1/products` takes it; whether it is sound is for the API to say. */
export type SentProduct = Record<string, unknown>;

/** A record's product, and what of the record is not in it, each with why. */
export interface Made {
  product: SentProduct;
  notes: string[];
}

/** What the API takes of lists and texts. */
const MOST = { bullets: 20, attributes: 100, values: 50, characters: 1000 };

/** Makes a product of a record. `currency` is that of prices which state none; without it such prices are left out. */
export function productOf(
  values: Readonly<Record<string, unknown>>,
  { fields, attributes }: Mapping,
  currency: string | undefined,
): Made {
  const notes: string[] = [];
  const of = (field: Parameters<typeof fields.get>[0]): unknown => at(values, fields.get(field));
  /** Reads a value that is there; what cannot be read is told and left out. */
  const read = <Value>(field: Parameters<typeof fields.get>[0], reader: (value: unknown) => Value | null) => {
    const value = of(field);
    if (isBlank(value)) return undefined;
    const made = reader(value);
    if (made === null) notes.push(`${field} cannot be read, and is left out`);
    return made ?? undefined;
  };
  const title = plain(of('title'));
  const brand = plain(first(of('brand')));
  const id = fields.has('id') ? textOf(of('id')) : title === undefined ? undefined : idOf(title, brand);
  const bullets = textList(of('bullets'));
  if (bullets.length > MOST.bullets) notes.push(`bullets after the ${MOST.bullets}th are left out`);
  const money = read('price', moneyOf);
  const code = currencyCode(of('currency')) ?? money?.currency ?? currency;
  if (money !== undefined && code === undefined) notes.push('price has no currency, and is left out: say --currency');
  const language = textOf(of('language'))?.toLowerCase();
  const product = {
    id,
    title,
    description: textOf(of('description')),
    bullets: bullets.length === 0 ? undefined : bullets.slice(0, MOST.bullets),
    brand,
    category: categoryPath(of('category')),
    color: plain(Array.isArray(of('color')) ? (of('color') as unknown[]).join(', ') : of('color')),
    price: money === undefined || code === undefined ? undefined : { amount: money.amount, currency: code },
    image_url: read('image_url', imageUrl),
    attributes: attributesOf(values, of('attributes'), attributes, notes),
    stock: read('stock', stockOf),
    rating: read('rating', (value) => ratingOf(value, of('rating_count'))),
    language:
      language === undefined
        ? undefined
        : /^(?:zh|中|汉|chinese)/.test(language)
          ? 'zh'
          : /^(?:en|英)/.test(language)
            ? 'en'
            : undefined,
    updated_at: read('updated_at', timeOf),
  };
  return { product: Object.fromEntries(Object.entries(product).filter(([, value]) => value !== undefined)), notes };
}

/** A value by the name of its column; `attributes.NAME` is one among the attributes. */
function at(values: Readonly<Record<string, unknown>>, column: string | undefined): unknown {
  if (column === undefined) return undefined;
  if (column in values) return values[column];
  const [, name = ''] = /^attributes\.(.+)$/s.exec(column) ?? [];
  return (values['attributes'] as Record<string, unknown> | undefined)?.[name];
}

const first = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'string' && /^(?:n\/?a|null|none|nan|-|--|无)?$/i.test(value.trim()));

/** An id that the same product has again, where the shop gives none. */
const idOf = (title: string, brand = ''): string =>
  `t-${createHash('sha256').update(`${brand}\n${title}`).digest('hex').slice(0, 16)}`;

/** The attributes of a record: its own, and the columns that no field is made of. What the API does not take of them is left out and told. */
function attributesOf(
  values: Readonly<Record<string, unknown>>,
  own: unknown,
  columns: readonly string[],
  notes: string[],
): Record<string, unknown> | undefined {
  const object = own !== null && typeof own === 'object' && !Array.isArray(own) ? (own as Record<string, unknown>) : {};
  const all = [...Object.entries(object), ...columns.map((name): [string, unknown] => [name, values[name]])];
  const kept = all.flatMap(([name, value]): [string, unknown][] => {
    if (isBlank(value) || name.trim() === '') return [];
    const list = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => !isBlank(one));
    const scalars = list.filter(isScalar);
    if (scalars.length < list.length || scalars.length > MOST.values || name.length > 100) {
      notes.push(
        `\`${name.slice(0, 100)}\` is left out: an attribute is a text of at most ${MOST.characters} characters, a number, or a list of at most ${MOST.values}`,
      );
    }
    const taken = scalars.slice(0, MOST.values).map((one) => (typeof one === 'string' ? one.trim() : one));
    if (taken.length === 0 || name.length > 100) return [];
    return [[name, Array.isArray(value) ? taken : taken[0]]];
  });
  if (kept.length > MOST.attributes) notes.push(`attributes after the ${MOST.attributes}th are left out`);
  return kept.length === 0 ? undefined : Object.fromEntries(kept.slice(0, MOST.attributes));
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= MOST.characters);
