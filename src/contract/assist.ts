import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability, problem, sample } from './envelope.ts';
import { catalogProduct } from './products.ts';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';
import { facetValue } from './search.ts';

/** The most messages of a dialogue. */
const MOST_MESSAGES = 200;

const message = /* @__PURE__ */ schema(() =>
  z.object(
    {
      role: z.enum(['user', 'assistant'], { error: 'must be "user" or "assistant"' }),
      content: text(4_000),
      product_ids: z
        .optional(list(identifier, 0, 20))
        .check(
          z.describe(
            'Of an assistant’s message: the products that came with it, in order, which “the second one” means.',
          ),
        ),
    },
    { error: 'must be an object with `role` and `content`' },
  ),
);

const orderText = /* @__PURE__ */ schema(() => z.optional(text(500)));

const order = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: z.optional(identifier),
      status: orderText,
      items: z.optional(
        list(
          z.union(
            [
              text(1000),
              z.object({
                product_id: z.optional(identifier),
                title: z.optional(text(1000)),
                quantity: z.optional(z.int()),
              }),
            ],
            {
              error: 'must be a text, or an object with `title` or `product_id`',
            },
          ),
          0,
          100,
        ),
      ),
      placed_at: orderText,
      shipped_at: orderText,
      expected_at: orderText,
      delivered_at: orderText,
      total: z.optional(z.object({ amount: z.number(), currency: text(3) })),
      tracking: z.optional(
        z.union(
          [text(500), z.object({ carrier: orderText, number: orderText, url: orderText, last_event: orderText })],
          {
            error: 'must be a text, or an object with `carrier` and `number`',
          },
        ),
      ),
      address: orderText,
      notes: orderText,
    })
    .check(z.describe('What the shop knows of the order that the dialogue is about. Nothing else is said of it.')),
);

/** Body of `POST /v1/assist`. */
export const assistRequest = /* @__PURE__ */ schema(() =>
  z.object({
    messages: list(message, 1, MOST_MESSAGES)
      .check(
        z.refine((messages) => messages.length === 0 || messages.at(-1)?.role === 'user', {
          error: 'must end with a message of the user',
        }),
      )
      .check(z.describe('The dialogue so far, oldest first; the last 40 are read.')),
    shopper_id: z.optional(identifier),
    session_id: z.optional(identifier),
    order: z.optional(order),
    language: z.optional(language).check(z.describe('Of the answer; that of the last message unless given.')),
    product_ids: z.optional(list(identifier, 1, 20)).check(z.describe('The products that the page shows, in order.')),
  }),
);

/** What the shop’s own system may be asked to do. Nothing is done by the assistant itself. */
export const ACTIONS = [
  'track_order',
  'change_order',
  'cancel_order',
  'change_address',
  'start_return',
  'start_exchange',
  'track_refund',
  'request_invoice',
  'reset_password',
  'hand_over',
] as const;

const token = /* @__PURE__ */ schema(() =>
  z.object({
    text: z.string(),
    sources: z.optional(z.array(z.string())).check(z.describe('Ids of the `sources` that the text holds by.')),
  }),
);

const shownProduct = /* @__PURE__ */ schema(() =>
  z.object({
    product: catalogProduct,
    relation: z.nullable(z.enum(['exact', 'substitute', 'complement'])),
    relevance: z.nullable(probability),
    why: z.string(),
  }),
);

const action = /* @__PURE__ */ schema(() =>
  z.object({
    action: z.enum(ACTIONS),
    parameters: z.record(z.string(), z.unknown()),
    reason: z.string(),
  }),
);

/** How a turn is answered, one route each. */
export const ROUTES = [
  'search',
  'recommend',
  'compare',
  'product_question',
  'service',
  'small_talk',
  'capabilities',
  'hand_over',
] as const;

const state = /* @__PURE__ */ schema(() =>
  z.object({
    seeking: z
      .nullable(z.string())
      .check(z.describe('What is looked for, in the shopper’s words; null: no product yet.')),
    constraints: z
      .catchall(
        z.object({
          price: z.optional(
            z.object({ min: z.optional(z.number()), max: z.optional(z.number()), currency: z.nullable(z.string()) }),
          ),
        }),
        z.array(z.string()),
      )
      .check(z.describe('What was asked for and not taken back, by canonical name or by the name of a facet.')),
    excluded: z.array(z.string()),
    asked: z.array(z.string()).check(z.describe('Facets that were asked about; none is asked again.')),
    focus: z.nullable(z.string()).check(z.describe('The id of the product that is spoken of.')),
  }),
);

