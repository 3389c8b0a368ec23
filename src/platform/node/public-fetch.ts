import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isPublicAddress } from '../../core/public-address.ts';
import { PictureFault } from '../../models/picture.ts';

/** What is asked of the network; tests have their own. */
export interface Network {
  lookup: typeof lookup;
  isPublic: (address: string) => boolean;
}

/**
 * A GET that only reaches public addresses. The addresses of a name are looked at where the connection takes them from, so that a name cannot
 * have another one the next moment; if one of them is not public, none is taken. No redirect is followed, no connection kept, nothing decompressed.
 * Rejects with PictureFault for an address that is not public, and with the connection's error.
 */
export function publicFetch({ lookup: resolve, isPublic }: Network = { lookup, isPublic: isPublicAddress }) {
  const guarded: LookupFunction = (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return answer(error, '', 0);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublic(address))) {
        return answer(new PictureFault('must have a public address'), '', 0);
      }
      return options.all === true ? answer(null, addresses) : answer(null, first.address, first.family);
    });
  };
  return (
    url: string,
    { signal, headers }: { signal: AbortSignal; headers: Record<string, string> },
  ): Promise<Response> =>
    new Promise((fulfil, reject) => {
      const { get } = url.startsWith('https:') ? https : http;
      const request = get(url, { lookup: guarded, signal, headers, agent: false }, (incoming) => {
        const { statusCode = 0, headers: received } = incoming;
        // A Response takes no other status, and what is thrown here would end the process.
        if (statusCode < 200 || statusCode > 599) {
          incoming.destroy();
          return reject(new PictureFault(`is not there: its server answers ${statusCode}`));
        }
        const kept = ['location', 'content-length'].flatMap((name): [string, string][] => {
          const value = received[name];
          return typeof value === 'string' ? [[name, value]] : [];
        });
        const isEmpty = statusCode === 204 || statusCode === 205 || statusCode === 304;
        if (isEmpty) incoming.resume();
        const body = isEmpty ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
        fulfil(new Response(body, { status: statusCode, headers: kept }));
      });
      request.on('error', reject);
    });
}
