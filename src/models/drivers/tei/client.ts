import * as z from 'zod/mini';
import { AppError } from '../../../core/error.ts';
import type { Path, ServedBy } from '../../../core/served-by.ts';
import type { Pack } from '../../pack.ts';
import type { Call, Probe } from '../../port.ts';
import { bodyText, callFault, invalidAnswer, statusFault } from '../upstream-fault.ts';

/** One TEI process (or our scorer, which answers as one does), and the pack whose body it serves. */
export interface TeiOptions {
  /** The address below which `/info` and the model's routes are. */
  url: string;
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
  pack: Pack;
  /** The rung that its answers count as: `onnx` for the scorer. */
  path: Exclude<Path, 'lexical'>;
  /** Its name in `/ready`; what the endpoint calls its model unless given. */
  name?: string | undefined;
  /** The endpoint's `--max-client-batch-size`; 32 unless given. */
  maxBatch?: number | undefined;
}

/** What the three drivers share: requests with their headers, errors by one table, and the probe. */
export interface TeiClient {
  readonly maxBatch: number;
  readonly served: ServedBy;
  /** The answer's JSON, whose vectors have so many numbers, or an AppError. `signal` is the call's unless given. */
  post(route: string, body: unknown, numbers: number, call: Call, signal?: AbortSignal): Promise<unknown>;
  /** Asks `/info`, and whether a model of the expected kind is there. */
  probe(expected: 'embedding' | 'classifier', signal: AbortSignal): Promise<Probe>;
}

const infoSchema = z.object({
  model_id: z.string(),
  model_sha: z.nullish(z.string()),
  model_type: z.record(z.string(), z.unknown()),
});

/** A client of one TEI process. No retry, cache, log or clock inside. */
export function teiClient(options: TeiOptions): TeiClient {
  const base = options.url.replace(/\/+$/, '');
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };

  async function ask(route: string, init: RequestInit, signal: AbortSignal, numbers = 0): Promise<unknown> {
    try {
      // A redirect would carry the token, and the text, to an address that nobody configured.
      const response = await send(base + route, { ...init, signal, redirect: 'manual' });
      if (!response.ok) throw statusFault(response);
      return JSON.parse(await bodyText(response, numbers)) as unknown;
    } catch (error) {
      throw callFault(error, signal);
    }
  }

  return {
    maxBatch: options.maxBatch ?? 32,
    served: { path: options.path, degraded: false },

    post(route, body, numbers, call, signal = call.signal) {
      const headers: Record<string, string> = {
        ...authorization,
        'content-type': 'application/json',
        'x-request-id': call.requestId,
      };
      if (call.traceparent !== undefined) headers['traceparent'] = call.traceparent;
      return ask(route, { method: 'POST', headers, body: JSON.stringify(body) }, signal, numbers);
    },

    async probe(expected, signal) {
      const state = { path: options.path, name: options.name ?? new URL(base).host, revision: null };
      try {
        const info = infoSchema.safeParse(await ask('/info', { headers: authorization }, signal));
        if (!info.success) throw invalidAnswer('to /info is not that of text-embeddings-inference');
        const { model_id, model_sha, model_type } = info.data;
        const known = { ...state, name: options.name ?? model_id, revision: model_sha ?? null };
        if (expected in model_type) return { ...known, ok: true };
        return { ...known, ok: false, detail: `The model behind the endpoint is no ${expected} model.` };
      } catch (error) {
        return { ...state, ok: false, detail: error instanceof AppError ? error.message : 'The probe failed.' };
      }
    },
  };
}
