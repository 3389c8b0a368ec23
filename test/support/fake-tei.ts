import { Buffer } from 'node:buffer';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeLogits, fakeMean, fakeTokens, fakeTokenVector, fakeVector } from './fake-body.ts';
import { FAKE_LABELS, FAKE_MAX_TOKENS } from './fake-pack.ts';

/** What the fake does instead of answering well. */
export type Fault =
  | { kind: 'down' }
  | { kind: 'slow'; milliseconds: number }
  /** The head of an answer and no more. */
  | { kind: 'stall' }
  /** Half an answer, then a closed connection. */
  | { kind: 'cut' }
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  | { kind: 'text'; body: string }
  /** A good answer, changed. */
  | { kind: 'change'; change: (answer: unknown) => unknown };

export interface FakeTeiOptions {
  token?: string;
  maxConcurrentRequests?: number;
}

/** A running fake: three models under `/encoder`, `/match` and `/tagger`. */
export interface FakeTei {
  readonly url: string;
  /** Every request that was let in, as it came. */
  readonly requests: { route: string; headers: IncomingMessage['headers']; body: unknown }[];
  fault: Fault | null;
  /** Only requests to this route have the fault; null for all. */
  faultAt: string | null;
  /** Milliseconds that each input holds its permit. */
  delay: number;
  /** Scores are NaN. */
  broken: boolean;
  stop(): Promise<void>;
}

type Model = 'encoder' | 'match' | 'tagger';
type Sequence = string | [string, string];

class Refusal extends Error {
  readonly status: number;
  readonly body: string;
  readonly type: string;

  constructor(status: number, body: string, type = 'application/json') {
    super(body);
    this.status = status;
    this.body = body;
    this.type = type;
  }
}

const refuse = (status: number, error: string, error_type: string): Refusal =>
  new Refusal(status, JSON.stringify({ error, error_type }));
const empty = (): Refusal => refuse(400, 'Input validation error: `inputs` cannot be empty', 'Empty');
const plain = (status: number, text: string): Refusal => new Refusal(status, text, 'text/plain; charset=utf-8');

