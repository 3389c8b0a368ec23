import * as z from 'zod/mini';
import { UsageError } from '../exit.ts';
import { mapColumns, type Mapping } from './columns.ts';
import { openText, peek } from './open-text.ts';
import { type Format, readRows, type Row } from './rows.ts';

/** Rows that the columns are guessed from. */
const LOOKED_AT = 300;

/** A file of products. */
export interface Products {
  /** How it is written, for people. */
  kind: string;
  mapping: Mapping;
  /** The first rows, for a look; they come again among the rows. */
  head: Row[];
  rows: AsyncIterable<Row>;
  /** How much of the file was read, 0–1; undefined where its length is not known. */
  share(): number | undefined;
}

/** What is said of a file against the guess. */
export interface Said {
  format?: Format | undefined;
  encoding?: string | undefined;
  /** `field=column`. */
  chosen?: readonly string[];
  /** Columns to leave out. */
  left?: readonly string[];
}

/** Opens a file of products, `-` for stdin. Throws FailedError where it cannot be read, UsageError where what is said does not fit it. */
export async function openProducts(
  file: string,
  { format, encoding, chosen = [], left = [] }: Said,
): Promise<Products> {
  const source = await openText(file, encoding, process.stdin);
  const read = await readRows(file, source.text, format);
  const { head, all } = await peek(read.rows, () => 1, LOOKED_AT);
  const columns = columnsOf(head);
  return {
    kind: `${read.format.toUpperCase()}, ${source.encoding}${source.isZipped ? ', gzipped' : ''}`,
    mapping: mapColumns(columns, attributeNamesOf(head), { chosen, left }),
    head,
    rows: all,
    share: () => source.share(),
  };
}

/** The records among rows. */
export const valuesOf = (rows: readonly Row[]): Readonly<Record<string, unknown>>[] =>
  rows.flatMap((row) => ('values' in row ? [row.values] : []));

/** Throws UsageError where no column is a title. */
export function requireTitle({ mapping, head }: Products): void {
  if (mapping.fields.has('title')) return;
  throw new UsageError(`no column is a title: say --map title=COLUMN, one of ${columnsOf(head).join(', ')}`);
}

/** The columns that any of the rows has, in the order in which they first come. */
function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(valuesOf(rows).flatMap((values) => Object.keys(values)))];
}

/** The names among the attributes of JSON lines. */
function attributeNamesOf(rows: readonly Row[]): string[] {
  const all = valuesOf(rows).map((values) => z.record(z.string(), z.unknown()).safeParse(values['attributes']).data);
  return [...new Set(all.flatMap((attributes) => Object.keys(attributes ?? {})))];
}
