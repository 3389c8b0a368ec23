import type { MatchRequest, MatchResult } from '../contract/match.ts';
import { type Context, provenance, type Provenance } from '../models/context.ts';
import { productText } from '../models/prompts.ts';
import { findConflicts, hardConstraints } from '../ranking/conflicts.ts';
import { judge } from '../ranking/relevance.ts';

/** h(q, d) = argmax P(r | M(q, d)) for each pair, in the order sent. A product that contradicts the query is never `exact`. */
export async function matchTask(
  request: MatchRequest,
  { models, pack, call }: Context,
): Promise<Provenance & { results: MatchResult[] }> {
  const { query, products } = request;
  const pairs = request.pairs ?? (products ?? []).map((product) => ({ id: product.id, query: query ?? '', product }));
  const constraints = pairs.map((pair) => hardConstraints(pair.query));
  const scored = await models.match.run(
    pairs.map((pair, i) => ({ query: constraints[i]?.wanted ?? pair.query, text: productText(pair.product) })),
    call,
  );
  const results = pairs.map((pair, i): MatchResult => {
    const item = scored[i];
    const constraint = constraints[i];
    if (item === undefined || constraint === undefined) {
      throw new Error('a model answered fewer items than it was asked');
    }
    const conflicts = findConflicts(constraint, pair.product);
    const id = pair.id ?? pair.product.id;
    return {
      ...(id === undefined ? {} : { id }),
      ...judge(item.output, pack.manifest.match.temperature, conflicts.length > 0),
      ...(conflicts.length === 0 ? {} : { conflicts }),
    };
  });
  return { results, ...provenance(scored, pack) };
}
