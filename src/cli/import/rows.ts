import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { FailedError } from '../exit.ts';
import { peek } from './open-text.ts';

/** One record of a file by the names of its columns, or why it is none. `line`: the one it begins in, from 1. */
export type Row = { line: number } & ({ values: Readonly<Record<string, unknown>> } | { fault: string });

/** The kinds of files. */
export const FORMATS = ['jsonl', 'csv', 'tsv'] as const;
export type Format = (typeof FORMATS)[number];

/** Characters of a record at most: more than a product may have in all its fields. */
const LONGEST = 5_000_000;

/** Characters that tell how a file is written. */
const LOOKED_AT = 1_000_000;

/** A file's rows, and how it is written. */
export interface Rows {
  format: Format;
  rows: AsyncIterable<Row>;
}

/** Reads records one after the other. The format is told from the name, else from the beginning. Throws FailedError where it is another. */
export async function readRows(file: string, text: AsyncIterable<string>, given: Format | undefined): Promise<Rows> {
  const { head, all } = await peek(text, (piece) => piece.length, LOOKED_AT);
  const sample = head.join('').slice(0, LOOKED_AT);
  const begin = /[^\s\ufeff]/u.exec(sample)?.[0];
  if (begin === undefined) throw new FailedError(`${file} is empty`);
  if (begin === '[' && given !== 'csv' && given !== 'tsv') {
    throw new FailedError(`${file} is one JSON list: \`jq -c '.[]' ${file} | aisle import -\` makes lines of it`);
  }
  const format = given ?? formatOf(file, begin, sample);
  if (format === 'jsonl') return { format, rows: jsonRows(all) };
  const delimiter = format === 'tsv' ? '\t' : delimiterOf(sample);
  return { format, rows: csvRows(all, delimiter, escapeOf(sample, delimiter)) };
}

function formatOf(file: string, begin: string, sample: string): Format {
  const ending = /\.(jsonl|ndjson|csv|tsv)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'tsv') return ending;
  if (ending !== undefined || begin === '{') return 'jsonl';
  return delimiterOf(sample) === '\t' ? 'tsv' : 'csv';
}

/** What parts the names of the first line the most often, outside of quotes. */
function delimiterOf(sample: string): string {
  const [header = ''] = sample.replaceAll(/"[^"]*"/g, '').split('\n', 1);
  const count = (one: string): number => header.split(one).length;
  return [',', '\t', ';', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Whether quotes within quotes are doubled (RFC 4180) or have a backslash before them (MySQL). */
function escapeOf(sample: string, delimiter: string): '"' | '\\' {
  const inner = `[^"\\s${delimiter === '|' ? '\\|' : delimiter}]`;
  const backslashed = sample.match(new RegExp(`\\\\"(?=[^\\r\\n]*?")`, 'g'))?.length ?? 0;
  const doubled = sample.match(new RegExp(`${inner}""|""${inner}`, 'g'))?.length ?? 0;
  return backslashed > doubled ? '\\' : '"';
}

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let line = 0;
  for await (const raw of linesOf(text)) {
    line += 1;
    if (raw === null) yield { line, fault: `is longer than ${LONGEST} characters` };
    else if (raw.trim() !== '') yield { line, ...jsonRow(raw) };
  }
}

function jsonRow(raw: string): { values: Record<string, unknown> } | { fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { fault: 'is not JSON' };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { fault: 'is no JSON object' };
  return { values: value as Record<string, unknown> };
}

/** Lines without their ends; null for one that is too long. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string | null> {
  let rest = '';
  let isTooLong = false;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield isTooLong ? null : line;
      isTooLong = false;
    }
    if (rest.length > LONGEST) {
      isTooLong = true;
      rest = '';
    }
  }
  if (isTooLong) yield null;
  else if (rest !== '') yield rest;
}

async function* csvRows(text: AsyncIterable<string>, delimiter: string, escape: string): AsyncGenerator<Row> {
  const faults: Row[] = [];
  const parser = parse({
    delimiter,
    escape,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST,
    on_skip: (error) => {
      const lines = (error as { lines?: number } | undefined)?.lines ?? parser.info.lines;
      faults.push({ line: lines, fault: faultOf(error?.code) });
      return undefined;
    },
  });
  Readable.from(text)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  let columns: string[] | undefined;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    // A fault is told when it is read, which is before the records ahead of it are given.
    while (faults[0] !== undefined && faults[0].line < info.lines) yield faults.shift() as Row;
    const cells = record.map((cell) => cell.trim());
    if (columns === undefined) {
      columns = columnsOf(cells);
      continue;
    }
    const line = info.lines - record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
    if (cells.every((cell) => cell === '')) continue;
    if (cells.slice(columns.length).some((cell) => cell !== '')) {
      yield { line, fault: `has ${cells.length} cells, and the header ${columns.length}: are its quotes right?` };
    } else yield { line, values: Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])) };
  }
  yield* faults;
}

function faultOf(code: string | undefined): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'opens a quote that is never closed';
  if (code === 'CSV_MAX_RECORD_SIZE') return `is longer than ${LONGEST} characters: is a quote left open?`;
  return 'has quotes that do not fit';
}

/** Names of the header, each once. */
function columnsOf(header: readonly string[]): string[] {
  const names: string[] = [];
  for (const [i, cell] of header.entries()) {
    const name = cell === '' ? `column ${i + 1}` : cell;
    names.push(names.includes(name) ? `${name} (${i + 1})` : name);
  }
  return names;
}
