import { LARGEST_PICTURE, pictureFault } from '../../core/picture-header.ts';
import { PictureFault } from '../picture.ts';
import type { Call } from '../port.ts';

/** Milliseconds until a picture must be there, with its redirects, and how many of these are followed. */
const PATIENCE = 5_000;
const MOST_REDIRECTS = 3;

const REDIRECTS = [301, 302, 303, 307, 308];

/** Names that no public server has. A name without a dot is one of the local network. */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|localdomain|arpa|onion|test|invalid)$|^[^.]+$/;

/** How pictures are fetched. */
export interface PictureFetchOptions {
  /** On Node it must look at the addresses that a name has (`publicFetch`); a Worker's reaches the public internet only. */
  fetch: (
    url: string,
    init: { signal: AbortSignal; headers: Record<string, string>; redirect: 'manual' },
  ) => Promise<Response>;
  /** Hosts that may be asked: `cdn.example.com`, `*.example.com` for all below it, `*` for every public one. */
  hosts: readonly string[];
  /** Whether an IP address in place of a name may be asked; none unless given. */
  isPublic?: ((address: string) => boolean) | undefined;
}

/**
 * Fetches the picture behind an address, without cookies or credentials. Refused, also after each of up to 3 redirects: other schemes than http
 * and https, a user in the address, hosts that are not allowed, local names and addresses that are not public, more than 10 MiB, and what is no
 * picture by its own bytes. Rejects with PictureFault.
 */
export function pictureFetch({ fetch, hosts, isPublic = () => false }: PictureFetchOptions) {
  return async (address: string, call: Call): Promise<Uint8Array> => {
    const limited = AbortSignal.any([call.signal, AbortSignal.timeout(PATIENCE)]);
    let url = address;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const fault = urlFault(url, hosts, isPublic);
      if (fault !== null) throw new PictureFault(fault);
      const response = await fetch(url, {
        signal: limited,
        headers: { accept: 'image/jpeg, image/png, image/webp, image/gif' },
        redirect: 'manual',
      }).catch((error: unknown) => {
        throw unreachable(error, limited);
      });
      const location = response.headers.get('location');
      if (!REDIRECTS.includes(response.status) || location === null) return await pictureOf(response, limited);
      response.body?.cancel().catch(() => {});
      if (!URL.canParse(location, url)) throw new PictureFault('is behind a redirect to nowhere');
      url = new URL(location, url).href;
    }
    throw new PictureFault(`is behind more than ${MOST_REDIRECTS} redirects`);
  };
}

/** Why an address may not be asked; `null` if it may. */
function urlFault(address: string, hosts: readonly string[], isPublic: (address: string) => boolean): string | null {
  if (!URL.canParse(address)) return 'has no valid address';
  const { protocol, username, password, hostname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'must have an http or https address';
  if (username !== '' || password !== '') return 'must have an address without user and password';
  const host = hostname.replace(/\.$/, '');
  const literal = /^\[(.*)\]$/.exec(host)?.[1] ?? (/^[\d.]+$/.test(host) ? host : null);
  const isThere = literal === null ? !LOCAL_NAME.test(host) : isPublic(literal);
  if (!isThere) return 'must have a public address';
  const isAllowed = hosts.some(
    (allowed) => allowed === '*' || allowed === host || (allowed.startsWith('*.') && host.endsWith(allowed.slice(1))),
  );
  return isAllowed ? null : 'is on a host that IMAGE_HOSTS does not name';
}

async function pictureOf(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  const refuse = (message: string, transient = false): never => {
    response.body?.cancel().catch(() => {});
    throw new PictureFault(message, { transient });
  };
  const { status } = response;
  if (status !== 200) refuse(`is not there: its server answers ${status}`, status >= 500 || status === 429);
  const tooLarge = `must have at most ${LARGEST_PICTURE} bytes`;
  if (Number(response.headers.get('content-length') ?? 0) > LARGEST_PICTURE) refuse(tooLarge);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read().catch((error: unknown) => {
      throw unreachable(error, signal);
    })) ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    size += value.length;
    if (size > LARGEST_PICTURE) {
      reader?.cancel().catch(() => {});
      throw new PictureFault(tooLarge);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const fault = pictureFault(bytes);
  if (fault !== null) throw new PictureFault(fault);
  return bytes;
}

function unreachable(error: unknown, signal: AbortSignal): PictureFault {
  if (error instanceof PictureFault) return error;
  const message = signal.aborted ? 'did not come in time' : 'could not be fetched';
  return new PictureFault(message, { transient: true, cause: error });
}
