import { basename } from 'node:path';
import type * as z from 'zod/mini';
import type { catalogResponse } from '../../contract/catalog.ts';
import { type Column, tableRow } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { Mapping } from './columns.ts';
import type { Counts } from './import-rows.ts';
import { valuesOf } from './open-products.ts';
import { productOf } from './product-of.ts';
import type { Row } from './rows.ts';
import type { Tally } from './tally.ts';

const LAYOUT: readonly Column[] = [
  { title: '', width: 12 },
  { title: '', width: 1 },
  { title: '', width: 26 },
  { title: '', width: 0 },
];

/** The same with one long cell. */
const WIDE: readonly Column[] = [...LAYOUT.slice(0, 2), { title: '', width: 0 }];

/** What comes from where, with the first value of each. */
export function* mappingLines(
  file: string,
  kind: string,
  mapping: Mapping,
  rows: readonly Row[],
  currency: string | undefined,
  { columns, paint }: Terminal,
): Generator<string> {
  yield `${paint('bold', basename(file === '-' ? 'stdin' : file))}  ${kind}`;
  const made = valuesOf(rows).map((values) => productOf(values, mapping, currency ?? UNKNOWN).product);
  for (const [field, column] of mapping.fields) {
    const [from, part] = PARTS[field] ?? [field];
    const value = made
      .map((product) =>
        part === undefined ? product[from] : (product[from] as Record<string, unknown> | undefined)?.[part],
      )
      .find((one) => one !== undefined);
    yield tableRow(
      [field, '←', column, value === undefined ? '(none in the first rows)' : shown(value)],
      LAYOUT,
      columns,
    );
  }
  if (!mapping.fields.has('id')) yield tableRow(['id', '←', '(made from the title)', ''], LAYOUT, columns);
  for (const [name, all] of [
    ['attributes', mapping.attributes],
    ['left out', mapping.skipped],
  ] as const) {
    if (all.length > 0) yield tableRow([name, '←', all.join(', ')], WIDE, columns);
  }
}

/** Fields that are a part of another one. */
const PARTS: Readonly<Record<string, [string, string]>> = {
  currency: ['price', 'currency'],
  rating_count: ['rating', 'count'],
};

/** Stands for a currency that is not known. */
const UNKNOWN = '(no currency: say --currency)';

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const { amount, currency } = value as { amount?: number; currency?: string };
  return amount === undefined ? JSON.stringify(value) : `${amount} ${currency}`;
}

/** The first two products as they are sent. */
export const firstProducts = (rows: readonly Row[], mapping: Mapping, currency: string | undefined): string =>
  valuesOf(rows.slice(0, 2))
    .map((values) => JSON.stringify(productOf(values, mapping, currency).product, null, 2))
    .join('\n');

/** How an import went. */
export interface Report {
  file: string;
  kind: string;
  mapping: Mapping;
  seconds: number;
  /** How far the catalogue is afterwards; null where nothing was written. */
  catalog: z.infer<typeof catalogResponse> | null;
  isDry: boolean;
  counts: Counts;
  rejects: Tally;
  notes: Tally;
}

/** One JSON object. */
export function reportJson({ file, kind, mapping, seconds, catalog, isDry, counts, rejects, notes }: Report): string {
  const { fields, attributes, skipped } = mapping;
  return JSON.stringify({
    file,
    kind,
    mapping: { fields: Object.fromEntries(fields), attributes, skipped },
    dry_run: isDry,
    ...counts,
    seconds,
    rejects: rejects.list,
    notes: notes.list,
    catalog,
  });
}

/** The same for a person. */
export function reportLines(
  { seconds, catalog, isDry, counts, rejects, notes }: Report,
  { paint }: Terminal,
): string[] {
  const { rows, created, updated, unchanged, rejected } = counts;
  const rate = Math.round(rows / Math.max(seconds, 0.001));
  const said = isDry
    ? `${created} would be written, ${rejected} rejected; nothing was`
    : `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`;
  const lines = [`${rows} rows in ${seconds.toFixed(1)} s (${rate}/s): ${said}`];
  for (const sentence of rejects.sentences) lines.push(`  ${paint('red', 'rejected')}  ${sentence}`);
  for (const sentence of notes.sentences) lines.push(`  ${paint('yellow', 'note')}  ${sentence}`);
  if (catalog === null) return lines;
  const { products, embedded, attributed } = catalog;
  lines.push(`The catalogue: ${products} products, ${embedded} found by meaning, ${attributed} with attributes read`);
  if (embedded < products) {
    lines.push('The rest follows while the server runs, or when it is started next; --wait waits for it.');
  }
  return lines;
}
