import type { ExplainRequest } from '../contract/explain.ts';
import { AppError } from '../core/error.ts';
import type { ExplainContext, Explained, ExplainedProduct } from './explain/explained.ts';
import { explainMatch } from './explain/match.ts';

/** Explains an answer about a query and a product, which the request has itself or names in the catalogue. */
export async function explainTask(request: ExplainRequest, context: ExplainContext): Promise<Explained> {
  return await explainMatch(request, await productOf(request, context), context);
}

async function productOf(
  { product, product_id: id }: ExplainRequest,
  { catalog }: ExplainContext,
): Promise<ExplainedProduct> {
  if (product !== undefined) return { product, attributes: null };
  const [known] = id === undefined ? [] : await catalog.get([id]);
  if (known == null) throw new AppError('not_found', { detail: 'The catalogue has no product of this `product_id`.' });
  // What the catalogue has not read yet is read here.
  return { product: known.product, attributes: known.attributes.length === 0 ? null : known.attributes };
}
