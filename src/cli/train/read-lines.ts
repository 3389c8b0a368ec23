import { readFile, stat } from 'node:fs/promises';

/** Bytes of a file at most. */
const MOST_BYTES = 50_000_000;

/** What is wrong with a line of a file; line 0 stands for the file as a whole. */
export interface Fault {
  line: number;
  message: string;
}

/** A file cannot be used as it is: what is wrong, line by line, in the file's order. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly file: string;
  readonly faults: readonly Fault[];

  constructor(file: string, faults: readonly Fault[]) {
    super(`${file} cannot be used`);
    this.file = file;
    this.faults = faults.toSorted((a, b) => a.line - b.line);
  }
}

/** The lines of a UTF-8 file that are not blank, with their numbers. A byte order mark is left out. Throws DataError for another encoding. */
export async function readLines(file: string): Promise<{ line: number; text: string }[]> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw wholeFault(file, `is larger than ${MOST_BYTES / 1_000_000} MB`);
  const bytes = await readFile(file);
  const encoding = otherEncoding(bytes);
  if (encoding !== null) throw wholeFault(file, `is ${encoding}: save it as UTF-8`);
  const text = new TextDecoder('utf-8').decode(bytes);
  const lines = text
    .split('\n')
    .map((one, i) => ({ line: i + 1, text: one.replace(/\r$/, '') }))
    .filter((one) => one.text.trim() !== '');
  if (lines.length === 0) throw wholeFault(file, 'is empty');
  return lines;
}

function wholeFault(file: string, message: string): DataError {
  return new DataError(file, [{ line: 0, message }]);
}

/** What the bytes are, when they are not UTF-8; null when they are. */
function otherEncoding(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'UTF-16 (little endian)';
  if (mark === 'feff') return 'UTF-16 (big endian)';
  // Every JSON line has ASCII in it, which UTF-16 writes with a zero byte; JSON itself has none.
  const zero = bytes.indexOf(0);
  if (zero >= 0) return `UTF-16 (${zero % 2 === 1 ? 'little' : 'big'} endian)`;
  if (decodes('utf-8', bytes)) return null;
  // GB18030 holds GBK and GB2312.
  return decodes('gb18030', bytes) ? 'not UTF-8, and looks like GBK' : 'not UTF-8';
}

function decodes(encoding: string, bytes: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
