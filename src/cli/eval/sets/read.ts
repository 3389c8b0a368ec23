import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type * as z from 'zod/mini';
import '../../../contract/messages.ts';
import { FailedError } from '../../exit.ts';

/** A text file in UTF-8, unpacked where its name ends in `.gz`. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const text = path.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
  return text.toString('utf8').replace(/^\ufeff/, '');
}

/** The rows of a JSONL file. Throws FailedError at the first that has another shape. */
export async function readRows<T>(path: string, schema: z.ZodMiniType<T>): Promise<T[]> {
  const lines = (await readText(path)).split('\n');
  return lines.flatMap((text, i) => (text.trim() === '' ? [] : [parse(`${path}: line ${i + 1}`, text, schema)]));
}

/** A whole file as JSON. */
export async function readJson<T>(path: string, schema: z.ZodMiniType<T>): Promise<T> {
  return parse(path, await readText(path), schema);
}

function parse<T>(place: string, text: string, schema: z.ZodMiniType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FailedError(`${place} is not JSON`);
  }
  return checked(place, value, schema);
}

function checked<T>(place: string, value: unknown, schema: z.ZodMiniType<T>): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new FailedError(`${place}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'has another shape'}`);
}

/** The rows of a CSV file (RFC 4180) by its head, separated by `,` or what is given. */
export async function readCsv<T>(path: string, schema: z.ZodMiniType<T>, separator = ','): Promise<T[]> {
  const [head = [], ...rows] = cells(path, await readText(path), separator);
  return rows.map((row, i) =>
    checked(`${path}: row ${i + 1}`, Object.fromEntries(head.map((name, at) => [name, row[at]])), schema),
  );
}

/** Cells of every row. A quoted cell may hold separators, line ends, and quotes written twice. */
export function cells(path: string, text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*|))(${separator}|\\r?\\n|$)`,
    'y',
  );
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new FailedError(`${path}: a quote at character ${at} is not closed`);
    const [, quoted, bare = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === separator) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** One key in `share` is held out, the same ones on every machine and in the training recipe (`held_out` of `aisle_training`). */
export function heldOut(key: string, share: number): boolean {
  return BigInt(`0x${createHash('sha256').update(key).digest('hex')}`) % BigInt(share) === 0n;
}
