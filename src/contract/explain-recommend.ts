import * as z from 'zod/mini';
import { envelope } from './envelope.ts';
import { recommendResponse } from './recommend.ts';
import { schema } from './schema.ts';

const place = /* @__PURE__ */ schema(() => z.nullable(z.int()));

/** Why a product is recommended, or not. */
export const recommendPlace = /* @__PURE__ */ schema(() =>
  z
    .object({
      kind: recommendResponse.shape.kind,
      found: z.boolean().check(z.describe('Whether it is ranked, on whatever place.')),
      rank: place.check(
        z.describe('By score, from 1, before products that are alike are kept apart and near-ties drawn.'),
      ),
      total: z.int().check(z.describe('Products that were ranked.')),
      score: z.number(),
      parts: z
        .array(z.object({ part: z.string(), value: z.number(), weight: z.number(), contribution: z.number() }))
        .check(z.describe('The parts of `score`, which is their sum; `rating` alone where there is nothing to go by.')),
      events: z
        .array(
          z.object({
            product_id: z.string(),
            weight: z.number().check(z.describe('How much it counts: the newest 1, the one before ½ …')),
            score_without: z.number(),
            rank_without: place,
          }),
        )
        .check(
          z.describe(
            'The products that the answer starts from, newest first, each with what would be if nothing was done with it.',
          ),
        ),
      reasons: recommendResponse.shape.items.def.element.shape.reasons,
      reason: z.object({
        code: z
          .enum([
            'proposed',
            'below_cut',
            'bought',
            'dismissed',
            'hidden',
            'in_history',
            'sold_out',
            'filtered',
            'not_linked',
            'not_popular',
            'same_type',
            'disliked',
          ])
          .check(
            z.describe(
              'Among the first `limit`; ranked or proposed too low; bought, dismissed or hidden by the shopper; what the answer starts from; none left; a filter; nothing links it to that; nobody asks for it; of the type that it is to go with; of something that the shopper dislikes, and there is enough else.',
            ),
          ),
        limit: z.int(),
        cut: z
          .nullable(z.number())
          .check(z.describe('The score of the last of the first `limit`; null: there is none.')),
      }),
      text: z.string(),
    })
    .register(z.globalRegistry, { id: 'RecommendPlace' }),
);

/** Answer of `POST /v1/explain` about a recommendation. */
export const recommendExplanation = /* @__PURE__ */ schema(() =>
  z.object({
    target: z.literal('recommend'),
    product_id: z.string(),
    recommend: recommendPlace,
    text: z.string(),
    ...envelope,
  }),
);

/** Why a product is recommended, or not. */
export type RecommendPlace = z.infer<typeof recommendPlace>;
/** An answer about a recommendation. */
export type RecommendExplanation = z.infer<typeof recommendExplanation>;
