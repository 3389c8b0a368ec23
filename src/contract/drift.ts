import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { wholeParameter } from './number.ts';
import { schema } from './schema.ts';

/** The longest window: 60 days are kept. */
const MOST_DAYS = 30;

/** Query of `GET /v1/drift`. */
export const driftRequest = /* @__PURE__ */ schema(() =>
  z.object({
    days: z.optional(wholeParameter(MOST_DAYS)).check(z.describe('How long each window is; 7 unless given.')),
  }),
);

const verdict = /* @__PURE__ */ schema(() =>
  z
    .enum(['unknown', 'stable', 'moving', 'moved'])
    .check(z.meta({ id: 'DriftVerdict', description: '`unknown`: too little was seen to tell.' })),
);

const pairOf = <T extends z.ZodMiniType>(one: T) => z.object({ before: one, recent: one });
const perhaps = /* @__PURE__ */ schema(() => z.nullable(z.number()));
const sample = /* @__PURE__ */ schema(() => pairOf(z.int()));
const range = /* @__PURE__ */ schema(() => z.object({ from: z.string(), to: z.string() }));

const distribution = /* @__PURE__ */ schema(() =>
  z
    .object({
      name: z.string(),
      verdict,
      seen: sample,
      psi: perhaps.check(z.describe('Population stability index.')),
      js_distance: perhaps.check(z.describe('Jensen–Shannon distance, 0–1.')),
      p: perhaps.check(z.describe('Chi-square test: how likely so much is where nothing moved.')),
      mean: z.optional(pairOf(perhaps)).check(z.describe('By the middles of the bins.')),
      values: z
        .array(z.object({ value: z.string(), before: z.number(), recent: z.number() }))
        .check(z.describe('Shares. `…`: all others.')),
    })
    .check(z.meta({ id: 'DriftDistribution' })),
);

const share = /* @__PURE__ */ schema(() =>
  z
    .object({
      name: z.string(),
      verdict,
      seen: sample,
      share: pairOf(perhaps),
      difference: perhaps,
      low: perhaps.check(z.describe('The 95 % interval of the difference.')),
      high: perhaps,
      p: perhaps,
    })
    .check(z.meta({ id: 'DriftShare' })),
);

const part = { verdict, seen: sample, distributions: z.array(distribution), shares: z.array(share) };

/** Answer of `GET /v1/drift`. */
export const driftResponse = /* @__PURE__ */ schema(() =>
  z.object({
    days: z.int(),
    windows: pairOf(range).check(z.describe('Days of UTC, both among them; `recent` ends today.')),
    verdict,
    queries: z.object(part).check(z.describe('Of `/v1/search` and `/v1/intent`.')),
    catalog: z
      .object({
        ...part,
        embedding: z
          .object({ cosine: perhaps, vectors: sample })
          .check(
            z.describe('Between the mean vectors of the products read in either window; null: none in one of them.'),
          ),
      })
      .check(z.describe('Of the products written in either window: new or changed.')),
    thresholds: z.object({
      least: z.int(),
      p: z.number(),
      psi: z.object({ moving: z.number(), moved: z.number() }),
      h: z.object({ moving: z.number(), moved: z.number() }),
    }),
    sentences: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
    warnings: z.optional(z.array(z.string())),
  }),
);

/** A parsed query. */
export type DriftRequest = z.output<typeof driftRequest>;
/** The answer. */
export type DriftResponse = z.infer<typeof driftResponse>;

/** `GET /v1/drift`. */
export const drift: Endpoint = {
  method: 'get',
  path: '/v1/drift',
  tag: 'Service',
  summary: 'Whether queries and products are as they were',
  description:
    'Compares the last days with as many before them, from counts a day: no text of a query is kept. Something has moved where chance is unlikely (p) and the distance is large (`thresholds`): the stability index of a distribution, Cohen’s h of a share.',
  parameters: driftRequest,
  response: driftResponse,
  examples: { 'This week and the one before': { days: 7 } },
};
