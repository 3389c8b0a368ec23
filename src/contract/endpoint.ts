import type * as z from 'zod';

/** The groups of the reference, in order. */
export const TAGS = ['Scores', 'Drop-in', 'Service'] as const;

/** One endpoint of the API, as data: the routes, the validation, `openapi.json` and the example test all read it. */
export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  /** Other paths that answer the same. */
  aliases?: readonly string[];
  /** The group of the reference. */
  tag: (typeof TAGS)[number];
  summary: string;
  description?: string;
  /** The body's schema; absent for GET. */
  request?: z.ZodType;
  /** The schema of a 200's body; absent where it is not JSON. */
  response?: z.ZodType;
  /** Requests that are answered with 200; a test runs each. */
  examples?: Readonly<Record<string, unknown>>;
  /** Whether a key is asked for. */
  open?: boolean;
}
