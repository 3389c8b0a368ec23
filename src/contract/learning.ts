import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { schema } from './schema.ts';

const scope = /* @__PURE__ */ schema(() => z.enum(['recommend', 'match'], { error: 'must be recommend or match' }));

/** Body of `POST /v1/learning`. */
export const learningRequest = /* @__PURE__ */ schema(() =>
  z
    .object({
      scope,
      action: z.enum(['revert', 'freeze', 'unfreeze'], { error: 'must be revert, freeze or unfreeze' }),
      version: z
        .optional(z.int().check(z.minimum(0)))
        .check(z.describe('Of a revert: a version that was in use, or 0 for what is shipped.')),
    })
    .check(({ value, issues }) => {
      const { action, version } = value;
      if ((action === 'revert') === (version !== undefined)) return;
      const message = action === 'revert' ? 'is required for a revert' : 'is for a revert only';
      issues.push({ code: 'custom', message, path: ['version'], input: value });
    }),
);

const figures = /* @__PURE__ */ schema(() => z.record(z.string(), z.union([z.number(), z.string()])));

/** Answer of `GET` and `POST /v1/learning`. */
export const learningResponse = /* @__PURE__ */ schema(() =>
  z.object({
    scopes: z.array(
      z.object({
        scope,
        version: z.int().check(z.describe('The version in use; 0: what is shipped.')),
        frozen: z.boolean().check(z.describe('True: nothing goes live by itself.')),
        parameters: z
          .object({ shipped: figures, live: figures, candidate: z.nullable(figures) })
          .check(z.describe('`candidate`: what has been learnt so far; null: nothing yet.')),
        evidence: z.nullable(figures).check(z.describe('What the newest version was judged by.')),
        reverted_at: z.nullable(z.string()),
        history: z
          .array(
            z
              .object({
                version: z.int(),
                at: z.string(),
                verdict: z.enum(['live', 'refused']),
                parameters: figures,
                evidence: figures,
              })
              .check(z.meta({ id: 'LearntVersion' })),
          )
          .check(z.describe('Newest first.')),
      }),
    ),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A parsed body. */
export type LearningRequest = z.output<typeof learningRequest>;
/** The answer. */
export type LearningResponse = z.infer<typeof learningResponse>;

/** `GET /v1/learning`. */
export const getLearning: Endpoint = {
  method: 'get',
  path: '/v1/learning',
  tag: 'Behaviour',
  summary: 'What is learnt from your shoppers',
  description:
    'Weights of recommendations, learnt from events, and the calibration of matches, learnt from judgements. What is learnt goes live only when replay says that it is no worse; every version has the evidence it was judged by.',
  response: learningResponse,
};

/** `POST /v1/learning`. */
export const postLearning: Endpoint = {
  method: 'post',
  path: '/v1/learning',
  tag: 'Behaviour',
  summary: 'Go back, or hold what is learnt',
  description: 'Doing the same again changes nothing. After a revert only what is shown from then on is judged.',
  request: learningRequest,
  response: learningResponse,
  writes: true,
  examples: {
    'Back to what is shipped': { scope: 'recommend', action: 'revert', version: 0 },
    Hold: { scope: 'recommend', action: 'freeze' },
    'Learn on': { scope: 'recommend', action: 'unfreeze' },
  },
};
