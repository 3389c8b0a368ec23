import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { product } from './product.ts';
import { identifier, language, list, text } from './text.ts';

const item = z
  .object(
    {
      id: identifier.optional(),
      query: text(512).optional(),
      product: product.optional(),
      attributes: list(text(100), 1, 40).optional().meta({
        description:
          'Names to answer, in either language. Absent: the 21 canonical ones. Of bullets and description the first 2,500 characters or so are read for names.',
      }),
      language: language.optional(),
    },
    { error: 'must be an object with `query` or `product`' },
  )
  .check(({ value, issues }) => {
    if ((value.query === undefined) === (value.product === undefined)) {
      issues.push({ code: 'custom', message: 'must have either `query` or `product`', input: value });
    }
  });

/** Body of `POST /v1/attributes`. */
export const attributesRequest = z.object({ items: list(item, 1, 32) });

const attribute = z.object({
  name: z.string(),
  value: z.string().nullable(),
  text: z.string().nullable(),
  confidence: probability,
  evidence: z
    .object({ field: z.string(), start: z.int(), end: z.int() })
    .nullable()
    .meta({ description: 'UTF-16 code units into the field as sent, end exclusive. A bullet is `bullets.0`.' }),
  source: z.literal('text').nullable(),
});

/** Answer of `POST /v1/attributes`. */
export const attributesResponse = z.object({
  results: z.array(
    z.object({
      id: z.string().optional(),
      language,
      attributes: z.array(attribute).meta({
        description:
          'What the text states. A name that was asked for and is not stated has `value: null`; `confidence` is then that of its absence.',
      }),
    }),
  ),
  ...envelope,
});

/** A parsed body. */
export type AttributesRequest = z.output<typeof attributesRequest>;
/** One item of it. */
export type AttributesItem = AttributesRequest['items'][number];
/** One value found, or a name not stated. */
export type Attribute = z.infer<typeof attribute>;
/** One item's answer. */
export type AttributesResult = z.infer<typeof attributesResponse>['results'][number];

/** `POST /v1/attributes`: g(d) = argmax P(p | M(d)). */
export const attributes: Endpoint = {
  method: 'post',
  path: '/v1/attributes',
  tag: 'Scores',
  summary: 'What a product is, with evidence',
  description:
    'Attributes of 1 to 32 products or queries, each with the words that state it. Ask for any names, or get the canonical ones.',
  request: attributesRequest,
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
    'A Chinese title': { items: [{ product: { title: '苏泊尔电磁炉2200W定时预约薄款黑色触控面板C22' } }] },
  },
};
