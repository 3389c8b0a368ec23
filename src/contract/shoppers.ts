import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { identifier, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most likes or dislikes, and the most hidden products. */
const MOST_SAID = 100;
const MOST_HIDDEN = 1_000;

const id = /* @__PURE__ */ schema(() => text(256));

const name = /* @__PURE__ */ schema(() =>
  z.enum(['brand', 'category', 'color', 'price_band', 'size'], {
    error: 'must be brand, category, color, price_band or size',
  }),
);

const values = /* @__PURE__ */ schema(() =>
  list(z.object({ name, value: text(200) }, { error: 'must be an object with `name` and `value`' }), 0, MOST_SAID),
);

/** Path of one shopper. */
export const shopperRequest = /* @__PURE__ */ schema(() => z.object({ id }));

/** Body of `PATCH /v1/shoppers/{id}`: what is given replaces what was said. */
export const shopperPatch = /* @__PURE__ */ schema(() =>
  z.object({
    likes: z.optional(values),
    dislikes: z.optional(values),
    sizes: z
      .optional(list(text(200), 0, MOST_SAID))
      .check(z.describe('Short for likes of `size`: they replace those before.')),
    hidden: z
      .optional(list(identifier, 0, MOST_HIDDEN))
      .check(z.describe('Products never to recommend; a search still finds them.')),
    personalise: z
      .optional(z.boolean())
      .check(z.describe('False: what was learnt is deleted, and nothing is learnt any more.')),
  }),
);

const said = /* @__PURE__ */ schema(() => z.array(z.object({ name, value: z.string() })));

/** Answer of `GET` and `PATCH /v1/shoppers/{id}`, and of a merge. */
export const shopperResponse = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.string(),
    guest: z.boolean().check(z.describe('Known by session only.')),
    events: z.int().check(z.describe('Events that were learnt of.')),
    first_seen: z.string(),
    last_seen: z.string(),
    preferences: z.object({
      likes: said,
      dislikes: said,
      hidden: z.array(z.string()),
      personalise: z.boolean(),
    }),
    affinities: z
      .array(
        z.object({ name, value: z.string(), weight: z.number().check(z.minimum(-1), z.maximum(1)), events: z.int() }),
      )
      .check(
        z.describe(
          'What they are drawn to (to 1) and put off by (to −1), the strongest of each name first. It halves in 30 days. What was said goes before it.',
        ),
      ),
    history: z
      .array(z.object({ product_id: z.string(), type: z.string(), at: z.string() }))
      .check(z.describe('The last 200 steps, newest first.')),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** Answer of `DELETE /v1/shoppers/{id}`. */
export const shopperRemovalResponse = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.string(),
    deleted: z.literal(true),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** Body of `POST /v1/shoppers/{id}/merge`. */
export const mergeRequest = /* @__PURE__ */ schema(() =>
  z.object({ from: id.check(z.describe('The session or shopper that goes over.')) }),
);

/** A parsed patch. */
export type ShopperPatch = z.output<typeof shopperPatch>;
/** The answer. */
export type ShopperResponse = z.infer<typeof shopperResponse>;

/** `GET /v1/shoppers/{id}`. */
export const shopper: Endpoint = {
  method: 'get',
  path: '/v1/shoppers/{id}',
  tag: 'Behaviour',
  summary: 'What is believed of a shopper',
  parameters: shopperRequest,
  response: shopperResponse,
  examples: { 'By their id': { id: 'ann' } },
};

/** `PATCH /v1/shoppers/{id}`. */
export const patchShopper: Endpoint = {
  method: 'patch',
  path: '/v1/shoppers/{id}',
  tag: 'Behaviour',
  summary: 'Correct what is believed of a shopper',
  description:
    'What is said goes before what is learnt, from the next answer on. Makes the shopper when there is none.',
  parameters: shopperRequest,
  request: shopperPatch,
  response: shopperResponse,
  writes: true,
  examples: {
    'Said by themselves': { id: 'ann', likes: [{ name: 'color', value: 'red' }], sizes: ['M'], hidden: ['sku-2'] },
  },
};

/** `POST /v1/shoppers/{id}/merge`. */
export const mergeShopper: Endpoint = {
  method: 'post',
  path: '/v1/shoppers/{id}/merge',
  tag: 'Behaviour',
  summary: 'A guest becomes a shopper',
  description:
    'History, affinities and preferences of `from` go over; on what both said, the shopper’s own stands. `from` is then unknown.',
  parameters: shopperRequest,
  request: mergeRequest,
  response: shopperResponse,
  writes: true,
  examples: { 'After the login': { id: 'ann', from: 'visit-1' } },
};

/** `DELETE /v1/shoppers/{id}`. */
export const shopperRemoval: Endpoint = {
  method: 'delete',
  path: '/v1/shoppers/{id}',
  tag: 'Behaviour',
  summary: 'Forget a shopper',
  description:
    'Deletes history, affinities, preferences, what they were shown, and their events, also those kept aside, and takes what their last 1,000 events added out of the counts. Older additions to counts cannot be told from others’ and stay; so do hashes of event ids, for 45 to 90 days, that name nobody.',
  parameters: shopperRequest,
  response: shopperRemovalResponse,
  writes: true,
  examples: { 'By their id': { id: 'ann' } },
};
