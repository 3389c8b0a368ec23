import * as z from 'zod/mini';
import { schema } from './schema.ts';

/** Where an answer came from. */
export const servedBy = /* @__PURE__ */ schema(() =>
  z
    .object({
      path: z.enum(['gpu', 'onnx', 'lexical']),
      degraded: z.boolean(),
      reason: z.optional(z.string()),
    })
    .register(z.globalRegistry, {
      id: 'ServedBy',
      description:
        'The worst rung that any part of the answer used. `degraded`: the full model did not answer; `reason` says why.',
    }),
);

/** What the caller pays for. */
export const usage = /* @__PURE__ */ schema(() =>
  z
    .object({ units: z.int() })
    .register(z.globalRegistry, { id: 'Usage', description: 'One unit a query, item, pair, document or text.' }),
);

/** In answers from a catalogue that nothing was written to yet. */
export const sample = /* @__PURE__ */ schema(() =>
  z
    .optional(z.literal(true))
    .check(z.describe('Present while the bundled sample is shown: nothing was written to this catalogue yet.')),
);

const CALIBRATION =
  'The version of the calibration that feedback has taught (`/v1/learning`, scope `match`); absent where the pack’s own is in use.';

/** What every scored answer carries beside its results. */
export const envelope = {
  model: z.object({
    name: z.string(),
    revision: z.string(),
    calibration: z.optional(z.int()).check(z.describe(CALIBRATION)),
  }),
  served_by: servedBy,
  usage,
  warnings: z.optional(z.array(z.string())),
};

/** The same, where another API's own `model` and `usage` come first. */
export const aisle = /* @__PURE__ */ schema(() =>
  z.object({
    served_by: servedBy,
    usage,
    calibration: z.optional(z.int()).check(z.describe(CALIBRATION)),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** An error (RFC 9457). On the drop-in endpoints it also carries what their SDKs read: `error` (OpenAI), `message` (Cohere). */
export const problem = /* @__PURE__ */ schema(() =>
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.optional(z.string()),
      code: z.string(),
      request_id: z.string(),
      errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
      error: z.optional(
        z.object({ message: z.string(), type: z.string(), code: z.string(), param: z.nullable(z.string()) }),
      ),
      message: z.optional(z.string()),
    })
    .register(z.globalRegistry, { id: 'Problem' }),
);

/** The body of every error. */
export type ProblemBody = z.infer<typeof problem>;

/** A probability. */
export const probability = /* @__PURE__ */ schema(() => z.number().check(z.minimum(0), z.maximum(1)));