/** Answers as text-embeddings-inference 1.9.3 was seen to answer, on loopback, with the functions of `fake-body.ts` for weights. */
export async function startFakeTei(options: FakeTeiOptions = {}): Promise<FakeTei> {
  const limit = options.maxConcurrentRequests ?? 512;
  let taken = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : plain(500, String(error));
      response.writeHead(refusal.status, refusal.body === '' ? {} : { 'content-type': refusal.type });
      response.end(refusal.body);
    });
  });
  const fake: FakeTei = {
    url: '',
    requests: [],
    fault: null,
    faultAt: null,
    delay: 0,
    broken: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, prefix = '', ...rest] = (request.url ?? '/').split('/');
    const route = `/${rest.join('/')}`;
    const open = route === '/health' || route === '/metrics' || prefix === 'health' || prefix === 'metrics';
    if (!open && options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
      throw new Refusal(401, '');
    }
    const fault = fake.faultAt === null || fake.faultAt === route ? fake.fault : null;
    if (fault?.kind === 'down') return void request.socket.destroy();
    if (fault?.kind === 'slow') await sleep(fault.milliseconds);
    if (fault?.kind === 'status') {
      const type = (fault.body ?? '').startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8';
      response.writeHead(fault.status, { 'content-type': type, ...fault.headers });
      return void response.end(fault.body ?? '');
    }
    const good = request.method === 'GET' ? ask(prefix, route) : await work(prefix as Model, route, request);
    if (good === null) return void response.writeHead(200).end();
    const changed = fault?.kind === 'change' ? fault.change(good.answer) : good.answer;
    const text = fault?.kind === 'text' ? fault.body : typeof changed === 'string' ? changed : JSON.stringify(changed);
    response.writeHead(200, { 'content-type': 'application/json', ...good.headers });
    if (fault?.kind === 'stall') return void response.write(text.slice(0, text.length / 2));
    if (fault?.kind === 'cut') {
      return void response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
    }
    response.end(text);
  }

  function ask(prefix: string, route: string): Good | null {
    if (['/', '/health', '/ping'].includes(route)) return null;
    if (route === '/metrics' || prefix === 'metrics') {
      return { answer: '# TYPE te_request_count counter\n', headers: { 'content-type': 'text/plain; charset=utf-8' } };
    }
    if (route !== '/info') throw new Refusal(404, '');
    const ids = FAKE_LABELS.map((label, i) => [String(i), label] as const);
    const classifier = {
      id2label: Object.fromEntries(ids),
      label2id: Object.fromEntries(ids.map(([i, l]) => [l, Number(i)])),
    };
    const info = {
      model_id: `fake/${prefix}`,
      model_sha: 'fake-1',
      model_dtype: 'float32',
      model_type: prefix === 'match' ? { classifier } : { embedding: { pooling: 'mean' } },
      max_concurrent_requests: limit,
      max_input_length: FAKE_MAX_TOKENS,
      max_batch_tokens: 16_384,
      max_client_batch_size: 32,
      auto_truncate: true,
      version: '1.9.3',
    };
    return { answer: info, headers: {} };
  }

  async function work(model: Model, route: string, request: IncomingMessage): Promise<Good> {
    if (route === '/health' || route === '/info') throw new Refusal(405, '');
    if (!['encoder', 'match', 'tagger'].includes(model)) throw new Refusal(404, '');
    const body = await readJson(request);
    fake.requests.push({ route, headers: request.headers, body });
    if (route === '/rerank') throw refuse(424, 'Backend error: Model is not a re-ranker model', 'Backend');
    const openai = route === '/v1/embeddings' || route === '/embeddings';
    const { single, inputs } = inputsOf(openai ? body['input'] : body['inputs'], route === '/predict');
    if (!single) checkBatch(inputs.length);
    const other = (what: string): Refusal => refuse(424, `Backend error: Model is not ${what}`, 'Backend');
    if (route === '/predict' && model !== 'match') throw other('a classifier model');
    const embeds = openai || route === '/embed' || route === '/embed_all';
    if (embeds && model === 'match') throw other('an embedding model');
    if (inputs.some((input) => [input].flat().join('') === '')) throw empty();
    const texts = inputs as string[];
    if (route === '/tokenize') return { answer: texts.map(tokenized), headers: {} };
    if (taken + inputs.length > limit) throw refuse(429, 'Model is overloaded', 'Overloaded');
    taken += inputs.length;
    try {
      const counts = inputs.map((input) => fakeTokens(input).length);
      const tooLong = counts.find((count) => count > FAKE_MAX_TOKENS);
      if (body['truncate'] === false && tooLong !== undefined) {
        const words = `\`inputs\` must have less than ${FAKE_MAX_TOKENS} tokens. Given: ${tooLong}`;
        throw refuse(422, `Input validation error: ${words}`, 'Validation');
      }
      if (fake.delay > 0) await sleep(fake.delay);
      const headers = headersFor(inputs, counts);
      const tokens = counts.reduce((sum, count) => sum + count, 0);
      if (openai) return { answer: openaiAnswer(texts, body['encoding_format'] === 'base64', tokens), headers };
      if (route === '/embed') {
        const pooled = (text: string): number[] => fakeMean(text, body['normalize'] !== false);
        return { answer: texts.map(model === 'tagger' ? pooled : fakeVector), headers };
      }
      if (route === '/embed_all') return { answer: texts.map(tokenVectors), headers };
      if (route !== '/predict') throw new Refusal(404, '');
      const all = inputs.map((input) => predictions(input, body['raw_scores'] === true));
      return { answer: single ? all[0] : all, headers };
    } finally {
      taken -= inputs.length;
    }
  }

  function predictions(input: Sequence, raw: boolean): { score: number; label: string }[] {
    if (fake.broken) throw refuse(424, 'score is NaN', 'Backend');
    const [query, text] = typeof input === 'string' ? [input, ''] : input;
    const logits = fakeLogits(query, text);
    const sum = logits.reduce((total, x) => total + Math.exp(x), 0);
    return logits
      .map((x, i) => ({ score: raw ? x : Math.exp(x) / sum, label: FAKE_LABELS[i] ?? '' }))
      .toSorted((a, b) => b.score - a.score);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

interface Good {
  answer: unknown;
  headers: Record<string, string>;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= 2_000_000) chunks.push(chunk as Buffer);
  }
  if (request.headers['content-type']?.startsWith('application/json') !== true) {
    throw plain(415, 'Expected request with `Content-Type: application/json`');
  }
  if (size > 2_000_000) throw plain(413, 'length limit exceeded');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    const value: unknown = JSON.parse(text, (_, inner: unknown) => {
      if (typeof inner === 'string' && !inner.isWellFormed()) throw new SyntaxError('lone surrogate');
      return inner;
    });
    return Object(value) as Record<string, unknown>;
  } catch {
    throw plain(400, 'Failed to parse the request body as JSON');
  }
}

