import * as z from 'zod/mini';
import { decisionId, record } from './decisions.ts';
import type { Endpoint } from './endpoint.ts';
import { filters } from './filters.ts';
import { between } from './number.ts';
import { catalogProduct } from './products.ts';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most steps of a history in a request: those before say nothing any more. */
const MOST_STEPS = 200;

const step = /* @__PURE__ */ schema(() =>
  z.object(
    {
      product_id: identifier,
      type: z
        .optional(
          z.enum(['view', 'click', 'add_to_cart', 'purchase', 'dismiss'], {
            error: 'must be view, click, add_to_cart, purchase or dismiss',
          }),
        )
        .check(z.describe('A view unless given.')),
      at: z.optional(z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time with its offset' })),
    },
    { error: 'must be an object with `product_id`' },
  ),
);

/** Body of `POST /v1/recommend`. */
export const recommendRequest = /* @__PURE__ */ schema(() =>
  z.object({
    kind: z
      .optional(
        z.enum(['for_you', 'similar', 'complements', 'bought_together', 'trending'], {
          error: 'must be for_you, similar, complements, bought_together or trending',
        }),
      )
      .check(z.describe('`for_you` unless given.')),
    shopper_id: z.optional(text(256)),
    session_id: z.optional(text(256)),
    product_ids: z
      .optional(list(identifier, 1, 10))
      .check(z.describe('What the answer starts from, such as the product of the page or those in the cart.')),
    history: z
      .optional(list(step, 0, MOST_STEPS))
      .check(
        z.describe(
          'Steps of the shopper after those that are known, by `at` where all have it, else oldest first; it may carry everything.',
        ),
      ),
    limit: z
      .optional(z.int({ error: 'must be a whole number from 1 to 100' }).check(...between(1, 100)))
      .check(z.describe('10 unless given.')),
    filters: z.optional(filters),
    diversity: z
      .optional(z.number({ error: 'must be a number from 0 to 1' }).check(...between(0, 1)))
      .check(z.describe('How much products that are alike are kept apart; .3 unless given.')),
    language: z.optional(language).check(z.describe('Of the reasons; that of the products unless given.')),
    record,
  }),
);

const part = /* @__PURE__ */ schema(() => z.number().check(z.minimum(0), z.maximum(1)));

const recommended = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: z.string(),
      product: catalogProduct,
      score: z.number().check(z.describe('What orders the items before they are kept apart.')),
      signals: z.object({
        sequence: part.check(z.describe('It followed what the shopper had.')),
        co_visit: part.check(z.describe('It came before what the shopper had, or was bought with it.')),
        lent: part.check(z.describe('Few have had it yet, and it is like what followed what the shopper had.')),
        content: part.check(z.describe('It is like what the shopper had.')),
        popularity: part.check(z.describe('It is asked for now, 1 for the most.')),
        exploration: part.check(z.describe('1: little is known of it, and it was drawn to learn more.')),
        profile: z
          .number()
          .check(z.minimum(-1), z.maximum(1), z.describe('How it suits what is believed of the shopper.')),
      }),
      reasons: z
        .array(
          z.object({
            code: z.enum(['followed', 'bought_together', 'like', 'attribute', 'popular', 'new']),
            text: z.string(),
            product_ids: z.optional(z.array(z.string())),
            attribute: z.optional(z.object({ name: z.string(), value: z.string() })),
          }),
        )
        .check(z.describe('Why it is there, made of the evidence only.')),
    })
    .register(z.globalRegistry, { id: 'Recommended' }),
);

/** Answer of `POST /v1/recommend`. */
export const recommendResponse = /* @__PURE__ */ schema(() =>
  z.object({
    recommendation_id: z.string().check(z.describe('Name it in events as `query_id`.')),
    decision_id: decisionId,
    kind: z.enum(['for_you', 'similar', 'complements', 'bought_together', 'trending']),
    items: z.array(recommended),
    basis: z.object({
      events_used: z
        .int()
        .check(
          z.describe(
            'Different products that the answer starts from, the last 10 at most; 0 where something stands in.',
          ),
        ),
      fallback: z
        .nullable(z.enum(['popular', 'new']))
        .check(
          z.describe(
            'What stands in where nothing in the answer comes of what the shopper had: what is popular, or what nobody has had yet.',
          ),
        ),
    }),
    policy: z.string().check(z.describe('The way the answer was made.')),
    weights_version: z
      .int()
      .check(z.describe('Of the weights that ranked it, see `/v1/learning`; 0: the shipped ones.')),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A parsed body. */
export type RecommendRequest = z.output<typeof recommendRequest>;
/** The answer. */
export type RecommendResponse = z.infer<typeof recommendResponse>;
/** One product of the answer. */
export type Recommended = RecommendResponse['items'][number];

/** `POST /v1/recommend`. */
export const recommend: Endpoint = {
  method: 'post',
  path: '/v1/recommend',
  tag: 'Behaviour',
  summary: 'Recommend products',
  description:
    'From what a shopper did, from products, or from both. What they bought, dismissed or hid, and what is sold out, is left out. Each item tells its signals and why it is there.',
  request: recommendRequest,
  response: recommendResponse,
  timed: false,
  examples: {
    'By history': { history: [{ product_id: 'sku-1', type: 'view' }], limit: 5, language: 'en' },
    'Like a product': { kind: 'similar', product_ids: ['sku-1'], language: 'zh' },
    Trending: { kind: 'trending', filters: { price: { lt: 100 } } },
  },
};
