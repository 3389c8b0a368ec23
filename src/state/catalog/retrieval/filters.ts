import { AppError, type FieldError } from '../../../core/error.ts';
import type { Sql } from '../../sql.ts';
import type { Filters, Range } from '../port.ts';
import { add, type Bitmap, bitmap, intersect, subtract } from './bitmap.ts';
import { closest } from './edit-distance.ts';
import type { NumberField, Numbers } from './numbers.ts';
import type { Postings } from './postings.ts';
import { compact, foldValue } from './product-fields.ts';

/** Where filters are looked up. */
export interface FilterTables {
  sql: Sql;
  postings: Postings;
  numbers: Numbers;
}

/** Fields that every catalogue has, beside the attributes of its products. */
const WORDS = ['id', 'brand', 'category', 'color', 'language'];
const NUMBERS: readonly string[] = ['price', 'stock', 'rating', 'updated_at'] satisfies NumberField[];
/** Attribute names that are compared with an unknown one. */
const MOST_NAMES = 5_000;

/**
 * The products of `alive` that hold the filters, before anything is looked for. Texts are compared folded; a range over an attribute takes
 * its values that begin with a number. Throws AppError `validation_failed` that names unknown fields, and known ones written alike.
 */
export function holding(filters: Filters, alive: Bitmap, capacity: number, tables: FilterTables): Bitmap {
  const errors: FieldError[] = [
    ...Object.keys(filters.fields).flatMap((field) => unknown(field, `filters.${field}`, tables)),
    ...Object.keys(filters.not).flatMap((field) => unknown(field, `filters.not.${field}`, tables)),
  ];
  if (errors.length > 0) throw new AppError('validation_failed', { detail: errors[0]?.message ?? '', errors });
  const found = alive.slice();
  const having = ([field, wanted]: [string, readonly string[] | Range]): Bitmap =>
    isNumberField(field) ? byNumber(field, wanted, capacity, tables) : byText(field, wanted, capacity, tables);
  for (const filter of Object.entries(filters.fields)) intersect(found, having(filter));
  for (const filter of Object.entries(filters.not)) subtract(found, having(filter));
  return found;
}

function byNumber(
  field: NumberField,
  wanted: readonly string[] | Range,
  capacity: number,
  tables: FilterTables,
): Bitmap {
  const found = bitmap(capacity);
  const all = tables.numbers.all(field, capacity);
  const holds = isRange(wanted) ? within(wanted) : (number: number) => wanted.includes(String(number));
  for (let position = 0; position < capacity; position++) if (holds(all[position] ?? NaN)) add(found, position);
  return found;
}

function byText(field: string, wanted: readonly string[] | Range, capacity: number, tables: FilterTables): Bitmap {
  const { sql, postings } = tables;
  if (isRange(wanted)) {
    const holds = within(wanted);
    return postings.where(foldValue(field), (value) => holds(leadingNumber(value)), capacity);
  }
  if (field !== 'id') return postings.having(foldValue(field), wanted.map(foldValue), capacity);
  const found = bitmap(capacity);
  for (const id of wanted) {
    const rows = sql.all<{ position: number; id: string }>(
      'SELECT position, id FROM search_codes JOIN search_entries USING (position) WHERE code = ?',
      compact(foldValue(id)),
    );
    for (const row of rows) if (foldValue(row.id) === foldValue(id)) add(found, row.position);
  }
  return found;
}

function unknown(field: string, path: string, { postings }: FilterTables): FieldError[] {
  const folded = foldValue(field);
  if (WORDS.includes(field) || isNumberField(field) || postings.known(folded)) return [];
  const near = closest(folded, [...WORDS, ...NUMBERS, ...postings.fields(MOST_NAMES)], 3);
  const hint = near.length === 0 ? '' : ` Near it: ${near.join(', ')}.`;
  return [{ path, message: `No product has the field “${field.slice(0, 100)}”.${hint}` }];
}

function isNumberField(field: string): field is NumberField {
  return NUMBERS.includes(field);
}

function isRange(wanted: readonly string[] | Range): wanted is Range {
  return !Array.isArray(wanted);
}

function within({
  gte = -Infinity,
  gt = -Infinity,
  lte = Infinity,
  lt = Infinity,
}: Range): (number: number) => boolean {
  return (number) =>
    number >= gte && number <= lte && (gt === -Infinity || number > gt) && (lt === Infinity || number < lt);
}

function leadingNumber(value: string): number {
  return Number.parseFloat(value.replace(/^[^\d+-]{0,2}/, '').replace(/,(?=\d{3}(?!\d))/g, ''));
}