function inputsOf(value: unknown, pairs: boolean): { single: boolean; inputs: Sequence[] } {
  const wrong = plain(422, 'Failed to deserialize the JSON body into the target type: inputs');
  const isText = (item: unknown): item is string => typeof item === 'string';
  if (isText(value)) return { single: true, inputs: [value] };
  if (!Array.isArray(value)) throw wrong;
  if (!pairs) {
    if (!value.every(isText)) throw wrong;
    return { single: false, inputs: value };
  }
  const sequence = (item: unknown): Sequence => {
    if (!Array.isArray(item) || !item.every(isText) || item.length < 1 || item.length > 2) throw wrong;
    return item.length === 1 ? (item[0] as string) : [item[0] as string, item[1] as string];
  };
  if (value.length > 0 && value.every(isText)) return { single: true, inputs: [sequence(value)] };
  return { single: false, inputs: value.map(sequence) };
}

function checkBatch(size: number): void {
  if (size === 0) throw empty();
  if (size > 32) throw refuse(422, `batch size ${size} > maximum allowed batch size 32`, 'Validation');
}

function tokenized(text: string) {
  const byte = (unit: number): number => Buffer.byteLength(text.slice(0, unit));
  return fakeTokens(text).map(({ id, text: piece, offsets }) =>
    offsets === null
      ? { id, text: piece, special: true, start: null, stop: null }
      : { id, text: piece, special: false, start: byte(offsets[0]), stop: byte(offsets[1]) },
  );
}

function tokenVectors(text: string): number[][] {
  const tokens = fakeTokens(text);
  const kept =
    tokens.length > FAKE_MAX_TOKENS ? [...tokens.slice(0, FAKE_MAX_TOKENS - 1), ...tokens.slice(-1)] : tokens;
  return kept.map(fakeTokenVector);
}

function openaiAnswer(texts: readonly string[], base64: boolean, tokens: number) {
  const data = texts.map((text, index) => {
    const vector = fakeVector(text);
    const embedding = base64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
    return { object: 'embedding', embedding, index };
  });
  return { object: 'list', data, model: 'fake', usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function headersFor(inputs: readonly Sequence[], counts: readonly number[]): Record<string, string> {
  return {
    'x-compute-type': 'cpu',
    'x-compute-time': '1',
    'x-compute-characters': String([...inputs.flat().join('')].length),
    'x-compute-tokens': String(counts.reduce((sum, count) => sum + Math.min(count, FAKE_MAX_TOKENS), 0)),
    'x-total-time': '1',
    'x-tokenization-time': '0',
    'x-queue-time': '0',
    'x-inference-time': '1',
  };
}
