import type { Context } from 'hono';
import * as z from 'zod/mini';
import { TeiFault } from './tei-fault.ts';

const truncate = z.pipe(
  z.nullish(z.boolean()),
  z.transform((value) => value ?? true),
);
const texts = z.union([z.string(), z.array(z.string())]);
/** Only what our models do: they cut at the right. */
const truncation_direction = z.optional(z.literal(['right', 'Right']));

/** Body of `/embed`. The encoder answers unit vectors whatever `normalize` says, as a model whose last layer normalises. */
export const embedBody = z.object({
  inputs: texts,
  truncate,
  normalize: z._default(z.boolean(), true),
  prompt_name: z.nullish(z.string()),
  dimensions: z.nullish(z.int().check(z.positive())),
  truncation_direction,
});

/** Body of `/embed_all`. */
export const embedAllBody = z.object({
  inputs: texts,
  truncate,
  prompt_name: z.nullish(z.string()),
  truncation_direction,
});

/** Body of `/v1/embeddings`; `model` and `user` are ignored. */
export const openaiBody = z.object({
  input: texts,
  encoding_format: z._default(z.enum(['float', 'base64']), 'float'),
  dimensions: z.nullish(z.int().check(z.positive())),
});

/** Body of `/similarity`. */
export const similarityBody = z.object({
  inputs: z.object({ source_sentence: z.string(), sentences: z.array(z.string()) }),
  parameters: z.nullish(z.object({ truncate })),
});

// Zod's own `max` throws at an object whose `length` is one.
const sequence = z.array(z.string()).check(z.refine(({ length }) => length === 1 || length === 2));
const pair = z.array(z.string()).check(z.refine(({ length }) => length <= 2));

/** Body of `/predict`: a text, a pair as a flat list of two, or a batch of lists of one or two. */
export const predictBody = z.object({
  inputs: z.union([z.string(), pair, z.array(sequence)]),
  truncate,
  raw_scores: z._default(z.boolean(), false),
  truncation_direction,
});

/** Body of `/rerank`; read for its faults only, since a model of four labels cannot rerank. */
export const rerankBody = z.object({ query: z.string(), texts: z.array(z.string()) });

/** Body of `/tokenize`. */
export const tokenizeBody = z.object({
  inputs: texts,
  add_special_tokens: z._default(z.boolean(), true),
  prompt_name: z.nullish(z.string()),
});

/** Reads a body as TEI's framework does: wrong type 415, no JSON 400, JSON of another shape 422, all plain text. */
export async function readBody<T>(c: Context, schema: z.ZodMiniType<T>): Promise<T> {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new TeiFault(415, 'Expected request with `Content-Type: application/json`');
  }
  const bytes = await c.req.arrayBuffer();
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    // Only an escape can put a lone surrogate into valid UTF-8.
    if (/\\ud[89a-f]/i.test(text) && hasLoneSurrogate(value)) throw new SyntaxError('lone surrogate');
  } catch {
    throw new TeiFault(400, 'Failed to parse the request body as JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  const what = `${where === '' ? '' : `${where}: `}${issue?.message ?? 'invalid'}`;
  throw new TeiFault(422, `Failed to deserialize the JSON body into the target type: ${what}`);
}

/** Walks without recursion, since a body may be nested as deep as it is long. */
function hasLoneSurrogate(value: unknown): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && !next.isWellFormed()) return true;
    if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) left.push(key, inner);
    }
  }
  return false;
}
