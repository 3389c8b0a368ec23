import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope } from './envelope.ts';
import { schema } from './schema.ts';
import { identifier } from './text.ts';

/** Whether an answer's decision is kept, in a request for it. */
export const record = /* @__PURE__ */ schema(() =>
  z
    .optional(z.enum(['redacted', 'full'], { error: 'must be "redacted" or "full"' }))
    .check(
      z.describe(
        'Keeps how this was decided for 24 hours, see `GET /v1/decisions/{id}`: `full` with the texts of the request, `redacted` without. Hits of a search then have `explain`.',
      ),
    ),
);

/** In an answer whose decision is kept. */
export const decisionId = /* @__PURE__ */ schema(() =>
  z.optional(z.string()).check(z.describe('Names what `record` keeps.')),
);

/** Parameters of `GET /v1/decisions/{id}`. */
export const decisionRequest = /* @__PURE__ */ schema(() => z.object({ id: identifier }));

const figures = /* @__PURE__ */ schema(() => z.record(z.string(), z.nullable(z.number())));

/** Answer of `GET /v1/decisions/{id}`. */
export const decisionResponse = /* @__PURE__ */ schema(() =>
  z.object({
    decision_id: z.string(),
    kind: z.enum(['search', 'recommend']),
    at: z.string(),
    record: z.enum(['redacted', 'full']),
    personal: z.boolean().check(z.describe('Whether the request named a shopper or session; who is never kept.')),
    request: z
      .record(z.string(), z.unknown())
      .check(z.describe('What was asked; `query`, `filters` and the texts of `plan` only where `record` is `full`.')),
    plan: z
      .nullable(z.record(z.string(), z.unknown()))
      .check(z.describe('As the answer had it; null of a recommendation.')),
    weights_version: z.nullable(z.int()).check(z.describe('Of a recommendation, see `/v1/learning`.')),
    catalog_version: z.nullable(z.int()).check(z.describe('Of a search: the state of the catalogue that it is of.')),
    products: z.array(
      z.object({
        id: z.string(),
        relation: z.optional(z.string()),
        relevance: z.optional(z.number()),
        score: z.number(),
        signals: figures,
        contributions: z.optional(figures).check(z.describe('The parts of `score`.')),
        conflicts: z
          .optional(z.array(z.string()))
          .check(z.describe('Kinds of conflicts; with their words where `full`.')),
        rules: z.optional(z.array(z.string())),
        reasons: z.optional(z.array(z.string())).check(z.describe('Codes.')),
      }),
    ),
    model: z.optional(envelope.model),
    served_by: z.optional(envelope.served_by),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A decision as it is kept. */
export type Decision = Omit<z.infer<typeof decisionResponse>, 'warnings'>;

/** `GET /v1/decisions/{id}`. */
export const decisionById: Endpoint = {
  method: 'get',
  path: '/v1/decisions/{id}',
  tag: 'Search',
  summary: 'How an answer was decided',
  description:
    'Of a search or recommendation that was asked with `record`, for 24 hours and among the newest 10,000 of the account: plan, signals, versions and products. No other account sees it.',
  parameters: decisionRequest,
  response: decisionResponse,
  examples: { 'By the id of an answer': { id: '6fbd0c1e-4a6b-4a4e-9a0c-0b9a6a3f6a10' } },
};
