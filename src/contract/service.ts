import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { schema } from './schema.ts';

/** Answer of `GET /health`: the process is alive. */
export const healthResponse = /* @__PURE__ */ schema(() => z.object({ status: z.literal('ok'), version: z.string() }));

const backend = /* @__PURE__ */ schema(() =>
  z.object({
    path: z.enum(['gpu', 'onnx', 'lexical']),
    ok: z.boolean(),
    name: z.string(),
    revision: z.nullable(z.string()),
    detail: z.optional(z.string()),
  }),
);

/** Answer of `GET /ready`: what each role would be served by, best rung first. */
export const readyResponse = /* @__PURE__ */ schema(() =>
  z.object({
    status: z.enum(['ready', 'degraded', 'unavailable']),
    version: z.string(),
    pack: z.object({ name: z.string(), revision: z.string() }),
    roles: z.record(z.string(), z.array(backend)),
  }),
);

/** The answer of `GET /ready`. */
export type ReadyResponse = z.infer<typeof readyResponse>;

/** `GET /health`. */
export const health: Endpoint = {
  method: 'get',
  path: '/health',
  tag: 'Service',
  summary: 'Whether the process is alive',
  response: healthResponse,
  open: true,
};

/** `GET /ready`. */
export const ready: Endpoint = {
  method: 'get',
  path: '/ready',
  tag: 'Service',
  summary: 'Whether the models answer, and which',
  description:
    '`ready`: every role has its model. `degraded`: some would be answered without weights, or an endpoint of the assistant (`writing`, `speech`) does not answer. `unavailable` (503): some role cannot be answered.',
  response: readyResponse,
  open: true,
};

/** `GET /metrics` (Node only). */
export const metrics: Endpoint = {
  method: 'get',
  path: '/metrics',
  tag: 'Service',
  summary: 'Prometheus metrics (self-hosted only)',
};

/** `GET /openapi.json`. */
export const openapi: Endpoint = {
  method: 'get',
  path: '/openapi.json',
  tag: 'Service',
  summary: 'This description',
  open: true,
};
