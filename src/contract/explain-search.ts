import * as z from 'zod/mini';
import { probability } from './envelope.ts';
import { schema } from './schema.ts';

const place = /* @__PURE__ */ schema(() => z.nullable(z.int()));

/** A condition that left a product out. */
const condition = /* @__PURE__ */ schema(() =>
  z.object({
    name: z.string(),
    not: z.boolean().check(z.describe('Whether it stands under `not`.')),
    wanted: z.unknown(),
    found: z.nullable(z.string()).check(z.describe('What the product has; null: it is silent.')),
  }),
);

/** Why a product is in the ranking of a search, or not. */
export const searchPlace = /* @__PURE__ */ schema(() =>
  z
    .object({
      found: z.boolean().check(z.describe('Whether it is in the ranking, on whatever page.')),
      rank: place.check(z.describe('From 1; null: it is left out.')),
      total: z.int().check(z.describe('Hits of the ranking.')),
      relation: z.nullable(z.enum(['exact', 'substitute', 'complement'])).check(z.describe('Its shelf.')),
      score: z.nullable(z.number()),
      signals: z
        .array(
          z.object({
            signal: z.string(),
            value: z.number(),
            weight: z.number(),
            contribution: z.number(),
            rank_without: place.check(
              z.describe('Its rank where this signal counts for no product; of `rules`, where no rule applies.'),
            ),
          }),
        )
        .check(z.describe('The parts of `score`, which is their sum.')),
      retrieval: z
        .nullable(
          z.object({
            keyword: z.nullable(z.number()),
            semantic: z.nullable(z.number()),
            fused: z.number().check(z.describe('Both together, 0–1.')),
            place: place.check(z.describe('Among the candidates; null: it is none of them.')),
            cut: z
              .nullable(z.number())
              .check(z.describe('The `fused` of the last candidate of its kind; null: there is none.')),
          }),
        )
        .check(z.describe('How well the catalogue found it; null: it was not looked for.')),
      reason: z.object({
        code: z
          .enum([
            'shown',
            'later_page',
            'not_in_catalog',
            'service_intent',
            'filtered',
            'not_retrieved',
            'not_judged',
            'irrelevant',
            'hidden',
          ])
          .check(
            z.describe(
              'Where it ended: on the first page; further on; not in the catalogue; no products are looked for, since the query asks for a service; a filter; the retrieval; not read by the model in time or number, and its estimate is too low; judged irrelevant; hidden by a rule.',
            ),
          ),
        conditions: z.optional(z.array(condition)).check(z.describe('Filters that it does not hold.')),
        conflicts: z.optional(z.array(z.string())).check(z.describe('What the query demands and it contradicts.')),
        distribution: z
          .optional(
            z.object({
              exact: probability,
              substitute: probability,
              complement: probability,
              irrelevant: probability,
            }),
          )
          .check(z.describe('What the match model said, as the search took it.')),
        rules: z.optional(z.array(z.string())).check(z.describe('Rules that hide or moved it.')),
        intent: z.optional(z.string()),
        judged: z.optional(z.int()).check(z.describe('Candidates that the match model has read.')),
        limit: z.optional(z.int()).check(z.describe('Hits of the first page, or candidates that are taken.')),
        first_page_score: z.optional(z.number()).check(z.describe('The score of the last hit of the first page.')),
      }),
      counterfactual: z
        .nullable(
          z.object({
            dropped: z.array(z.string()).check(z.describe('`filters.NAME`, `rules.ID`, or words of the query.')),
            query: z.string(),
            rank: z.int(),
            relation: z.enum(['exact', 'substitute', 'complement']),
          }),
        )
        .check(
          z.describe(
            'The first change that was tried and brings it in, with the rank it then has; null: none was found.',
          ),
        ),
      text: z.string().check(z.describe('The same in sentences.')),
    })
    .register(z.globalRegistry, { id: 'SearchPlace' }),
);

/** Why a product is in the ranking of a search, or not. */
export type SearchPlace = z.infer<typeof searchPlace>;
