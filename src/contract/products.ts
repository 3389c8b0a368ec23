import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { sample } from './envelope.ts';
import { wholeParameter } from './number.ts';
import { product } from './product.ts';
import { identifier, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most products of one batch. */
export const MOST_PRODUCTS = 500;

/** The most attributes of a product. */
const MOST_ATTRIBUTES = 100;

const scalar = /* @__PURE__ */ schema(() =>
  z.union([text(1000), z.number(), z.boolean()], {
    error: 'must be a text, a number, true or false, or a list of them',
  }),
);

const attributes = /* @__PURE__ */ schema(() =>
  z
    .record(
      text(100),
      z.union([scalar, list(scalar, 0, 50)], { error: 'must be a text, a number, true or false, or a list of them' }),
    )
    .check(
      z.refine((value) => Object.keys(value).length <= MOST_ATTRIBUTES, {
        error: `must have at most ${MOST_ATTRIBUTES} names`,
      }),
      z.describe('By name: a text, a number, true or false, or a list of up to 50 of them.'),
    ),
);

/** A product of the catalogue. */
export const catalogProduct = /* @__PURE__ */ schema(() =>
  z.extend(product, { id: identifier, attributes: z.optional(attributes) }).register(z.globalRegistry, {
    id: 'CatalogProduct',
    description: 'A product of the catalogue: `id` and `title` are required. Absent fields are unknown.',
  }),
);

/** Body of `POST /v1/products`, as NDJSON one product a line. Each product is judged by itself. */
export const productsRequest = /* @__PURE__ */ schema(() =>
  z.object({ products: list(catalogProduct, 1, MOST_PRODUCTS) }),
);

/** The same body before its products are judged. */
export const productsBatch = /* @__PURE__ */ schema(() => z.object({ products: list(z.unknown(), 1, MOST_PRODUCTS) }));

const result = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.nullable(z.string()).check(z.describe('As sent; null where it has none that is a text.')),
    status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
    line: z.optional(z.int()).check(z.describe('The line of an NDJSON body, from 1.')),
    errors: z
      .optional(z.array(z.object({ path: z.string(), message: z.string() })))
      .check(z.describe('Why it was rejected. `path` is within the product; `$` is the whole of it.')),
  }),
);

const warnings = /* @__PURE__ */ schema(() => z.optional(z.array(z.string())));

/** Answer of `POST /v1/products`. */
export const productsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    results: z
      .array(result)
      .check(z.describe('One each, in the order sent. Of two with the same id the last one wins.')),
    warnings,
  }),
);

/** Query of `GET /v1/products`. */
export const pageRequest = /* @__PURE__ */ schema(() =>
  z.object({
    cursor: z.optional(text(2000)).check(z.describe('`next_cursor` of the page before.')),
    limit: z.optional(wholeParameter(MOST_PRODUCTS)).check(z.describe('Products of a page; 100 unless given.')),
    format: z
      .optional(z.enum(['json', 'ndjson'], { error: 'must be "json" or "ndjson"' }))
      .check(
        z.describe(
          '`ndjson`, like `Accept: application/x-ndjson`: all products as a stream, one a line; never the sample.',
        ),
      ),
  }),
);

/** Answer of `GET /v1/products`. */
export const pageResponse = /* @__PURE__ */ schema(() =>
  z.object({
    products: z.array(catalogProduct).check(z.describe('In the order of their ids.')),
    next_cursor: z.nullable(z.string()).check(z.describe('Null on the last page.')),
    sample,
    warnings,
  }),
);

/** Path of one product. */
export const productRequest = /* @__PURE__ */ schema(() => z.object({ id: identifier }));

/** Answer of `GET /v1/products/{id}`: the product as sent, and what was read from its texts. */
export const productResponse = /* @__PURE__ */ schema(() =>
  z.extend(catalogProduct, {
    extracted: z
      .array(
        z.object({
          name: z.string(),
          value: z.string(),
          text: z.nullable(z.string()),
          confidence: z.number(),
          evidence: z.nullable(z.object({ field: z.string(), start: z.int(), end: z.int() })),
          source: z
            .optional(z.literal('image'))
            .check(z.describe('Present on what only the picture shows: it has no `text` and no `evidence`.')),
        }),
      )
      .check(z.describe('As `/v1/attributes` answers them; empty until they are read.')),
    sample,
    warnings,
  }),
);

/** Answer of `DELETE /v1/products/{id}`. */
export const removalResponse = /* @__PURE__ */ schema(() =>
  z.object({ id: z.string(), deleted: z.literal(true), warnings }),
);

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
