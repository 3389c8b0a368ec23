import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { language, list, text } from './text.ts';
import { schema } from './schema.ts';

/** Body of `POST /v1/intent`. */
export const intentRequest = /* @__PURE__ */ schema(() =>
  z.object({
    queries: list(text(512), 1, 64),
    language: z.optional(language).check(z.describe('Detected per query unless given.')),
  }),
);

/** A number with a unit: what is asked for, or the bounds of it. */
const measure = /* @__PURE__ */ schema(() =>
  z.object({
    text: z.string(),
    dimension: z.string(),
    unit: z.string(),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
  }),
);

/** What a deterministic parser reads. */
const parsed = /* @__PURE__ */ schema(() =>
  z.object({
    price: z.optional(
      z.object({ min: z.optional(z.number()), max: z.optional(z.number()), currency: z.nullable(z.string()) }),
    ),
    measures: z.optional(z.array(measure)),
    not: z.array(z.string()).check(z.describe('What must not be: the words after "without", 不要 and their like.')),
  }),
);

/** What the query states: names with the words that state them, and what was parsed. */
const constraints = /* @__PURE__ */ schema(() =>
  z
    .catchall(parsed, z.array(z.string()))
    .check(
      z.describe('Besides these: a list of words per canonical attribute name (`product_type`, `brand`, `color`, …).'),
    ),
);

/** One query's answer. */
export const intentResult = /* @__PURE__ */ schema(() =>
  z.object({
    query: z.string(),
    language,
    intent: z.string(),
    sub_intent: z.nullable(z.string()),
    confidence: probability,
    distribution: z
      .array(z.object({ intent: z.string(), probability }))
      .check(z.describe('All intents, highest first; sums to 1.')),
    constraints,
  }),
);

/** Answer of `POST /v1/intent`. */
export const intentResponse = /* @__PURE__ */ schema(() => z.object({ results: z.array(intentResult), ...envelope }));

/** A parsed body. */
export type IntentRequest = z.output<typeof intentRequest>;
/** One query's answer. */
export type IntentResult = z.infer<typeof intentResult>;

/** `POST /v1/intent`: f(q) = argmax P(c | M(q)). */
export const intent: Endpoint = {
  method: 'post',
  path: '/v1/intent',
  tag: 'Scores',
  summary: 'What a query wants',
  description: 'The intent of 1 to 64 queries with its probability, and the constraints that each query states.',
  request: intentRequest,
  response: intentResponse,
  examples: {
    'English and Chinese': { queries: ['red dress under $50', '我的快递到哪了'] },
    'A gift': { queries: ['送女朋友什么生日礼物好'] },
    Exclusion: { queries: ['华为手机壳 不要透明的'] },
  },
};
