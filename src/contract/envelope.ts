import * as z from 'zod';

/** Where an answer came from. */
export const servedBy = z
  .object({
    path: z.enum(['gpu', 'onnx', 'lexical']),
    degraded: z.boolean(),
    reason: z.string().optional(),
  })
  .meta({
    id: 'ServedBy',
    description:
      'The worst rung that any part of the answer used. `degraded`: the full model did not answer; `reason` says why.',
  });

/** What the caller pays for. */
export const usage = z
  .object({ units: z.int() })
  .meta({ id: 'Usage', description: 'One unit a query, item, pair, document or text.' });

/** In answers from a catalogue that nothing was written to yet. */
export const sample = z.literal(true).optional().meta({
  description: 'Present while the bundled sample is shown: nothing was written to this catalogue yet.',
});

/** What every scored answer carries beside its results. */
export const envelope = {
  model: z.object({ name: z.string(), revision: z.string() }),
  served_by: servedBy,
  usage,
  warnings: z.array(z.string()).optional(),
};

/** The same, where another API's own `model` and `usage` come first. */
export const aisle = z.object({ served_by: servedBy, usage, warnings: z.array(z.string()).optional() });

/** An error (RFC 9457). On the drop-in endpoints it also carries what their SDKs read: `error` (OpenAI), `message` (Cohere). */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    request_id: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    error: z
      .object({ message: z.string(), type: z.string(), code: z.string(), param: z.string().nullable() })
      .optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'Problem' });

/** The body of every error. */
export type ProblemBody = z.infer<typeof problem>;

/** A probability. */
export const probability = z.number().min(0).max(1);
