import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { envelope, probability } from './envelope.ts';
import { judgement } from './match.ts';
import { between } from './number.ts';
import { recommendExplanation } from './explain-recommend.ts';
import { searchPlace } from './explain-search.ts';
import { filters } from './filters.ts';
import { product } from './product.ts';
import { recommendRequest } from './recommend.ts';
import { schema } from './schema.ts';
import { searchRequest } from './search.ts';
import { identifier, language, text } from './text.ts';

const whole = (name: string, least: number, most: number): z.ZodMiniNumber =>
  z.int({ error: `must be a whole number from ${least} to ${most}` }).check(...between(least, most), z.describe(name));

/** Body of `POST /v1/explain`: a query with a product, or with the id of one of the catalogue's. */
export const explainRequest = /* @__PURE__ */ schema(() =>
  z
    .object({
      query: z.optional(text(512)).check(z.describe('Required unless `target` is `recommend`.')),
      product: z.optional(product),
      product_id: z.optional(identifier).check(z.describe('A product of the catalogue, instead of `product`.')),
      target: z
        .optional(z.enum(['match', 'search', 'recommend'], { error: 'must be "match", "search" or "recommend"' }))
        .check(
          z.describe(
            'Whose answer is explained: that of `/v1/match` unless given. `search` also tells where the product stands in the ranking of `/v1/search`, or why not; `recommend` why `/v1/recommend` proposes a product of the catalogue, or why not.',
          ),
        ),
      method: z
        .optional(z.enum(['occlusion', 'lime', 'shap'], { error: 'must be "occlusion", "lime" or "shap"' }))
        .check(z.describe('How words are weighed; `occlusion` unless given.')),
      samples: z.optional(whole('Masks that `lime` and `shap` may have scored; 128 unless given.', 16, 512)),
      seed: z.optional(whole('Repeats what is drawn; 0 unless given.', 0, 4_294_967_295)),
      shopper_id: z
        .optional(identifier)
        .check(z.describe('Of no account for `match`, which is the same for everybody.')),
      session_id: z.optional(identifier),
      filters: z.optional(filters).check(z.describe('As for the search or recommendation that is explained.')),
      weights: searchRequest.shape.weights,
      limit: searchRequest.shape.limit,
      kind: recommendRequest.shape.kind,
      history: recommendRequest.shape.history,
      product_ids: recommendRequest.shape.product_ids,
      language: z.optional(language).check(z.describe('Of the text; detected in the query unless given.')),
    })
    .check(({ value, issues }) => {
      const refuse = (message: string, name: string): void => {
        issues.push({ code: 'custom', message, path: [name], input: value });
      };
      if (value.target === 'recommend') {
        if (value.product_id === undefined) refuse('is required for `recommend`', 'product_id');
        return;
      }
      if (value.query === undefined) return refuse('is required', 'query');
      if ((value.product === undefined) !== (value.product_id === undefined)) return;
      const message = value.product === undefined ? 'is required, or `product_id`' : 'cannot stand beside `product_id`';
      refuse(message, 'product');
    }),
);

const faithfulness = /* @__PURE__ */ schema(() => ({
  comprehensiveness: z
    .number()
    .check(
      z.describe(
        'What the value loses without the words of most weight: more is better. ERASER’s, mean over 1, 5, 10, 20, 50 %.',
      ),
    ),
  sufficiency: z.number().check(z.describe('What it loses where only those words are there: less is better.')),
}));

