import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { problem, servedBy } from '../contract/envelope.ts';
import { VERSION } from '../platform/version.ts';
import { UsageError } from './exit.ts';
import type { InProcessOptions } from './in-process.ts';

/** What every scored answer has. The results are shown as they came. */
const answerSchema = z.object({
  results: z.array(z.record(z.string(), z.unknown())),
  model: z.object({ name: z.string(), revision: z.string() }),
  served_by: servedBy,
});

/** A scored answer. */
export type Answer = z.infer<typeof answerSchema>;

/** The answer of the API when it is none: its code, and which fields are wrong. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { path: string; message: string }[];

  constructor(message: string, rest: { status: number; code: string; errors?: CallError['errors'] }) {
    super(message);
    this.status = rest.status;
    this.code = rest.code;
    this.errors = rest.errors ?? [];
  }
}

/** The API, wherever it runs. */
export interface Client {
  /** Answers a request body in the shape of a scored answer. Throws CallError. */
  post(path: string, body: object, signal: AbortSignal): Promise<Answer>;
  /** The same for an answer of any shape. */
  ask<T>(path: string, body: object, schema: z.ZodMiniType<T>, signal: AbortSignal): Promise<T>;
  /** Reads a path. */
  get<T>(path: string, schema: z.ZodMiniType<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

/** How the API is reached. */
export interface ClientOptions extends InProcessOptions {
  /** A running server; without it the app is built in this process. */
  url?: string | undefined;
  key?: string | undefined;
}

type Send = (request: Request) => Promise<Response>;

/** Tries of one request: a server that is busy says when to come again. */
const TRIES = 5;

/** A list of texts has time: the longest deadline that the API takes, in milliseconds. */
const DEADLINE = 30_000;

/** Opens the API: a server when there is a URL, else the app itself. */
export async function openClient(options: ClientOptions): Promise<Client> {
  if (options.url !== undefined) return clientOf(serverUrl(options.url), options.key, (request) => fetch(request));
  const { openApp } = await import('./in-process.ts');
  const app = await openApp(options);
  return { ...clientOf(app.url, undefined, app.send), close: app.close };
}

function serverUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError('--url must be an http or https URL');
  return url.href.replace(/\/+$/, '');
}

function clientOf(base: string, key: string | undefined, send: Send): Client {
  const headers = new Headers({
    'content-type': 'application/json',
    'user-agent': `aisle/${VERSION}`,
    'x-deadline-ms': String(DEADLINE),
    // Fetch sets it by itself; the app in process sees what is given here.
    host: new URL(base).host,
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  });
  const call = async <T>(
    path: string,
    rest: RequestInit,
    schema: z.ZodMiniType<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      const request = new Request(base + path, { headers, signal, redirect: 'manual', ...rest });
      const response = await reach(base, send, request, signal);
      const busy = response.status === 429 || response.status === 503;
      if (!busy || attempt === TRIES) return await read(response, schema);
      const seconds = Number(response.headers.get('retry-after') ?? 1);
      await response.body?.cancel();
      await sleep(1000 * Math.min(30, Number.isFinite(seconds) ? Math.max(seconds, 0.2) : 1), undefined, { signal });
    }
  };
  const client: Client = {
    post: async (path, body, signal) => await client.ask(path, body, answerSchema, signal),
    ask: async (path, body, schema, signal) =>
      await call(path, { method: 'POST', body: JSON.stringify(body) }, schema, signal),
    get: async (path, schema, signal) => await call(path, {}, schema, signal),
    close: async () => undefined,
  };
  return client;
}

async function reach(base: string, send: Send, request: Request, signal: AbortSignal): Promise<Response> {
  try {
    return await send(request);
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason =
      cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : cause.name) : String(cause);
    throw new CallError(`cannot reach ${base}: ${reason}`, { status: 0, code: 'unreachable' });
  }
}

async function read<T>(response: Response, schema: z.ZodMiniType<T>): Promise<T> {
  const text = await response.text();
  const json = parse(text);
  if (response.ok) {
    const answer = schema.safeParse(json);
    if (answer.success) return answer.data;
    throw new CallError('the server does not answer as Aisle does', { status: response.status, code: 'unusable' });
  }
  const { data } = problem.safeParse(json);
  if (data === undefined) {
    throw new CallError(`the server answers ${response.status}`, { status: response.status, code: 'unusable' });
  }
  const { status, code, title, detail, errors = [] } = data;
  throw new CallError(detail ?? title, { status, code, errors });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
