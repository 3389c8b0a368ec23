import { expect } from 'vitest';
import * as z from 'zod/mini';
import { problem, type ProblemBody } from '../../src/contract/envelope.ts';
import type { ErrorCode } from '../../src/core/error.ts';
import { fetchApp, type Fetch } from '#host';
import { KEY } from './settings.ts';

/** A JSON object, read loosely. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read answers member by member, and a schema has checked them before
export type Json = any;

/** What a test may change in a request. An empty header is not sent. */
export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  /** Instead of the value as JSON. */
  raw?: BodyInit | null;
}

/** Time enough for a model on a busy machine. */
const PATIENT = '20000';

/** A request with a key, a patient deadline and a value as JSON. */
export function request(path: string, value: unknown, { method = 'POST', headers = {}, raw }: Sent = {}): Request {
  const all = {
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    'x-deadline-ms': PATIENT,
    ...headers,
  };
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = raw === undefined ? JSON.stringify(value) : raw;
  return new Request(`http://localhost${path}`, {
    method,
    headers: Object.entries(all).filter(([, header]) => header !== ''),
    ...(hasBody ? { body } : {}),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
}

/** Sends a value to the app under test, or to another one. */
export async function send(path: string, value: unknown, sent: Sent = {}, fetch: Fetch = fetchApp): Promise<Response> {
  return await fetch(request(path, value, sent));
}

/** A GET without a key. */
export async function get(path: string, headers: Record<string, string> = {}, fetch: Fetch = fetchApp) {
  return await fetch(new Request(`http://localhost${path}`, { headers, redirect: 'manual' }));
}

/** The body of a 200 that keeps to its schema and has what every answer has. */
export async function answerOf(response: Response, schema: z.ZodMiniType): Promise<Json> {
  const text = await response.text();
  expect(response.status, text.slice(0, 500)).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('x-request-id')).toMatch(/^[\w.-]{1,64}$/);
  const body: unknown = JSON.parse(text);
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  // Nothing that the contract does not know.
  expect(parsed.data).toEqual(body);
  return body;
}

/** The body of a problem of this code, in the shape of every problem. */
export async function problemOf(response: Response, status: number, code: ErrorCode): Promise<ProblemBody> {
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')], text.slice(0, 500)).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  const body = z.strictObject(problem.shape).parse(JSON.parse(text));
  expect(body).toMatchObject({ status, code, type: `urn:aisle:problem:${code}` });
  expect(body.request_id).toBe(response.headers.get('x-request-id'));
  expect(text).not.toMatch(/\bat .*\.ts|node_modules|stack/);
  return body;
}

let made = 0;

/** A query that no other test sent, so that the cache does not know it. */
export function newText(about = 'red dress'): string {
  made += 1;
  return `${about} ${crypto.randomUUID().slice(0, 8)}${made}`;
}
