import type * as z from 'zod/mini';

/** The groups of the reference, in order. */
export const TAGS = ['Scores', 'Drop-in', 'Catalogue', 'Search', 'Assistant', 'Behaviour', 'Service'] as const;

/** One endpoint of the API, as data: the routes, the validation, `openapi.json` and the example test all read it. */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** A part in braces varies: `/v1/products/{id}`. */
  path: string;
  /** Other paths that answer the same. */
  aliases?: readonly string[];
  /** The group of the reference. */
  tag: (typeof TAGS)[number];
  summary: string;
  description?: string;
  /** The body's schema; absent where there is none. */
  request?: z.ZodMiniType;
  /** Whether the body may also be NDJSON, one item of the request's list a line. */
  lines?: boolean;
  /** Files that may come beside the body, in a form with it as `request`: what each part holds; `*` are parts under names of the caller's. */
  files?: Readonly<Record<string, string>>;
  /** The schema of the query string, and of what varies in the path. */
  parameters?: z.ZodMiniObject;
  /** The schema of a 200's body; absent where it is not JSON. */
  response?: z.ZodMiniType;
  /** The events of a 200 that is a stream unless JSON is accepted instead, each with the schema of its data. */
  events?: Readonly<Record<string, z.ZodMiniType>>;
  /** Whether it writes, and so takes an `Idempotency-Key`. */
  writes?: boolean;
  /** Whether it has a deadline, `X-Deadline-Ms`. Unless said, what has a body has one, and a write none: once begun, it is ended. */
  timed?: boolean;
  /** Requests (bodies with what varies in the path, else parameters) that are answered with 200 one after the other, those of earlier endpoints before; a test runs each. */
  examples?: Readonly<Record<string, unknown>>;
  /** Whether a key is asked for. */
  open?: boolean;
}
