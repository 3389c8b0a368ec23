import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../core/error.ts';
import type { AppEnv } from './app-env.ts';
import { decodeBody } from './body.ts';
import { brokenOff, limitBody } from './limit.ts';

/** The part that holds the request as JSON; every other part is a file. */
const REQUEST_PART = 'request';

const MEBIBYTE = 1_048_576;

/** The most bytes that the files of a request have together. */
const LARGEST_FILES = 10 * MEBIBYTE;

/** What boundaries and headers of the parts may take on top. */
const LARGEST_OVERHEAD = 65_536;

/** A file that came with a request. Its type is what the sender claims: look at the bytes. */
export interface Upload {
  bytes: Uint8Array<ArrayBuffer>;
  /** The claimed media type in lower case, without parameters; empty where none was sent. */
  type: string;
  /** As sent; empty where none was. */
  filename: string;
}

/** A request with files. */
export interface MultipartRequest {
  /** The JSON, not yet parsed. */
  request: string;
  /** The files by the names of their parts, in the order sent; none is empty. */
  files: Map<string, Upload>;
}

/** Whether a request comes as a form with files. */
export function isMultipart(c: Context): boolean {
  return /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
}

/** Limits the body of an endpoint that takes files: a form by the files' limit, anything else by `most`. */
export function limitForm(most: number, files = LARGEST_FILES): MiddlewareHandler<AppEnv> {
  const plain = limitBody(most);
  const form = limitBody(files + most + LARGEST_OVERHEAD);
  return (c, next) => (isMultipart(c) ? form : plain)(c, next);
}

/**
 * Reads `multipart/form-data`: the JSON of the part `request` and the files of all others, which are up to `maxFiles` (1 unless given)
 * and together have up to `maxBytes`. Every fault names its part: `malformed_form` (400), `payload_too_large` (413), and
 * `validation_failed` (422) for a part that is missing, empty, sent twice or no file.
 */
export async function multipartRequest(
  c: Context,
  { maxBytes = LARGEST_FILES, maxFiles = 1 }: { maxBytes?: number; maxFiles?: number } = {},
): Promise<MultipartRequest> {
  const form = await formOf(c);
  const names = new Set<string>();
  for (const name of form.keys()) {
    if (names.has(name)) throw invalid(name, 'must be sent once');
    names.add(name);
  }
  const json = form.get(REQUEST_PART);
  if (json === null) throw invalid(REQUEST_PART, 'is required');
  if (sizeOf(json) > MEBIBYTE) throw tooLarge(REQUEST_PART, MEBIBYTE);
  if (names.size - 1 > maxFiles) {
    throw invalid('$', `must have at most ${maxFiles} ${maxFiles === 1 ? 'file' : 'files'}`);
  }

  const files = new Map<string, Upload>();
  let left = maxBytes;
  for (const [name, part] of form) {
    if (name === REQUEST_PART) continue;
    if (typeof part === 'string') throw invalid(name, 'must be a file');
    if (part.size === 0) throw invalid(name, 'must not be empty');
    left -= part.size;
    if (left < 0) throw tooLarge(name, maxBytes);
    const type = part.type.replace(/;.*/s, '').trim().toLowerCase();
    files.set(name, { bytes: new Uint8Array(await part.arrayBuffer()), type, filename: part.name });
  }
  return { request: typeof json === 'string' ? json : decodeBody(await json.arrayBuffer()), files };
}

async function formOf(c: Context): Promise<FormData> {
  // The whole body first: a caller that goes away half-way is not one that wrote a wrong form.
  const bytes = await c.req.arrayBuffer().catch(brokenOff);
  try {
    return await new Response(bytes, { headers: { 'content-type': c.req.header('content-type') ?? '' } }).formData();
  } catch (cause) {
    throw new AppError('malformed_form', { cause });
  }
}

const sizeOf = (part: string | File): number =>
  typeof part === 'string' ? new TextEncoder().encode(part).length : part.size;

function invalid(path: string, message: string): AppError {
  return new AppError('validation_failed', { errors: [{ path, message }] });
}

function tooLarge(name: string, most: number): AppError {
  const detail =
    name === REQUEST_PART
      ? `The part \`${name}\` must have at most ${most} bytes.`
      : `With the part \`${name}\` the files have more than ${most} bytes.`;
  return new AppError('payload_too_large', { detail });
}
