import type { ExplainRequest } from '../contract/explain.ts';
import { AppError } from '../core/error.ts';
import type {
  Explained,
  ExplainedProduct,
  ExplainedRecommendation,
  QueryExplainContext,
  QueryExplainRequest,
} from './explain/explained.ts';
import { explainMatch } from './explain/match.ts';
import { explainSearch } from './explain/search.ts';
import type { Weights } from './recommend/live-weights.ts';
import type { Recommender } from './recommend/recommender.ts';

/** What an answer is explained with, whatever it is. */
export interface AnswerExplainContext extends QueryExplainContext {
  recommender: Pick<Recommender, 'explain'>;
  /** The weights of recommendations that are in use. */
  weights(): Promise<Weights>;
}

/** Explains an answer about a product: to a query, or as a recommendation. */
export async function explainTask(
  request: ExplainRequest,
  context: AnswerExplainContext,
): Promise<Explained | ExplainedRecommendation> {
  const { query, target, product_id: id } = request;
  if (target === 'recommend' && id !== undefined) {
    const { recommender, weights, call } = context;
    return await recommender.explain(
      { ...request, product_id: id },
      { weights: await weights(), deadline: call.deadline },
    );
  }
  // The contract asks for one or the other.
  if (query === undefined) throw new AppError('validation_failed');
  return await explainQuery({ ...request, query }, context);
}

/** Explains an answer about a query and a product, which the request has itself or names in the catalogue. */
export async function explainQuery(request: QueryExplainRequest, context: QueryExplainContext): Promise<Explained> {
  const { product, isKnown } = await productOf(request, context);
  if (request.target === 'search') {
    return await explainSearch(request, product, isKnown ? (product.product.id ?? null) : null, context);
  }
  const explained = await explainMatch(request, product, context);
  // It is of the catalogue as it is now.
  return isKnown && explained.cache === 'hit' ? { ...explained, cache: 'partial' } : explained;
}

/** The product, and whether it is the catalogue's. One that is sent is looked up by its id only where its place in the shop is asked. */
async function productOf(
  { product, product_id, target }: QueryExplainRequest,
  { catalog }: QueryExplainContext,
): Promise<{ product: ExplainedProduct; isKnown: boolean }> {
  const id = product_id ?? (target === 'search' ? product?.id : undefined);
  const [known] = id === undefined ? [] : await catalog.get([id]);
  if (known == null) {
    if (product !== undefined) return { product: { product, attributes: null }, isKnown: false };
    throw new AppError('not_found', { detail: 'The catalogue has no product of this `product_id`.' });
  }
  // What the catalogue has not read yet is read here.
  const attributes = known.attributes.length === 0 ? null : known.attributes;
  return { product: { product: known.product, attributes }, isKnown: true };
}
