import type { Problem } from './answers.ts';
import { readEvents } from './event-stream.ts';
import type { StreamEvent } from './event-stream.ts';
import { parseCacheStatus, parseServerTiming } from './headers.ts';
import type { CacheState, Stage } from './headers.ts';
import { parseProblem } from './problem.ts';

/** How an answer travelled. `latency` is what the browser measured, until the body was read, in milliseconds. */
export interface Trip {
  status: number;
  latency: number;
  stages: Stage[];
  cache: CacheState;
  requestId: string | null;
}

/** What came of a call; `unreachable` means that no HTTP answer arrived at all. */
export type Outcome<Answer> =
  | { kind: 'answer'; answer: Answer; trip: Trip }
  | { kind: 'problem'; problem: Problem; trip: Trip }
  | { kind: 'unreachable'; detail: string };

/** What came of a call that answers by a stream. Reading `events` rejects where the stream breaks or `signal` aborts it. */
export type StreamOutcome =
  Exclude<Outcome<never>, { kind: 'answer' }> | { kind: 'events'; events: AsyncGenerator<StreamEvent> };

/** What the client needs from its surroundings. */
export interface ApiClientOptions {
  fetch: typeof fetch;
  /** Milliseconds from any fixed point. */
  now: () => number;
  /** The API key to send, `null` for none. */
  key: () => string | null;
}

/** Calls the API that served this page. */
export interface ApiClient {
  /** Posts JSON. Rejects only when `signal` aborts it. */
  post<Answer>(path: string, body: unknown, signal: AbortSignal): Promise<Outcome<Answer>>;
  /** Gets JSON. Rejects only when `signal` aborts it. */
  get<Answer>(path: string, signal: AbortSignal): Promise<Outcome<Answer>>;
  /** Posts JSON and reads server-sent events. Rejects only when `signal` aborts it. */
  stream(path: string, body: unknown, signal: AbortSignal): Promise<StreamOutcome>;
  /** Changes by JSON. Rejects only when `signal` aborts it. */
  patch<Answer>(path: string, body: unknown, signal: AbortSignal): Promise<Outcome<Answer>>;
  /** Deletes. Rejects only when `signal` aborts it. */
  remove<Answer>(path: string, signal: AbortSignal): Promise<Outcome<Answer>>;
}

/** Makes the client. `Answer` types are believed, not checked: the server is the one that served this page. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const ask = (path: string, init: RequestInit & { headers: Headers }, accept: string): Promise<Response> => {
    init.headers.set('Accept', `${accept}, application/problem+json`);
    const key = options.key();
    if (key !== null) init.headers.set('Authorization', `Bearer ${key}`);
    return options.fetch(path, init);
  };
  const failed = (init: RequestInit, error: unknown): { kind: 'unreachable'; detail: string } => {
    if (init.signal?.aborted === true) throw error;
    return { kind: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
  };
  const call = async <Answer>(path: string, init: RequestInit & { headers: Headers }): Promise<Outcome<Answer>> => {
    const start = options.now();
    try {
      const response = await ask(path, init, 'application/json');
      const parsed = parseJson(await response.text());
      const trip = tripOf(response, options.now() - start);
      if (response.ok && parsed !== undefined) return { kind: 'answer', answer: parsed as Answer, trip };
      return { kind: 'problem', problem: parseProblem(response.status, parsed, trip.requestId), trip };
    } catch (error) {
      return failed(init, error);
    }
  };
  const stream = async (path: string, init: RequestInit & { headers: Headers }): Promise<StreamOutcome> => {
    const start = options.now();
    try {
      const response = await ask(path, init, 'text/event-stream');
      if (response.ok && response.body !== null) return { kind: 'events', events: readEvents(response.body) };
      const parsed = parseJson(await response.text());
      const trip = tripOf(response, options.now() - start);
      return { kind: 'problem', problem: parseProblem(response.status, parsed, trip.requestId), trip };
    } catch (error) {
      return failed(init, error);
    }
  };
  const send = <Answer>(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Outcome<Answer>> => {
    return call(path, withBody(method, body, signal));
  };
  return {
    post: (path, body, signal) => send('POST', path, body, signal),
    stream: (path, body, signal) => stream(path, withBody('POST', body, signal)),
    get: (path, signal) => call(path, { method: 'GET', headers: new Headers(), signal }),
    patch: (path, body, signal) => send('PATCH', path, body, signal),
    remove: (path, signal) => call(path, { method: 'DELETE', headers: new Headers(), signal }),
  };
}

function withBody(method: string, body: unknown, signal: AbortSignal): RequestInit & { headers: Headers } {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  return { method, headers, body: JSON.stringify(body), signal };
}

/** Reads the headers that tell how an answer travelled. */
export function tripOf(response: Response, latency: number): Trip {
  return {
    status: response.status,
    latency,
    stages: parseServerTiming(response.headers.get('Server-Timing')),
    cache: parseCacheStatus(response.headers.get('Cache-Status')),
    requestId: response.headers.get('X-Request-Id'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
