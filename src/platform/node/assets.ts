import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { consoleFile } from '../console-file.ts';

const FOLDER = new URL('../../../dist/assets/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Serves what `npm run assets` built. Only known names are read, so a path cannot leave the folder. */
export async function nodeAsset(request: Request): Promise<Response | null> {
  const file = consoleFile(new URL(request.url).pathname);
  if (file === null) return null;
  let body: Buffer<ArrayBuffer>;
  try {
    body = await readFile(fileURLToPath(new URL(file, FOLDER)));
  } catch {
    return null;
  }
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = { etag, 'cache-control': 'no-cache' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return new Response(request.method === 'HEAD' ? null : body, { headers: { ...headers, 'content-type': type } });
}
