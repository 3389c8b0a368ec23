import { unknownName } from '../eval/bounds.ts';
import { UsageError } from '../exit.ts';
import { COLUMN_NAMES, type Field, FIELDS } from './column-names.ts';

/** Which column each field comes from, and what becomes of the other columns. */
export interface Mapping {
  fields: Map<Field, string>;
  /** Columns that become attributes by their own names. */
  attributes: string[];
  /** Columns that are left out. */
  skipped: string[];
}

/** What a shop may keep among its attributes though it is a field: looked for where no column says it. */
const FROM_ATTRIBUTES: readonly Field[] = ['brand', 'color', 'category', 'price'];

const letters = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** A header's forms: as it is, and without the word for the product before it. */
function formsOf(column: string): string[] {
  const name = letters(column);
  const bare = name.replace(/^(?:products?|items?|goods|variant|商品|产品|宝贝|货品)(?=.)/u, '');
  return bare === name ? [name] : [name, bare];
}

/** How likely a column is a field: the place of its name in the list, lower is likelier; null when it is none of them. */
function likeness(column: string, field: Field): number | null {
  const places = formsOf(column).flatMap((form, i) => {
    const place = COLUMN_NAMES[field].indexOf(form);
    return place < 0 ? [] : [place + i / 2];
  });
  return places.length === 0 ? null : Math.min(...places);
}

/**
 * Guesses what each column is. `chosen` (`field=column`) goes before the guess, `left` are columns to leave out; both throw UsageError for
 * names that are none. Where a field could come from several columns, the rest become attributes.
 */
export function mapColumns(
  columns: readonly string[],
  attributeNames: readonly string[],
  { chosen, left }: { chosen: readonly string[]; left: readonly string[] },
): Mapping {
  const dotted = attributeNames.map((name) => `attributes.${name}`);
  const known = [...columns, ...dotted];
  const check = (option: string, column: string): void => {
    if (!known.includes(column)) throw new UsageError(`--${option}: ${unknownName('column', column, known)}`);
  };
  for (const column of left) check('skip', column);
  const fields = new Map<Field, string>();
  for (const one of chosen) {
    const [, field = '', column = ''] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (!isField(field)) {
      throw new UsageError(`--map takes FIELD=COLUMN, where FIELD is one of ${FIELDS.join(', ')}`);
    }
    check('map', column);
    fields.set(field, column);
  }
  const free = (column: string): boolean => !left.includes(column) && ![...fields.values()].includes(column);
  for (const field of FIELDS) {
    if (fields.has(field)) continue;
    const own = likeliest(columns.filter(free), field, (column) => column);
    const column =
      own ??
      (FROM_ATTRIBUTES.includes(field)
        ? likeliest(dotted.filter(free), field, (one) => one.slice('attributes.'.length))
        : undefined);
    if (column !== undefined) fields.set(field, column);
  }
  return {
    fields: new Map(FIELDS.flatMap((field) => (fields.has(field) ? [[field, fields.get(field) ?? '']] : []))),
    attributes: columns.filter(free),
    skipped: [...left],
  };
}

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

function likeliest(columns: readonly string[], field: Field, nameOf: (column: string) => string): string | undefined {
  const placed = columns.flatMap((column) => {
    const place = likeness(nameOf(column), field);
    return place === null ? [] : [{ column, place }];
  });
  return placed.toSorted((a, b) => a.place - b.place)[0]?.column;
}
