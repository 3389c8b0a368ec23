import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { product } from './product.ts';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';

/** Names in a vocabulary. */
const MOST_VOCABULARY_NAMES = 100;

const item = /* @__PURE__ */ schema(() =>
  z
    .object(
      {
        id: z.optional(identifier),
        query: z.optional(text(512)),
        product: z.optional(product),
        attributes: z
          .optional(list(text(100), 1, 40))
          .check(
            z.describe(
              'Names to answer, in either language. Absent: the 21 canonical ones. Of bullets and description the parts that speak most of a name are read for it, up to about 1,500 characters, and all that they label with it (`Flavor: vanilla`).',
            ),
          ),
        language: z.optional(language),
      },
      { error: 'must be an object with `query` or `product`' },
    )
    .check(({ value, issues }) => {
      if ((value.query === undefined) === (value.product === undefined)) {
        issues.push({ code: 'custom', message: 'must have either `query` or `product`', input: value });
      }
    }),
);

const vocabulary = /* @__PURE__ */ schema(() =>
  z
    .record(text(100), list(text(200), 1, 500), {
      error: ({ code }) => (code === 'invalid_type' ? 'must be an object of lists of values by name' : undefined),
    })
    .check(({ value, issues }) => {
      if (Object.keys(value).length <= MOST_VOCABULARY_NAMES) return;
      issues.push({ code: 'custom', message: `must have at most ${MOST_VOCABULARY_NAMES} names`, input: value });
    }),
);

/** Body of `POST /v1/attributes`. */
export const attributesRequest = /* @__PURE__ */ schema(() =>
  z.object({
    items: list(item, 1, 32),
    vocabulary: z
      .optional(vocabulary)
      .check(
        z.describe(
          "The shop's own values by attribute name, in either language. A value found that is the same up to case, width, plural, unit or known synonym (`藏青` is `Navy`, `1千克` is `1000 g`) is answered as the shop spells it; others are left.",
        ),
      ),
  }),
);

const box = /* @__PURE__ */ schema(() =>
  z.object({ left: probability, top: probability, width: probability, height: probability }).check(
    z.meta({
      id: 'Box',
      description: 'A part of a picture, in shares of its width and height from the top left, the right way up.',
    }),
  ),
);

const attribute = /* @__PURE__ */ schema(() =>
  z.object({
    name: z.string(),
    value: z
      .nullable(z.string())
      .check(
        z.describe(
          "The normal form: the shop's own value where one is the same, else a measure by number and symbol (`500 mL × 6`, 0.5斤), a colour, audience, season or size by its first synonym, anything else as written.",
        ),
      ),
    text: z.nullable(z.string()).check(z.describe('The words that state it.')),
    confidence: probability,
    evidence: z
      .nullable(z.object({ field: z.string(), start: z.int(), end: z.int() }))
      .check(z.describe('UTF-16 code units into the field as sent, end exclusive. A bullet is `bullets.0`.')),
    source: z.nullable(z.enum(['text', 'image'])),
    box: z
      .optional(z.nullable(box))
      .check(z.describe('With source `image`: where most of it is; null where it is not known.')),
  }),
);

const image = /* @__PURE__ */ schema(() =>
  z.object({
    status: z
      .enum(['read', 'partial', 'unread'])
      .check(z.describe('`partial`: the colours or the vision model’s answer are missing; `reason` says why.')),
    reason: z.optional(z.string()),
    colors: z
      .array(
        z.object({
          name: z.string().check(z.describe('The colour term, in English.')),
          value: z.string().check(z.describe("The same in the item's language, or in the shop's words.")),
          share: probability,
          confidence: probability,
          box,
        }),
      )
      .check(z.describe('What the picture shows without its background, the largest share first, at most four.')),
    agreement: z
      .array(
        z.object({
          name: z.string(),
          text: z.nullable(z.string()),
          image: z.nullable(z.string()),
          verdict: z.enum(['agree', 'differ', 'unclear', 'text_only', 'image_only']),
        }),
      )
      .check(
        z.describe(
          'Per name that could be seen, whether text and picture say the same; `unclear` where a word is not known well enough to tell. Where they differ, an explicit text is the answer.',
        ),
      ),
  }),
);

/** Answer of `POST /v1/attributes`. */
export const attributesResponse = /* @__PURE__ */ schema(() =>
  z.object({
    results: z.array(
      z.object({
        id: z.optional(z.string()),
        language,
        attributes: z
          .array(attribute)
          .check(
            z.describe(
              'What the text states, and what only the picture shows. A name that was asked for and is not stated has `value: null`; `confidence` is then that of its absence.',
            ),
          ),
        image: z.optional(image).check(z.describe('Present where the item has a picture: `image_url`, or an upload.')),
      }),
    ),
    ...envelope,
  }),
);

/** A parsed body. */
export type AttributesRequest = z.output<typeof attributesRequest>;
/** One item of it. */
export type AttributesItem = AttributesRequest['items'][number];
/** One value found, or a name not stated. */
export type Attribute = z.infer<typeof attribute>;
/** What a picture told beside its item's text. */
export type AttributesImage = z.infer<typeof image>;
/** One item's answer. */
export type AttributesResult = z.infer<typeof attributesResponse>['results'][number];

/** `POST /v1/attributes`: g(d) = argmax P(p | M(d)). */
export const attributes: Endpoint = {
  method: 'post',
  path: '/v1/attributes',
  tag: 'Scores',
  summary: 'What a product is, with evidence',
  description:
    'Attributes of 1 to 32 products or queries, each with the words that state it. Ask for any names, or get the canonical ones. A picture is read too: from `image_url` where the server may fetch from its host, or sent in a form with this JSON as `request` and each picture under the `id` of its item.',
  request: attributesRequest,
  files: {
    '*': 'The picture of the item with this `id`: JPEG, PNG, WebP or GIF, up to 50 megapixels; all together up to 10 MiB.',
  },
  response: attributesResponse,
  examples: {
    'A query': { items: [{ id: 'q1', query: 'tommy hilfiger mens slim jeans 32x30' }] },
    'A product, by name': {
      items: [
        {
          id: 'p1',
          product: { title: 'Jade Leaf Organic Matcha Green Tea Powder, Vanilla, 100 g', brand: 'Jade Leaf' },
          attributes: ['Flavor', 'Net content', '产地'],
        },
      ],
    },
    "In the shop's vocabulary": {
      items: [{ product: { title: 'Soft cotton T-shirt, navy blue' }, attributes: ['颜色'] }],
      vocabulary: { Color: ['黑色', '藏青'] },
    },
    'A Chinese title': { items: [{ product: { title: '苏泊尔电磁炉2200W定时预约薄款黑色触控面板C22' } }] },
  },
};
