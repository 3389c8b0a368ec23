import type { SearchRequest } from '../../contract/search.ts';
import { AppError } from '../../core/error.ts';
import { type Ranking, readRanking, writeRanking } from './ranking.ts';

/** A place in a ranking. */
export interface Place {
  ranking: Ranking;
  /** Hits before it. */
  offset: number;
}

/** The parts of a request that a ranking depends on, by the name that a caller knows them by; the last two where it is for one shopper. */
const PARTS = ['query', 'filters', 'weights', 'language', 'shopper_id', 'session_id'] as const;
const OF_SHOPPER: readonly string[] = ['shopper_id', 'session_id'] satisfies (typeof PARTS)[number][];

/** The most bytes that a cursor may become when it is unpacked. */
const LARGEST = 1_000_000;

const invalid = (): AppError =>
  new AppError('validation_failed', { errors: [{ path: 'cursor', message: 'is no cursor that this server gave' }] });

/**
 * A place as an opaque text. It carries the whole ranking, so that paging needs no memory on the server, and what changes in the catalogue
 * neither repeats nor loses a hit: about 3 kB for 100 products with short ids.
 */
export async function writeCursor(request: SearchRequest, { ranking, offset }: Place): Promise<string> {
  const text = [await marks(request), offset, writeRanking(ranking)].join('\n');
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Reads a cursor. Throws `cursor_mismatch` when it belongs to another request, `validation_failed` when it is none. */
export async function readCursor(request: SearchRequest, cursor: string): Promise<Place> {
  const [known = '', offset = '', json = ''] = (await unpacked(cursor)).split('\n');
  const ranking = readRanking(json);
  if (ranking === null || !/^\d{1,4}$/.test(offset)) throw invalid();
  const mine = (await marks(request)).split('.');
  const theirs = known.split('.');
  const isPersonal = ranking.hits.some(({ personal }) => personal !== null);
  const different = PARTS.filter((part, i) => mine[i] !== theirs[i] && (isPersonal || !OF_SHOPPER.includes(part)));
  if (different.length > 0) {
    throw new AppError('cursor_mismatch', {
      detail: `The cursor was given for a request with another ${different.join(' and ')}. Send the same, or no cursor.`,
    });
  }
  return { ranking, offset: Number(offset) };
}

async function unpacked(cursor: string): Promise<string> {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder().decode(await through(new DecompressionStream('deflate-raw'), bytes));
  } catch {
    throw invalid();
  }
}

/** A short hash of each part, joined by points. */
async function marks(request: SearchRequest): Promise<string> {
  const hashes = PARTS.map(async (part) => {
    const text = new TextEncoder().encode(JSON.stringify(request[part] ?? null));
    const [a = 0, b = 0, c = 0, d = 0] = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
    return ((a << 24) | (b << 16) | (c << 8) | d).toString(36);
  });
  return (await Promise.all(hashes)).join('.');
}

/** Bytes sent through a stream. Throws where more than `LARGEST` come out. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array): Promise<Uint8Array> {
  const out: Uint8Array[] = [];
  let length = 0;
  const piped = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  for await (const piece of piped as unknown as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > LARGEST) throw new RangeError('too large');
    out.push(piece);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of out) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
