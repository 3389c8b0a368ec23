import type * as library from '@huggingface/inference';
import { AppError } from '../../../core/error.ts';
import type { ServedBy } from '../../../core/served-by.ts';
import type { Pack } from '../../pack.ts';
import type { Call, Probe } from '../../port.ts';
import { callFault, invalidAnswer, statusFault } from '../upstream-fault.ts';

/** A hosted endpoint that runs one model of the pack behind one URL. */
export interface HuggingfaceOptions {
  /** Requests are posted to exactly this URL. */
  endpointUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
  pack: Pack;
  path: 'gpu';
  /** Its name in `/ready`; the URL's host unless given. */
  name?: string | undefined;
  maxBatch?: number | undefined;
}

type Library = typeof library;
type FetchInput = Parameters<typeof fetch>[0];

/** What the drivers share: the library with our `fetch`, errors by one table, and the probe. */
export interface HuggingfaceClient {
  readonly served: ServedBy;
  /** Runs `work` with the library, and the arguments and options that each of its tasks takes. */
  ask<T>(call: Call, work: (library: Library, endpoint: Endpoint, options: LibraryOptions) => Promise<T>): Promise<T>;
  probe(signal: AbortSignal): Promise<Probe>;
}

interface Endpoint {
  endpointUrl: string;
  accessToken?: string;
}

interface LibraryOptions {
  fetch: typeof fetch;
  signal: AbortSignal;
  /** The library repeats a 503 at once and without limit unless told not to. */
  retry_on_error: false;
}

/** A client of one endpoint. The library is loaded at the first call: a Worker that does not use it does not run it at its start. */
export function huggingfaceClient(options: HuggingfaceOptions): HuggingfaceClient {
  const { endpointUrl, token } = options;
  const send = options.fetch ?? ((input: FetchInput, init?: RequestInit) => fetch(input, init));
  const endpoint = token === undefined ? { endpointUrl } : { endpointUrl, accessToken: token };

  /** Settles statuses and broken connections here: the library's own errors carry the request with its token, and the answer's body. */
  const fetchFor =
    (call: Call) =>
    async (input: FetchInput, init: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set('x-request-id', call.requestId);
      if (call.traceparent !== undefined) headers.set('traceparent', call.traceparent);
      try {
        const response = await send(input, { ...init, headers, redirect: 'manual' });
        if (!response.ok) throw statusFault(response);
        return new Response(await response.arrayBuffer(), { headers: { 'content-type': 'application/json' } });
      } catch (error) {
        throw callFault(error, call.signal);
      }
    };

  return {
    served: { path: options.path, degraded: false },

    async ask(call, work) {
      const loaded = await import('@huggingface/inference');
      try {
        return await work(loaded, endpoint, {
          fetch: fetchFor(call) as typeof fetch,
          signal: call.signal,
          retry_on_error: false,
        });
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw invalidAnswer('is not what the task promises');
      }
    },

    async probe(signal) {
      const state = { path: options.path, name: options.name ?? new URL(endpointUrl).host, revision: null };
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      try {
        const url = `${endpointUrl.replace(/\/+$/, '')}/health`;
        const response = await send(url, { headers, signal, redirect: 'manual' });
        // An endpoint need not have this route; that it answers is enough, and a real question would cost money.
        if (response.status >= 500 || response.status === 401 || response.status === 403) throw statusFault(response);
        response.body?.cancel().catch(() => {});
        return { ...state, ok: true };
      } catch (error) {
        return { ...state, ok: false, detail: callFault(error, signal).message };
      }
    },
  };
}
