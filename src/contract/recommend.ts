import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { filters } from './filters.ts';
import { catalogProduct } from './products.ts';
import { identifier, language, list, text } from './text.ts';

/** The most steps of a history in a request: those before say nothing any more. */
const MOST_STEPS = 200;

const step = z.object(
  {
    product_id: identifier,
    type: z
      .enum(['view', 'click', 'add_to_cart', 'purchase', 'dismiss'], {
        error: 'must be view, click, add_to_cart, purchase or dismiss',
      })
      .optional()
      .meta({ description: 'A view unless given.' }),
    at: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time with its offset' }).optional(),
  },
  { error: 'must be an object with `product_id`' },
);

/** Body of `POST /v1/recommend`. */
export const recommendRequest = z.object({
  kind: z
    .enum(['for_you', 'similar', 'complements', 'bought_together', 'trending'], {
      error: 'must be for_you, similar, complements, bought_together or trending',
    })
    .optional()
    .meta({ description: '`for_you` unless given.' }),
  shopper_id: text(256).optional(),
  session_id: text(256).optional(),
  product_ids: list(identifier, 1, 10)
    .optional()
    .meta({ description: 'What the answer starts from, such as the product of the page or those in the cart.' }),
  history: list(step, 0, MOST_STEPS).optional().meta({
    description: 'Steps of the shopper, oldest first, after those that are known; it may carry everything.',
  }),
  limit: z
    .int({ error: 'must be a whole number from 1 to 100' })
    .min(1, { error: 'must be at least 1' })
    .max(100, { error: 'must be at most 100' })
    .optional()
    .meta({ description: '10 unless given.' }),
  filters: filters.optional(),
  diversity: z
    .number({ error: 'must be a number from 0 to 1' })
    .min(0, { error: 'must be at least 0' })
    .max(1, { error: 'must be at most 1' })
    .optional()
    .meta({ description: 'How much products that are alike are kept apart; .3 unless given.' }),
  language: language.optional().meta({ description: 'Of the reasons; that of the products unless given.' }),
});

const part = z.number().min(0).max(1);

const recommended = z
  .object({
    id: z.string(),
    product: catalogProduct,
    score: z.number().meta({ description: 'What orders the items before they are kept apart.' }),
    signals: z.object({
      sequence: part.meta({ description: 'It followed what the shopper had.' }),
      co_visit: part.meta({ description: 'It came before what the shopper had, or was bought with it.' }),
      content: part.meta({ description: 'It is like what the shopper had.' }),
      popularity: part.meta({ description: 'It is asked for now, 1 for the most.' }),
      exploration: part.meta({ description: '1: little is known of it, and it was drawn to learn more.' }),
      profile: z.number().min(-1).max(1).meta({ description: 'How it suits what is believed of the shopper.' }),
    }),
    reasons: z
      .array(
        z.object({
          code: z.enum(['followed', 'bought_together', 'like', 'attribute', 'popular', 'new']),
          text: z.string(),
          product_ids: z.array(z.string()).optional(),
          attribute: z.object({ name: z.string(), value: z.string() }).optional(),
        }),
      )
      .meta({ description: 'Why it is there, made of the evidence only.' }),
  })
  .meta({ id: 'Recommended' });

/** Answer of `POST /v1/recommend`. */
export const recommendResponse = z.object({
  recommendation_id: z.string().meta({ description: 'Name it in events as `query_id`.' }),
  kind: z.enum(['for_you', 'similar', 'complements', 'bought_together', 'trending']),
  items: z.array(recommended),
  basis: z.object({
    events_used: z.int().meta({ description: 'Steps and products that the answer starts from.' }),
    fallback: z.enum(['popular', 'new']).nullable().meta({
      description:
        'What stands in where nothing is known to start from: what is popular, or in a shop without events what is new.',
    }),
  }),
  warnings: z.array(z.string()).optional(),
});

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
  examples: {
    'By history': { history: [{ product_id: 'sku-1', type: 'view' }], limit: 5, language: 'en' },
    'Like a product': { kind: 'similar', product_ids: ['sku-1'], language: 'zh' },
    Trending: { kind: 'trending', filters: { price: { lt: 100 } } },
  },
};
