import * as z from 'zod/mini';
import { embeddingsResponse } from '../../../contract/embeddings.ts';
import { rerankResponse } from '../../../contract/rerank.ts';
import { floatsOfBase64 } from '../../../core/base64.ts';
import { productText } from '../../../models/prompts.ts';
import { bm25 } from '../bm25.ts';
import type { Ask } from '../examiner.ts';
import { mean, type Metric } from '../metric.ts';
import { ndcg } from '../ranking.ts';
import type { SearchRow, SentProduct } from '../rows.ts';
import type { Task } from '../task.ts';

/** The places that are measured, and how many of them are sorted anew by `/v1/rerank`. */
const [PAGE, DEEP] = [10, 100];

/** The catalogue's places for one query, best first. */
interface Places {
  semantic: number[];
  reranked: number[];
  keyword: number[];
}

const vectors = z.pipe(
  embeddingsResponse,
  z.transform(({ data, aisle }, context) => {
    const read = data.map(({ embedding }) => (typeof embedding === 'string' ? floatsOfBase64(embedding) : null));
    if (read.every((vector) => vector !== null)) return { vectors: read, aisle };
    context.issues.push({ code: 'custom', message: 'must be vectors in base64', input: data });
    return z.NEVER;
  }),
);

const embed = async (texts: readonly string[], as: 'query' | 'document', ask: Ask): Promise<Float32Array[]> =>
  await ask(texts, { items: 64 }, async (input, post) => {
    const body = { input, model: 'aisle', input_type: as, encoding_format: 'base64' };
    return (await post('/v1/embeddings', body, vectors)).vectors;
  });

/** Places sorted by their relevance to the query. */
async function rerank(
  query: string,
  places: readonly number[],
  catalogue: readonly SentProduct[],
  ask: Ask,
): Promise<number[]> {
  const relevance = await ask(places, { items: DEEP }, async (group, post) => {
    const body = { query, documents: group.map((place) => catalogue[place]), model: 'aisle' };
    const { results } = await post('/v1/rerank', body, rerankResponse);
    const scores = Array<number>(group.length).fill(0);
    for (const { index, relevance_score } of results) scores[index] = relevance_score;
    return scores;
  });
  return highest(relevance).map((i) => places[i] ?? 0);
}

/** The places of the highest scores. */
const highest = (scores: ArrayLike<number>): number[] =>
  [...Array.from(scores).keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, DEEP);

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/**
 * Finding products in a whole catalogue: by the dot product of `/v1/embeddings`, the first hundred of it sorted by `/v1/rerank`, and BM25
 * as the baseline. Products that nobody judged are worth nothing.
 */
export function searchTask(catalogue: readonly SentProduct[]): Task<SearchRow, Places> {
  const texts = catalogue.map(productText);
  return {
    async answers(rows, ask) {
      const documents = await embed(texts, 'document', ask);
      const queries = await embed(
        rows.map(({ text }) => text),
        'query',
        ask,
      );
      const score = bm25(texts);
      const found = queries.map((query) => highest(documents.map((document) => dot(query, document))));
      const reranked: number[][] = [];
      for (const [i, { text }] of rows.entries()) reranked.push(await rerank(text, found[i] ?? [], catalogue, ask));
      return rows.map(({ text }, i) => {
        const scores = score(text);
        // Without a word in common it is no find.
        const keyword = highest(scores).filter((place) => (scores[place] ?? 0) > 0);
        return { semantic: found[i] ?? [], reranked: reranked[i] ?? [], keyword };
      });
    },
    metrics(clusters) {
      const rows = clusters.flat();
      const pageGain = (of: keyof Places): (number | null)[] =>
        rows.map(({ row, answer }) =>
          ndcg(
            answer[of].map((place, i) => ({ score: -i, gain: row.gains.get(place) ?? 0 })),
            PAGE,
            [...row.gains.values()],
          ),
        );
      const recall = (of: keyof Places, depth: number): (number | null)[] =>
        rows.map(({ row, answer }) => {
          const wanted = [...row.gains].flatMap(([place, gain]) => (gain === 1 ? [place] : []));
          const shown = new Set(answer[of].slice(0, depth));
          return wanted.length === 0 ? null : wanted.filter((place) => shown.has(place)).length / wanted.length;
        });
      const metrics = (of: keyof Places, prefix: string): Metric[] => [
        mean(`${prefix}ndcg@${PAGE}`, pageGain(of)),
        mean(`${prefix}recall@${PAGE}`, recall(of, PAGE)),
        mean(`${prefix}recall@${DEEP}`, recall(of, DEEP)),
      ];
      return [
        ...metrics('semantic', ''),
        // The same hundred in another order: their recall is the same.
        ...metrics('reranked', 'reranked_').slice(0, 2),
        ...metrics('keyword', 'bm25_'),
      ];
    },
  };
}
