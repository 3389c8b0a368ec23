/** A request to be written as a command line. */
export interface CurlRequest {
  method: string;
  url: string;
  /** Sent as it is; `null` for none. */
  body: string | null;
  contentType?: string;
  headers?: Record<string, string>;
  /** Whether to send a key. The command reads it from `$AISLE_KEY`: a copied line must not carry a secret. */
  authorized: boolean;
}

/** The request as a `curl` command for a POSIX shell. */
export function asCurl(request: CurlRequest): string {
  const pieces = [request.method === 'GET' ? 'curl -sS' : `curl -sS -X ${request.method}`, quote(request.url)];
  if (request.authorized) pieces.push('-H "Authorization: Bearer $AISLE_KEY"');
  for (const [name, value] of Object.entries(request.headers ?? {})) pieces.push(`-H ${quote(`${name}: ${value}`)}`);
  if (request.body !== null) {
    pieces.push(`-H ${quote(`Content-Type: ${request.contentType ?? 'application/json'}`)}`);
    pieces.push(`--data-raw ${quote(request.body)}`);
  }
  return pieces.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
