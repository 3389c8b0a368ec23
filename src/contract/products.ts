import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { sample } from './envelope.ts';
import { product } from './product.ts';
import { identifier, list, text } from './text.ts';

/** The most products of one batch. */
export const MOST_PRODUCTS = 500;

/** The most attributes of a product. */
const MOST_ATTRIBUTES = 100;

const scalar = z.union([text(1000), z.number(), z.boolean()], {
  error: 'must be a text, a number, true or false, or a list of them',
});

const attributes = z
  .record(
    text(100),
    z.union([scalar, list(scalar, 0, 50)], { error: 'must be a text, a number, true or false, or a list of them' }),
    {
      error: 'must be an object',
    },
  )
  .refine((value) => Object.keys(value).length <= MOST_ATTRIBUTES, {
    error: `must have at most ${MOST_ATTRIBUTES} names`,
  })
  .meta({ description: 'By name: a text, a number, true or false, or a list of up to 50 of them.' });

/** A product of the catalogue. */
export const catalogProduct = product.extend({ id: identifier, attributes: attributes.optional() }).meta({
  id: 'CatalogProduct',
  description: 'A product of the catalogue: `id` and `title` are required. Absent fields are unknown.',
});

/** Body of `POST /v1/products`, as NDJSON one product a line. Each product is judged by itself. */
export const productsRequest = z.object({ products: list(catalogProduct, 1, MOST_PRODUCTS) });

/** The same body before its products are judged. */
export const productsBatch = z.object({ products: list(z.unknown(), 1, MOST_PRODUCTS) });

const result = z.object({
  id: z.string().nullable().meta({ description: 'As sent; null where it has none that is a text.' }),
  status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  line: z.int().optional().meta({ description: 'The line of an NDJSON body, from 1.' }),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'Why it was rejected. `path` is within the product; `$` is the whole of it.' }),
});

const warnings = z.array(z.string()).optional();

/** Answer of `POST /v1/products`. */
export const productsResponse = z.object({
  results: z
    .array(result)
    .meta({ description: 'One each, in the order sent. Of two with the same id the last one wins.' }),
  warnings,
});

/** Query of `GET /v1/products`. */
export const pageRequest = z.object({
  cursor: text(2000).optional().meta({ description: '`next_cursor` of the page before.' }),
  limit: z.coerce
    .number({ error: 'must be a whole number from 1 to 500' })
    .int({ error: 'must be a whole number from 1 to 500' })
    .min(1, { error: 'must be at least 1' })
    .max(MOST_PRODUCTS, { error: `must be at most ${MOST_PRODUCTS}` })
    .optional()
    .meta({ description: 'Products of a page; 100 unless given.' }),
  format: z.enum(['json', 'ndjson'], { error: 'must be "json" or "ndjson"' }).optional().meta({
    description:
      '`ndjson`, like `Accept: application/x-ndjson`: all products as a stream, one a line; never the sample.',
  }),
});

/** Answer of `GET /v1/products`. */
export const pageResponse = z.object({
  products: z.array(catalogProduct).meta({ description: 'In the order of their ids.' }),
  next_cursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  sample,
  warnings,
});

/** Path of one product. */
export const productRequest = z.object({ id: identifier });

/** Answer of `GET /v1/products/{id}`: the product as sent, and what was read from its texts. */
export const productResponse = catalogProduct.extend({
  extracted: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        text: z.string(),
        confidence: z.number(),
        evidence: z.object({ field: z.string(), start: z.int(), end: z.int() }),
      }),
    )
    .meta({ description: 'As `/v1/attributes` answers them; empty until they are read.' }),
  sample,
  warnings,
});

/** Answer of `DELETE /v1/products/{id}`. */
export const removalResponse = z.object({ id: z.string(), deleted: z.literal(true), warnings });

/** Parsed parameters of a page. */
export type PageRequest = z.output<typeof pageRequest>;
/** One product's result. */
export type ProductResult = z.infer<typeof result>;

/** `POST /v1/products`. */
export const products: Endpoint = {
  method: 'post',
  path: '/v1/products',
  tag: 'Catalogue',
  summary: 'Write products',
  description:
    'Creates or replaces 1 to 500 products. A bad one is rejected and loses none of the others. When this is answered they are stored, and found by word; by meaning as soon as they are embedded. Sending a product again unchanged costs nothing.',
  request: productsRequest,
  lines: true,
  response: productsResponse,
  writes: true,
  examples: {
    'In both languages': {
      products: [
        {
          id: 'sku-1',
          title: 'Linen Midi Dress, Red',
          brand: 'Field & Hem',
          category: 'Dresses',
          color: 'red',
          price: { amount: 49.9, currency: 'USD' },
          attributes: { material: 'linen', sizes: ['S', 'M', 'L'] },
          stock: 12,
        },
        {
          id: 'sku-2',
          title: '红色亚麻连衣裙 中长款',
          price: { amount: 299, currency: 'CNY' },
          rating: { value: 4.7, count: 210 },
        },
      ],
    },
  },
};

/** `GET /v1/products`. */
export const productPage: Endpoint = {
  method: 'get',
  path: '/v1/products',
  tag: 'Catalogue',
  summary: 'Read products, page by page or all',
  parameters: pageRequest,
  response: pageResponse,
  examples: { 'A page': { limit: 2 } },
};

/** `GET /v1/products/{id}`. */
export const productById: Endpoint = {
  method: 'get',
  path: '/v1/products/{id}',
  tag: 'Catalogue',
  summary: 'Read one product',
  parameters: productRequest,
  response: productResponse,
  examples: { 'By its id': { id: 'sku-1' } },
};

/** `DELETE /v1/products/{id}`. */
export const productRemoval: Endpoint = {
  method: 'delete',
  path: '/v1/products/{id}',
  tag: 'Catalogue',
  summary: 'Delete one product',
  parameters: productRequest,
  response: removalResponse,
  writes: true,
  examples: { 'By its id': { id: 'sku-2' } },
};
