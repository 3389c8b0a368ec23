import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { sample } from './envelope.ts';
import { wholeParameter } from './number.ts';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';

/** The most documents of one batch. */
const MOST_DOCUMENTS = 100;

const documentId = /* @__PURE__ */ schema(() =>
  identifier.check(
    z.refine((id) => !id.includes('#'), { error: 'must not have a #, which comes before the number of a passage' }),
  ),
);

const kind = /* @__PURE__ */ schema(() =>
  z.enum(['policy', 'faq', 'guide', 'other'], { error: 'must be policy, faq, guide or other' }),
);

/** A document of the shop, such as its return policy. */
export const shopDocument = /* @__PURE__ */ schema(() =>
  z
    .object(
      {
        id: documentId,
        title: text(200),
        text: text(100_000).check(z.describe('Plain text or Markdown; headings part it.')),
        url: z.optional(
          z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).check(
            z.refine((url) => url.length <= 2048, { error: 'must have at most 2048 characters' }),
            z.meta({ maxLength: 2048 }),
          ),
        ),
        language: z.optional(language).check(z.describe('Detected unless given.')),
        kind: z.optional(kind).check(z.describe('`policy` unless given.')),
      },
      { error: 'must be a document: an object with `id`, `title` and `text`' },
    )
    .check(
      z.meta({ id: 'Document', description: 'What a shop says of itself: a policy, answers to questions, a guide.' }),
    ),
);

/** Body of `PUT /v1/documents`. Each document is judged by itself. */
export const documentsRequest = /* @__PURE__ */ schema(() =>
  z.object({ documents: list(shopDocument, 1, MOST_DOCUMENTS) }),
);

/** The same body before its documents are judged. */
export const documentsBatch = /* @__PURE__ */ schema(() =>
  z.object({ documents: list(z.unknown(), 1, MOST_DOCUMENTS) }),
);

const warnings = /* @__PURE__ */ schema(() => z.optional(z.array(z.string())));

const result = /* @__PURE__ */ schema(() =>
  z.object({
    id: z.nullable(z.string()).check(z.describe('As sent; null where it has none that is a text.')),
    status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
    passages: z.optional(z.int()).check(z.describe('Passages that it was parted into; each is found by itself.')),
    errors: z
      .optional(z.array(z.object({ path: z.string(), message: z.string() })))
      .check(z.describe('Why it was rejected. `path` is within the document; `$` is the whole of it.')),
  }),
);

/** Answer of `PUT /v1/documents`. */
export const documentsResponse = /* @__PURE__ */ schema(() =>
  z.object({
    results: z
      .array(result)
      .check(z.describe('One each, in the order sent. Of two with the same id the last one wins.')),
    warnings,
  }),
);

/** Query of `GET /v1/documents`. */
export const documentPageRequest = /* @__PURE__ */ schema(() =>
  z.object({
    cursor: z.optional(text(2000)).check(z.describe('`next_cursor` of the page before.')),
    limit: z.optional(wholeParameter(100)).check(z.describe('Documents of a page; 50 unless given.')),
  }),
);

/** Answer of `GET /v1/documents`: what is kept, without the texts. */
export const documentPageResponse = /* @__PURE__ */ schema(() =>
  z.object({
    documents: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        kind,
        language,
        url: z.nullable(z.string()),
        passages: z.int(),
      }),
    ),
    next_cursor: z.nullable(z.string()).check(z.describe('Null on the last page.')),
    pending: z.int().check(z.describe('Pieces of work that are not done; 0: all passages are found by meaning too.')),
    sample,
    warnings,
  }),
);

/** Path of one document. */
export const documentRequest = /* @__PURE__ */ schema(() => z.object({ id: documentId }));

/** Answer of `DELETE /v1/documents/{id}`. */
export const documentRemovalResponse = /* @__PURE__ */ schema(() =>
  z.object({ id: z.string(), deleted: z.literal(true), warnings }),
);

/** A document as it was parsed. */
export type ShopDocument = z.output<typeof shopDocument>;
/** One document's result. */
export type DocumentResult = z.infer<typeof result>;
/** Parsed parameters of a page. */
export type DocumentPageRequest = z.output<typeof documentPageRequest>;
/** The answer to it. */
export type DocumentPage = z.infer<typeof documentPageResponse>;

/** `PUT /v1/documents`. */
export const putDocuments: Endpoint = {
  method: 'put',
  path: '/v1/documents',
  tag: 'Assistant',
  summary: 'Write documents for the assistant',
  description:
    'Creates or replaces up to 100 documents: what `/v1/assist` answers from when it is asked about the shop. A bad one is rejected and loses none of the others. Sending a document again unchanged costs nothing. Like every write it has no deadline: large documents are some seconds of work, and half of one would be of no use.',
  request: documentsRequest,
  response: documentsResponse,
  writes: true,
  examples: {
    'In both languages': {
      documents: [
        {
          id: 'returns',
          title: 'Returns',
          kind: 'policy',
          url: 'https://shop.example/returns',
          text: '# How long\n\nYou may return an unused item within 30 days of delivery.\n\n# Refunds\n\nThe money goes back to the card you paid with, within 5 working days.',
        },
        { id: 'tuihuo', title: '退货政策', text: '签收后 30 天内，未使用的商品可以退货。运费由本店承担。' },
      ],
    },
  },
};

/** `GET /v1/documents`. */
export const getDocuments: Endpoint = {
  method: 'get',
  path: '/v1/documents',
  tag: 'Assistant',
  summary: 'The documents that are kept',
  parameters: documentPageRequest,
  response: documentPageResponse,
  examples: { 'A page': { limit: 2 } },
};

/** `DELETE /v1/documents/{id}`. */
export const documentRemoval: Endpoint = {
  method: 'delete',
  path: '/v1/documents/{id}',
  tag: 'Assistant',
  summary: 'Delete one document',
  parameters: documentRequest,
  response: documentRemovalResponse,
  writes: true,
  examples: { 'By its id': { id: 'tuihuo' } },
};
