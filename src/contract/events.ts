import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { between, wholeParameter } from './number.ts';
import { identifier, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most events of one batch. */
export const MOST_EVENTS = 1_000;

const id = /* @__PURE__ */ schema(() => text(256));

const timeError = { error: 'must be an ISO 8601 date and time with its offset, or milliseconds since 1970' };

/** A time: ISO 8601 with its offset, or milliseconds since 1970. */
export const time = /* @__PURE__ */ schema(() =>
  z.union([z.iso.datetime({ offset: true, ...timeError }), z.int(timeError).check(z.minimum(0, timeError))], timeError),
);

/** One event. Each is judged by itself. */
export const shopperEvent = /* @__PURE__ */ schema(() =>
  z
    .object({
      id: z
        .optional(id)
        .check(
          z.describe(
            'An event counts once by it. Unless given it is made of the event’s content, or, without `at`, is new each time.',
          ),
        ),
      type: z.enum(['view', 'click', 'add_to_cart', 'purchase', 'dismiss', 'search'], {
        error: 'must be view, click, add_to_cart, purchase, dismiss or search',
      }),
      shopper_id: z.optional(id),
      session_id: z.optional(id).check(z.describe('Who did it, before they are known; `shopper_id` goes before it.')),
      product_id: z.optional(identifier).check(z.describe('Required but for a search.')),
      query_id: z
        .optional(id)
        .check(z.describe('The `query_id` or `recommendation_id` of the answer that it follows.')),
      position: z
        .optional(z.int().check(...between(1, 100_000)))
        .check(z.describe('Where the product stood in that answer, from 1.')),
      query: z.optional(text(512)).check(z.describe('The words of a search.')),
      value: z.optional(z.number()).check(z.describe('What it was worth.')),
      at: z.optional(time).check(z.describe('When it happened; now unless given. At most 5 minutes ahead.')),
    })
    .check(({ value, issues }) => {
      const refuse = (path: string, message: string): void => {
        issues.push({ code: 'custom', message, path: [path], input: value });
      };
      if (value.shopper_id === undefined && value.session_id === undefined) {
        refuse('shopper_id', 'is required, or `session_id`');
      }
      const { type, product_id: product } = value;
      if (product === undefined && type !== 'search') refuse('product_id', `is required for a ${type}`);
    })
    .register(z.globalRegistry, { id: 'Event' }),
);

/** Body of `POST /v1/events`. */
export const eventsRequest = /* @__PURE__ */ schema(() => z.object({ events: list(shopperEvent, 1, MOST_EVENTS) }));

/** The same body before its events are judged. */
export const eventsBatch = /* @__PURE__ */ schema(() => z.object({ events: list(z.unknown(), 1, MOST_EVENTS) }));

const errors = /* @__PURE__ */ schema(() => z.array(z.object({ path: z.string(), message: z.string() })));

const result = /* @__PURE__ */ schema(() =>
  z.object({
    index: z.int(),
    status: z.enum(['accepted', 'duplicate', 'rejected']),
    code: z
      .optional(z.string())
      .check(
        z.describe(
          'Of what is accepted, a remark: `unknown_product`, `unknown_answer`, `no_impression`, `wrong_position`, `late`; or that it is not learnt of: `bot`, `opted_out`. Of what is rejected, why: `invalid`, `clock_skew`, `unused_action`, `unknown_letter`; and `not_kept`: too long to be kept aside.',
        ),
      ),
    codes: z.optional(z.array(z.string())).check(z.describe('All remarks, where there are several.')),
    errors: z.optional(errors),
    dead_letter: z
      .optional(z.string())
      .check(z.describe('Where it is kept aside: `GET /v1/events/dead`, then `POST /v1/events/replay`.')),
  }),
);

/** Answer of `POST /v1/events`, and of a replay. */
export const eventsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    accepted: z.int(),
    duplicates: z.int().check(z.describe('Known already: counted before, and not again.')),
    rejected: z.int(),
    warnings: z
      .optional(z.array(z.string()))
      .check(z.describe('What the linter remarks, and fields that are not known.')),
    results: z.array(result).check(z.describe('One each, in the order sent.')),
  }),
);

/** Query of `GET /v1/events/dead`. */
export const deadRequest = /* @__PURE__ */ schema(() =>
  z.object({
    limit: z.optional(wholeParameter(MOST_EVENTS)).check(z.describe('Letters, newest first; 100 unless given.')),
  }),
);

/** Answer of `GET /v1/events/dead`. */
export const deadResponse = /* @__PURE__ */ schema(() =>
  z.object({
    letters: z.array(
      z.object({
        id: z.string(),
        at: z.string().check(z.describe('When it came last.')),
        event: z.unknown().check(z.describe('As it was sent.')),
        reasons: z.array(z.string()),
      }),
    ),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** Body of `POST /v1/events/replay`. */
export const replayRequest = /* @__PURE__ */ schema(() =>
  z.object({
    letters: list(
      z.object(
        {
          id: text(64),
          event: z.optional(z.unknown()).check(z.describe('The event as mended; as it was sent unless given.')),
        },
        { error: 'must be an object with `id`' },
      ),
      1,
      MOST_EVENTS,
    ),
  }),
);

/** A parsed event. */
export type EventRequest = z.output<typeof shopperEvent>;
/** The answer. */
export type EventsResponse = z.infer<typeof eventsResponse>;
/** What became of one event. */
export type EventResult = z.infer<typeof result>;
/** Dead letters. */
export type DeadResponse = z.infer<typeof deadResponse>;
/** A parsed replay. */
export type ReplayRequest = z.output<typeof replayRequest>;

/** `POST /v1/events`. */
export const events: Endpoint = {
  method: 'post',
  path: '/v1/events',
  tag: 'Behaviour',
  summary: 'Tell what shoppers do',
  description:
    'Takes in 1 to 1,000 events. A bad one is rejected, kept aside up to 8,000 characters, and loses none of the others. When this is answered they are stored and change the next answer; an event counts once by its `id`, however often it is sent within 45 days. The field names of User Behavior Insights (UBI) are read as ours: `action_name`, `client_id`, `user_query`, `timestamp`, `event_attributes.object.object_id`, `event_attributes.position.ordinal`.',
  request: eventsRequest,
  response: eventsResponse,
  writes: true,
  examples: {
    'A visit': {
      events: [
        { id: 'e-1', type: 'search', session_id: 'visit-1', query: '红色连衣裙' },
        { id: 'e-2', type: 'click', session_id: 'visit-1', product_id: 'sku-1', position: 1 },
        { id: 'e-3', type: 'purchase', shopper_id: 'ann', product_id: 'sku-1', value: 49.9 },
      ],
    },
  },
};

/** `GET /v1/events/dead`. */
export const deadEvents: Endpoint = {
  method: 'get',
  path: '/v1/events/dead',
  tag: 'Behaviour',
  summary: 'Events that could not be used',
  description: 'The newest 10,000 are kept, of up to 8,000 characters each.',
  parameters: deadRequest,
  response: deadResponse,
  examples: { 'The newest': { limit: 10 } },
};

/** `POST /v1/events/replay`. */
export const replayEvents: Endpoint = {
  method: 'post',
  path: '/v1/events/replay',
  tag: 'Behaviour',
  summary: 'Send events again that were kept aside',
  description: 'As they were sent, or mended. Those that are taken in now are kept aside no more.',
  request: replayRequest,
  response: eventsResponse,
  writes: true,
  examples: {
    Mended: { letters: [{ id: 'none-yet', event: { type: 'purchase', shopper_id: 'ann', product_id: 'sku-1' } }] },
  },
};