const done = /* @__PURE__ */ schema(() =>
  z.object({
    route: z.enum(ROUTES),
    language,
    state,
    question: z
      .optional(z.object({ text: z.string(), facet: z.string(), options: z.array(facetValue) }))
      .check(z.describe('What was asked at the end, with the values that products have.')),
    comparison: z
      .optional(
        z.object({
          products: z.array(z.string()),
          rows: z.array(z.object({ name: z.string(), values: z.array(z.nullable(z.string())), differs: z.boolean() })),
        }),
      )
      .check(z.describe('One value a product; null: its texts don’t state it.')),
    sources: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['product', 'document', 'order']),
        title: z.string(),
        url: z.optional(z.string()),
        quote: z.string().check(z.describe('An exact part of the source.')),
      }),
    ),
    writing: z
      .object({
        path: z.enum(['llm', 'template']),
        degraded: z.boolean(),
        reason: z.optional(z.string()),
        dropped: z.int(),
      })
      .check(
        z.describe(
          'Who worded the text. `degraded`: not all of it by the configured model, for this `reason` (its error’s code, or `unsupported`). `dropped`: its sentences that no source says.',
        ),
      ),
    query_id: z
      .optional(z.string())
      .check(z.describe('Names the products that were found for who is named, in events and feedback.')),
    heard: z.optional(z.string()).check(z.describe('The words of the last message, where it was spoken.')),
    sample,
    ...envelope,
  }),
);

/** The data of each event of the stream. `error` ends it. */
export const assistEvents = { token, product: shownProduct, action, done, error: problem };

/** The answer where JSON is accepted and no stream: everything at once. */
export const assistResponse = /* @__PURE__ */ schema(() =>
  z.extend(done, {
    text: z.string(),
    products: z.array(shownProduct),
    actions: z.array(action),
  }),
);

/** A parsed body. */
export type AssistRequest = z.output<typeof assistRequest>;
/** The facts of an order as the shop sent them. */
export type Order = NonNullable<AssistRequest['order']>;
/** A proposal to the shop's own system. */
export type Action = z.infer<typeof action>;
/** A product of the answer. */
export type ShownProduct = z.infer<typeof shownProduct>;
/** What ends an answer. */
export type Done = z.infer<typeof done>;

/** `POST /v1/assist`. */
export const assist: Endpoint = {
  method: 'post',
  path: '/v1/assist',
  tag: 'Assistant',
  summary: 'Answer a shopper in a dialogue',
  description:
    'Reads a dialogue and answers its last message from the catalogue, the shop’s documents and the order that is sent: finds products and asks what would narrow them down, compares, answers about a product from its own texts, quotes policies, and proposes what the shop’s own system may do. What no source states it says is not stated. The server keeps nothing of it. The answer is a stream of events (`token`, `product`, `action`, then `done`, or `error` where something fails on the way); with `Accept: application/json` it is one object. The last message may be spoken, where the server has an endpoint for speech: send a form with this JSON as `request` and the recording as `audio` (wav, mpeg, mp4, webm, ogg or flac; up to 10 MiB).',
  request: assistRequest,
  response: assistResponse,
  events: assistEvents,
  files: { audio: 'The last message as a recording: wav, mpeg, mp4, webm, ogg or flac, up to 10 MiB.' },
  examples: {
    'A need': { messages: [{ role: 'user', content: 'running shoes under $100' }] },
    'A change of mind': {
      messages: [
        { role: 'user', content: '我想买一件连衣裙' },
        { role: 'assistant', content: '颜色有偏好吗：黑色、红色还是白色？' },
        { role: 'user', content: '不要红色的，便宜点' },
      ],
    },
    'An order': {
      messages: [{ role: 'user', content: '我的快递到哪了' }],
      order: {
        id: 'A-1001',
        status: '运输中',
        expected_at: '11月27日',
        tracking: { carrier: '顺丰', number: 'SF123' },
      },
    },
    'A policy': { messages: [{ role: 'user', content: 'What is your return policy?' }], language: 'en' },
  },
};
