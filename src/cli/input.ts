import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { UsageError } from './exit.ts';

/** One thing to be answered, and where it stood: the line of a file, or the place among the words. */
export type Input<Item> = { line: number } & ({ item: Item } | { fault: string });

/** How a line becomes an item. Both throw an Error that says what is wrong with it. */
export interface Reader<Item> {
  /** A plain line. */
  text(line: string): Item;
  /** The value of a JSON line. */
  json(value: unknown): Item;
}

/** Where lines come from. */
export interface Source {
  /** A path; `-` or absent is stdin. */
  file?: string | undefined;
  /** Whether lines are JSON; a path that ends in `.jsonl` or `.ndjson` says so itself. */
  jsonl?: boolean | undefined;
}

/** The lines of a file or of stdin as items; empty lines are skipped and counted. */
export async function* readInputs<Item>(
  source: Source,
  reader: Reader<Item>,
  stdin: NodeJS.ReadableStream & { isTTY?: boolean },
): AsyncGenerator<Input<Item>> {
  const isFile = source.file !== undefined && source.file !== '-';
  if (!isFile && stdin.isTTY === true && source.file !== '-') {
    throw new UsageError('give a TEXT, `--file`, or pipe lines in');
  }
  const isJson = source.jsonl === true || (isFile && /\.(?:jsonl|ndjson)$/i.test(source.file ?? ''));
  const stream: NodeJS.ReadableStream = isFile ? createReadStream(source.file ?? '') : stdin;
  // An error of the stream (no such file) must reach the loop: readline alone would swallow it.
  let failure: Error | undefined;
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  stream.once('error', (error: Error) => {
    failure = error;
    lines.close();
  });
  let line = 0;
  for await (const raw of lines) {
    line += 1;
    const text = line === 1 ? raw.replace(/^\ufeff/, '') : raw;
    if (text.trim() !== '') yield { line, ...readLine(text, isJson, reader) };
  }
  if (failure !== undefined) throw failure;
}

function readLine<Item>(line: string, isJson: boolean, reader: Reader<Item>): { item: Item } | { fault: string } {
  let value: unknown;
  try {
    value = isJson ? JSON.parse(line) : undefined;
  } catch {
    return { fault: 'is not JSON' };
  }
  try {
    return { item: isJson ? reader.json(value) : reader.text(line) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Texts of the command line as items. */
export async function* textInputs<Item>(
  texts: readonly string[],
  text: (text: string) => Item,
): AsyncGenerator<Input<Item>> {
  for (const [i, one] of texts.entries()) yield { line: i + 1, item: text(one) };
}

/** Lines of a file, for a progress line; undefined where it isn't a file of its own (a pipe, a device). */
export async function countLines(file: string | undefined): Promise<number | undefined> {
  if (file === undefined || file === '-') return undefined;
  try {
    await using handle = await open(file);
    if (!(await handle.stat()).isFile()) return undefined;
    let count = 0;
    let last = 10;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      for (const byte of chunk as Buffer) if (byte === 10) count += 1;
      last = (chunk as Buffer).at(-1) ?? last;
    }
    return last === 10 ? count : count + 1;
  } catch {
    // What is wrong with it is told when it is read.
    return undefined;
  }
}
