import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { time } from './events.ts';
import { product } from './product.ts';
import { identifier, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most pieces of feedback of one batch. */
const MOST_FEEDBACK = 100;

const id = /* @__PURE__ */ schema(() => text(256));
const relation = /* @__PURE__ */ schema(() =>
  z.enum(['exact', 'substitute', 'complement', 'irrelevant'], {
    error: 'must be exact, substitute, complement or irrelevant',
  }),
);
const about = /* @__PURE__ */ schema(() =>
  z.enum(['relevance', 'explanation'], { error: 'must be relevance or explanation' }),
);
const source = /* @__PURE__ */ schema(() => z.enum(['shopper', 'expert'], { error: 'must be shopper or expert' }));

/** One piece of feedback. Each is judged by itself. */
export const feedbackItem = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: z.optional(id).check(z.describe('It counts once by it.')),
      about,
      query: z.optional(text(512)),
      product_id: z.optional(identifier).check(z.describe('A product of the catalogue.')),
      product: z.optional(product).check(z.describe('Instead of `product_id`: the product itself.')),
      query_id: z.optional(id),
      decision_id: z.optional(id).check(z.describe('What an explanation explained.')),
      relation: z.optional(relation).check(z.describe('How the product does relate to the query.')),
      helpful: z
        .optional(z.boolean())
        .check(z.describe('Whether the explanation helped, or the relation that was shown was right.')),
      reasons: z
        .optional(list(text(200), 0, 10))
        .check(z.describe('Short codes, which are counted. A free text is counted as `text`, and not kept.')),
      source: z.optional(source).check(z.describe('`shopper` unless given. An expert’s judgement counts more.')),
      shopper_id: z.optional(id),
      session_id: z.optional(id),
      at: z
        .optional(time)
        .check(z.describe('Now unless given. Of two judgements of a pair by one judge the later counts.')),
    })
    .check(({ value, issues }) => {
      const refuse = (path: string, message: string): void => {
        issues.push({ code: 'custom', message, path: [path], input: value });
      };
      if (value.about === 'relevance') {
        if (value.query === undefined) refuse('query', 'is required for relevance');
        if (value.product_id === undefined && value.product === undefined) {
          refuse('product_id', 'is required for relevance, or `product`');
        }
        if (value.relation === undefined && value.helpful === undefined) {
          refuse('relation', 'is required, or `helpful`');
        }
      } else if (value.helpful === undefined && value.reasons === undefined) {
        refuse('helpful', 'is required for an explanation, or `reasons`');
      }
    })
    .register(z.globalRegistry, { id: 'Feedback' }),
);

/** Body of `POST /v1/feedback`. */
export const feedbackRequest = /* @__PURE__ */ schema(() =>
  z.object({ feedback: list(feedbackItem, 1, MOST_FEEDBACK) }),
);

/** The same body before its items are judged. */
export const feedbackBatch = /* @__PURE__ */ schema(() => z.object({ feedback: list(z.unknown(), 1, MOST_FEEDBACK) }));

const result = /* @__PURE__ */ schema(() =>
  z.object({
    index: z.int(),
    id: z.optional(z.string()),
    status: z.enum(['accepted', 'duplicate', 'rejected']),
    code: z
      .optional(z.string())
      .check(
        z.describe(
          'Of what is accepted, why it is counted and not learnt of: `conflict` (the product contradicts the query, which no calibration changes), `not_judged` (no model could read the pair), `superseded` (the judge has said something later). Of what is rejected: `invalid`, `clock_skew`, `unknown_product`.',
        ),
      ),
    errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  }),
);

/** Answer of `POST /v1/feedback`. */
export const feedbackResponse = /* @__PURE__ */ schema(() =>
  z.object({
    accepted: z.int(),
    rejected: z.int(),
    warnings: z.optional(z.array(z.string())),
    results: z.array(result).check(z.describe('One each, in the order sent.')),
  }),
);

/** Answer of `GET /v1/feedback`. */
export const feedbackCountsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    total: z.int().check(z.describe('Of the newest 20,000.')),
    learnable: z.int().check(z.describe('Judgements that the calibration may be learnt of.')),
    about: z.object({ relevance: z.int(), explanation: z.int() }),
    source: z.object({ shopper: z.int(), expert: z.int() }),
    helpful: z
      .object({
        relevance: z.object({ yes: z.int(), no: z.int() }),
        explanation: z.object({ yes: z.int(), no: z.int() }),
      })
      .check(z.describe('Thumbs up and down.')),
    relations: z
      .array(z.object({ shown: z.nullable(relation), said: relation, count: z.int() }))
      .check(z.describe('What we answer of pairs, and what judges say of them. null: no model could read the pair.')),
    reasons: z.array(z.object({ reason: z.string(), count: z.int() })).check(z.describe('The commonest 50.')),
  }),
);

/** A parsed piece of feedback. */
export type FeedbackItem = z.output<typeof feedbackItem>;
/** The answer. */
export type FeedbackResponse = z.infer<typeof feedbackResponse>;
/** What became of one. */
export type FeedbackResult = z.infer<typeof result>;
/** The counts. */
export type FeedbackCountsResponse = z.infer<typeof feedbackCountsResponse>;

/** `POST /v1/feedback`. */
export const feedback: Endpoint = {
  method: 'post',
  path: '/v1/feedback',
  tag: 'Behaviour',
  summary: 'Tell what was right and what was wrong',
  description:
    'Takes in 1 to 100 judgements; a bad one loses none of the others. From those about relevance a calibration of the match model is learnt, for this account alone; it goes live when it is proved better on judgements that it has not seen (`/v1/learning`, scope `match`). Texts are not kept.',
  request: feedbackRequest,
  response: feedbackResponse,
  writes: true,
  timed: true,
  examples: {
    'An expert and a shopper': {
      feedback: [
        {
          id: 'f-1',
          about: 'relevance',
          query: 'iphone 13 case',
          product: { title: 'Clear Case for iPhone 13' },
          relation: 'exact',
          source: 'expert',
        },
        {
          id: 'f-2',
          about: 'relevance',
          query: '红色连衣裙',
          product: { title: '红色雪纺连衣裙 夏季新款' },
          helpful: true,
          shopper_id: 'ann',
        },
      ],
    },
    'An explanation': {
      feedback: [
        { about: 'explanation', decision_id: 'd-1', helpful: false, reasons: ['too_long'], session_id: 's-1' },
      ],
    },
  },
};

/** `GET /v1/feedback`. */
export const feedbackCounts: Endpoint = {
  method: 'get',
  path: '/v1/feedback',
  tag: 'Behaviour',
  summary: 'What judges have said, in counts',
  response: feedbackCountsResponse,
};
