import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { sample } from './envelope.ts';
import { schema } from './schema.ts';

/** Answer of `GET /v1/catalog`. */
export const catalogResponse = /* @__PURE__ */ schema(() =>
  z.object({
    products: z.int(),
    keyword: z.int().check(z.describe('Products that are found by word.')),
    embedded: z.int().check(z.describe('Products that are found by meaning.')),
    attributed: z.int().check(z.describe('Products whose attributes are read.')),
    pending: z.int().check(z.describe('Pieces of work that are not done; 0: everything is.')),
    failed: z
      .array(z.string())
      .check(
        z.describe(
          'Ids of up to 100 products whose vector or attributes failed five times by themselves (the log tells how): they are found by what there is of them, and tried again once a day, when they change and by a new pack.',
        ),
      ),
    revision: z.int().check(z.describe('Grows with every change that a search could show.')),
    vectors: z
      .nullable(z.string())
      .check(
        z.describe('Revision of the model pack that embedded the whole catalogue; null before the first one did.'),
      ),
    sample,
  }),
);

/** `GET /v1/catalog`. */
export const catalog: Endpoint = {
  method: 'get',
  path: '/v1/catalog',
  tag: 'Catalogue',
  summary: 'How far the catalogue is',
  response: catalogResponse,
};
