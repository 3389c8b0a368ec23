import type { RerankRequest } from '../contract/rerank.ts';
import type { Product } from '../core/product.ts';
import { provenance, type Provenance } from '../models/context.ts';
import { productText } from '../models/prompts.ts';
import { findConflicts, hardConstraints } from '../ranking/conflicts.ts';
import { judgeScored } from './match/judge-scored.ts';
import type { MatchContext } from './shop-context.ts';

/** One document's place in the ranking: its index in the request, and its relevance as `/v1/match` gives it. */
export interface Ranked {
  index: number;
  relevance_score: number;
}

/** The documents by relevance, highest first, ties in the order sent; at most `top_n`. */
export async function rerankTask(
  request: RerankRequest,
  { models, pack, call, calibration }: MatchContext,
): Promise<Provenance & { ranked: Ranked[] }> {
  const { query, documents } = request;
  const products = documents.map((document) => documentProduct(document, request.rank_fields));
  const constraints = hardConstraints(query);
  const [scored, learnt = null] = await Promise.all([
    models.match.run(
      products.map((product) => ({ query: constraints.wanted, text: productText(product) })),
      call,
    ),
    calibration?.(),
  ]);
  const ranked = products.map((product, index): Ranked => {
    const item = scored[index];
    if (item === undefined) throw new Error('a model answered fewer items than it was asked');
    const { relevance } = judgeScored(item, pack, findConflicts(constraints, product), learnt);
    return { index, relevance_score: relevance };
  });
  const sorted = ranked.toSorted((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
  return { ranked: sorted.slice(0, request.top_n), ...provenance(scored, pack, learnt) };
}

/** A document as a product: a text is a title, an object gives its fields (`rank_fields`, else `text`, else a product's, else all that are text). */
function documentProduct(document: string | Record<string, unknown>, rankFields?: readonly string[]): Product {
  if (typeof document === 'string') return { title: document };
  const read = (name: string): string | undefined => {
    const value = document[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const fields = rankFields ?? (read('text') === undefined ? undefined : ['text']);
  const title = read('title');
  if (fields === undefined && title !== undefined) {
    const { bullets } = document;
    const lines = Array.isArray(bullets) ? bullets.filter((line) => typeof line === 'string') : undefined;
    return { title, brand: read('brand'), color: read('color'), description: read('description'), bullets: lines };
  }
  const names = fields ?? Object.keys(document);
  return {
    title: names
      .map(read)
      .filter((value) => value !== undefined)
      .join(' | '),
  };
}
