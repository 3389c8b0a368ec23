import type { ExplainRequest } from '../contract/explain.ts';
import { AppError } from '../core/error.ts';
import type {
  Explained,
  ExplainedProduct,
  ExplainedRecommendation,
  QueryExplainContext,
  QueryExplainRequest,
  ShopperExplainContext,
} from './explain/explained.ts';
import { explainMatch } from './explain/match.ts';
import { explainRecommend } from './explain/recommend.ts';
import { explainSearch } from './explain/search.ts';

/** Explains an answer about a product: to a query, or as a recommendation. */
export async function explainTask(
  request: ExplainRequest,
  context: ShopperExplainContext,
): Promise<Explained | ExplainedRecommendation> {
  const { query, target, product_id: id } = request;
  if (target === 'recommend' && id !== undefined) {
    return await explainRecommend({ ...request, product_id: id }, context);
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