/** Answer of `POST /v1/explain` about a query and a product. */
const explanation = /* @__PURE__ */ schema(() =>
  z.object({
    target: z.enum(['match', 'search']),
    search: z
      .optional(searchPlace)
      .check(z.describe('Of `search`: where the product stands in its ranking, or why not.')),
    ...judgement,
    explains: z
      .literal('probability')
      .check(z.describe('What the weights share out: the probability of the answered relation.')),
    value: probability.check(z.describe('That probability.')),
    base_value: probability.check(
      z.describe('The same where no word is there: `shap` and `fields` share out the difference.'),
    ),
    tokens: z
      .array(z.object({ text: z.string(), field: z.string(), start: z.int(), end: z.int(), weight: z.number() }))
      .check(
        z.describe(
          'The words that the model sees of `query`, `title`, `brand`, `color`, `bullets.0` … or `description`, in UTF-16 units of the field, end exclusive. Above 0 a word speaks for the relation, below 0 against. What the model doesn’t see is not listed: it has no part in the answer.',
        ),
      ),
    fields: z
      .array(z.object({ field: z.string(), weight: z.number() }))
      .check(z.describe('Exact Shapley values of the fields, `bullets` as one: their sum is `value` − `base_value`.')),
    attributes: z
      .array(
        z.object({
          name: z.string(),
          wanted: z.string(),
          found: z.nullable(z.string()).check(z.describe('null: the product is silent.')),
          agrees: z.nullable(z.boolean()).check(z.describe('null: it can’t be told.')),
          weight: z
            .nullable(z.number())
            .check(
              z.describe('Exact Shapley value of the wish’s words among those of all wishes; null: not measured.'),
            ),
        }),
      )
      .check(
        z.describe('What the query wants, in its order, and what the product has of it, by the rules of a search.'),
      ),
    counterfactuals: z
      .array(
        z.object({
          field: z.string(),
          from: z.string(),
          to: z.string(),
          query: z.string(),
          product,
          relation: judgement.relation,
          relevance: judgement.relevance,
        }),
      )
      .check(
        z.describe(
          'The smallest changes found that turn the relation, each of one field. `query` and `product`, sent to `/v1/match`, give its `relation`.',
        ),
      ),
    faithfulness: z.object({
      ...faithfulness,
      samples: z.int().check(z.describe('Masks scored for these figures.')),
      random: z.object(faithfulness).check(z.describe('The same for words in a random order, to compare.')),
    }),
    method: z.enum(['occlusion', 'lime', 'shap']),
    samples: z.int().check(z.describe('Masks that the method had scored.')),
    reduced: z
      .optional(z.literal(true))
      .check(z.describe('Present where the deadline left time for fewer samples than asked.')),
    standard_error: z
      .nullable(z.number())
      .check(
        z.describe(
          'How far a weight may be off by what was drawn (root mean square); null: nothing was, or it isn’t known.',
        ),
      ),
    seed: z.int(),
    text: z.string().check(z.describe('The same in a few sentences, made of nothing but the above.')),
    ...envelope,
  }),
);

/** Answer of `POST /v1/explain`. */
export const explainResponse = /* @__PURE__ */ schema(() => z.union([explanation, recommendExplanation]));

/** A parsed body. */
export type ExplainRequest = z.output<typeof explainRequest>;
/** An answer about a query and a product. */
export type ExplainResponse = z.infer<typeof explanation>;

/** `POST /v1/explain`: why a product relates to a query as it does. */
export const explain: Endpoint = {
  method: 'post',
  path: '/v1/explain',
  tag: 'Scores',
  summary: 'Why a product relates to a query as it does, and why a search shows it or not',
  description:
    'Each word’s and field’s share in the answer of `/v1/match`, what was wanted and found, the smallest changes that would turn the answer, and how faithful the weights are, measured. One unit, and one for every ten pairs that were judged.',
  request: explainRequest,
  response: explainResponse,
  examples: {
    English: {
      query: 'iphone 13 case',
      product: { id: 'b', title: 'Clear Case for iPhone 12, Shockproof', brand: 'Spigen', color: 'Clear' },
    },
    Chinese: {
      query: '红色连衣裙 200元以内',
      product: { title: '蓝色雪纺连衣裙 夏季新款', price: { amount: 259, currency: 'CNY' } },
    },
    'Why not in a search': {
      query: 'red dress under $50',
      product: { id: 'sku-9', title: 'Blue linen dress for women', price: { amount: 80, currency: 'USD' } },
      target: 'search',
    },
    'Shapley values': {
      query: 'stainless steel water bottle',
      product: { title: 'Plastic Water Bottle with Straw, 32 oz' },
      method: 'shap',
      samples: 64,
      seed: 7,
    },
  },
};
