import type { ExplainRequest } from '../../contract/explain.ts';
import type { RecommendRequest, RecommendResponse } from '../../contract/recommend.ts';
import { ByteWriter } from '../../core/byte-writer.ts';
import type { ExplainedRecommendation } from '../explain/explained.ts';
import { explainRecommend } from '../explain/recommend.ts';
import { type RecommendContext, recommendTask } from '../recommend.ts';
import type { Weights } from './live-weights.ts';

/** What a recommender is asked with besides the request. */
export interface RecommendingOptions {
  /** The weights that are in use. */
  weights: Weights;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Recommends to the shoppers of one shop and explains it: where their counts are, which may be another thread. Whatever is asked and told can be sent
 * there. Rejects with AppError.
 */
export interface Recommender {
  recommend(request: RecommendRequest, options: RecommendingOptions): Promise<RecommendResponse>;
  /** The same as JSON in UTF-8, with `unknown`, paths of the request that nobody knows, before its warnings. */
  recommendJson(
    request: RecommendRequest,
    options: RecommendingOptions & { unknown: readonly string[] },
  ): Promise<Uint8Array>;
  /** `deadline` in milliseconds since the epoch. */
  explain(
    request: ExplainRequest & { product_id: string },
    options: { weights: Weights; deadline: number },
  ): Promise<ExplainedRecommendation>;
}

/** The recommender over what it works on. */
export function recommenderOf(context: Omit<RecommendContext, 'weights' | 'now' | 'newId' | 'random'>): Recommender {
  const recommend: Recommender['recommend'] = (request, { weights, now }) =>
    recommendTask(request, {
      ...context,
      weights,
      now,
      newId: () => crypto.randomUUID(),
      random: Math.random,
    });
  return {
    recommend,
    async recommendJson(request, { unknown, ...options }) {
      const { warnings = [], ...answer } = await recommend(request, options);
      const all = [...unknown, ...warnings];
      return jsonOf(all.length === 0 ? answer : { ...answer, warnings: all });
    },
    explain: (request, { weights, deadline }) =>
      explainRecommend(request, { ...context, weights, deadline, now: () => Date.now() }),
  };
}

/** Products as JSON in UTF-8: they come up again and again as the same objects. */
const written = new WeakMap<object, Uint8Array>();

const utf8 = new TextEncoder();
const writer = new ByteWriter();

/** An answer as JSON in UTF-8. */
function jsonOf(answer: RecommendResponse): Uint8Array {
  // Before the items there is nothing that a caller has written.
  const [head = '', ...rest] = JSON.stringify({ ...answer, items: [] }).split('"items":[]');
  writer.text(`${head}"items":[`);
  for (const [i, { id, product, ...told }] of answer.items.entries()) {
    const bytes = written.get(product) ?? utf8.encode(JSON.stringify(product));
    written.set(product, bytes);
    writer.text(`${i === 0 ? '' : ','}{"id":${JSON.stringify(id)},"product":`);
    writer.bytes(bytes);
    writer.text(`,${JSON.stringify(told).slice(1)}`);
  }
  writer.text(`]${rest.join('"items":[]')}`);
  return writer.take();
}
