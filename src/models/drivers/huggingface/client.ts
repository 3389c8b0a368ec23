import type * as library from '@huggingface/inference';
import { AppError } from '../../../core/error.ts';
import type { ServedBy } from '../../../core/served-by.ts';
import type { Pack } from '../../pack.ts';
import type { Call, Probe } from '../../port.ts';
import { bodyText, callFault, invalidAnswer, statusFault } from '../upstream-fault.ts';

/** A hosted endpoint that runs one model behind one URL. */
export interface HostedOptions {
  /** Requests are posted to exactly this URL. */
  endpointUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
  path: 'gpu';
  /** Its name in `/ready`; the URL's host unless given. */
  name?: string | undefined;
}

/** A hosted endpoint of one of the pack's models. */
export interface HuggingfaceOptions extends HostedOptions {
  pack: Pack;
  maxBatch?: number | undefined;
}

type Library = typeof library;
type FetchInput = Parameters<typeof fetch>[0];

/** What the drivers share: the library with our `fetch`, errors by one table, and the probe. */
export interface HuggingfaceClient {
  readonly served: ServedBy;
  /** Runs `work` with the library, and the arguments and options that each of its tasks takes. Answers are JSON, with vectors of so many numbers. */
  ask<T>(
    call: Call,
    work: (library: Library, endpoint: Endpoint, options: LibraryOptions) => Promise<T>,
    numbers?: number,
  ): Promise<T>;
  /** The same for a task that answers piece by piece, up to `maxBytes` of them; letting go of it ends the request. */
  stream<T>(
    call: Call,
    maxBytes: number,
    work: (library: Library, endpoint: Endpoint, options: LibraryOptions) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined>;
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
export function huggingfaceClient(options: HostedOptions): HuggingfaceClient {
  const { endpointUrl, token } = options;
  const send = options.fetch ?? ((input: FetchInput, init?: RequestInit) => fetch(input, init));
  const endpoint = token === undefined ? { endpointUrl } : { endpointUrl, accessToken: token };

  /** Settles statuses and broken connections here: the library's own errors carry the request with its token, and the answer's body. */
  const fetchFor =
    (call: Call, signal: AbortSignal, received: (response: Response) => Promise<Response>) =>
    async (input: FetchInput, init: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set('x-request-id', call.requestId);
      if (call.traceparent !== undefined) headers.set('traceparent', call.traceparent);
      try {
        const response = await send(input, { ...init, headers, redirect: 'manual' });
        if (!response.ok) throw statusFault(response);
        return await received(response);
      } catch (error) {
        throw callFault(error, signal);
      }
    };

  const optionsFor = (call: Call, signal: AbortSignal, received: (response: Response) => Promise<Response>) => ({
    fetch: fetchFor(call, signal, received) as typeof fetch,
    signal,
    retry_on_error: false as const,
  });

  return {
    served: { path: options.path, degraded: false },

    async ask(call, work, numbers) {
      const loaded = await import('@huggingface/inference');
      const whole = async (response: Response): Promise<Response> =>
        new Response(await bodyText(response, numbers), { headers: { 'content-type': 'application/json' } });
      try {
        return await work(loaded, endpoint, optionsFor(call, call.signal, whole));
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw invalidAnswer('is not what the task promises');
      }
    },

    async *stream(call, maxBytes, work) {
      const loaded = await import('@huggingface/inference');
      // The library lets go of a body that is no longer read without ending it.
      const left = new AbortController();
      const signal = AbortSignal.any([call.signal, left.signal]);
      const limited = (response: Response): Promise<Response> =>
        Promise.resolve(new Response(limitBytes(response.body, maxBytes, signal), { headers: response.headers }));
      try {
        yield* work(loaded, endpoint, optionsFor(call, signal, limited));
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (call.signal.aborted) throw callFault(error, call.signal);
        throw invalidAnswer('is not what the task promises');
      } finally {
        left.abort();
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

/** A body that fails with our own errors: when its connection breaks, and past so many bytes. */
function limitBytes(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  const reader = body.getReader();
  let left = most;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw callFault(error, signal);
      });
      if (done) return controller.close();
      left -= value.length;
      if (left < 0) {
        reader.cancel().catch(() => {});
        throw invalidAnswer(`has more than ${most} bytes`);
      }
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
