import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FailedError, UsageError } from '../exit.ts';

/** A file as text, piece by piece. */
export interface OpenText {
  text: AsyncIterable<string>;
  /** As people call it: UTF-8, GB18030, … */
  encoding: string;
  isZipped: boolean;
  /** How much of the file was read, 0–1; undefined where its length is not known. */
  share(): number | undefined;
}

/** Bytes that tell the encoding. */
const LOOKED_AT = 262_144;

/** Encodings that are told from the bytes, and more that may be named. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  gb18030: 'GB18030 (GBK)',
};

/**
 * Opens a file, or stdin for `-`: unpacks gzip, and tells UTF-8, UTF-16 and GBK apart by the byte order mark or the first bytes, unless
 * `encoding` is given. Throws FailedError for what holds no text, and while reading where the encoding does not hold; UsageError for an
 * encoding that nobody knows.
 */
export async function openText(file: string, encoding: string | undefined, stdin: Readable): Promise<OpenText> {
  const isFile = file !== '-';
  const size = isFile ? (await stat(file)).size : undefined;
  let read = 0;
  const raw = isFile ? createReadStream(file) : stdin;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of raw) {
      read += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  const { head: start, all } = await peek(counted(), sizeOfBytes, 512);
  const first = Buffer.concat(start);
  const isZipped = first.subarray(0, 2).toString('hex') === '1f8b';
  const { head, all: bytes } = await peek(isZipped ? unzipped(file, all) : all, sizeOfBytes, LOOKED_AT);
  const sample = Buffer.concat(head);
  refuseOthers(file, sample);
  const label = encoding ?? encodingOf(sample);
  return {
    text: decoded(file, bytes, decoderOf(label)),
    encoding: ENCODINGS[label] ?? label,
    isZipped,
    share: () => (size === undefined || size === 0 ? undefined : Math.min(1, read / size)),
  };
}

const sizeOfBytes = (chunk: Buffer): number => chunk.length;

/** The first items of a source, `enough` of them by `sizeOf`, and all of it as if none had been read. */
export async function peek<Item>(
  source: AsyncIterable<Item>,
  sizeOf: (item: Item) => number,
  enough: number,
): Promise<{ head: Item[]; all: AsyncIterable<Item> }> {
  const iterator = source[Symbol.asyncIterator]();
  const head: Item[] = [];
  for (let size = 0; size < enough;) {
    const step = await iterator.next();
    if (step.done === true) break;
    head.push(step.value);
    size += sizeOf(step.value);
  }
  const all = async function* (): AsyncGenerator<Item> {
    yield* head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { head, all: all() };
}

async function* unzipped(file: string, packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Its errors reach the loop below, which reads from its end.
  const out = pipeline(Readable.from(packed), createGunzip(), () => undefined);
  try {
    for await (const chunk of out) yield chunk as Buffer;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error;
    throw new FailedError(`${file}: cannot be unpacked: ${error.message}`);
  }
}

/** Says of files that hold products otherwise what to do with them. */
function refuseOthers(file: string, bytes: Buffer): void {
  if (bytes.length === 0) throw new FailedError(`${file} is empty`);
  if (bytes.subarray(257, 262).toString('latin1') === 'ustar') {
    throw new FailedError(`${file} is a tar archive: \`tar xOf ${file} NAME | aisle import -\` reads a file of it`);
  }
  if (bytes.subarray(0, 4).toString('hex') === '504b0304') {
    throw new FailedError(`${file} is a zip archive or a spreadsheet: unpack it, or save it as CSV`);
  }
}

function encodingOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 3).toString('hex');
  if (mark === 'efbbbf') return 'utf-8';
  if (mark.startsWith('fffe')) return 'utf-16le';
  if (mark.startsWith('feff')) return 'utf-16be';
  // Headers and JSON have ASCII in them, which UTF-16 writes with a zero byte; other text has none.
  const zero = bytes.indexOf(0);
  if (zero >= 0) return zero % 2 === 1 ? 'utf-16le' : 'utf-16be';
  try {
    // What is cut at the end of the sample is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    // It holds GBK and GB2312.
    return 'gb18030';
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf(label: string): Decoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new UsageError(`--encoding: there is no encoding \`${label}\``);
  }
}

async function* decoded(file: string, bytes: AsyncIterable<Buffer>, decoder: Decoder): AsyncGenerator<string> {
  let before = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new FailedError(`${file} is not ${decoder.encoding} from about byte ${before} on: say its --encoding`);
    }
  };
  for await (const chunk of bytes) {
    yield decode(chunk);
    before += chunk.length;
  }
  yield decode();
}
