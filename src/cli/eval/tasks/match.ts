import { type MatchResult, matchResponse } from '../../../contract/match.ts';
import { GAINS } from '../../../core/relation.ts';
import { productText } from '../../../models/prompts.ts';
import { bm25 } from '../bm25.ts';
import { calibrationError, classMetrics, macroF1 } from '../classification.ts';
import { mean, type Metric, ofSums, ratio, share } from '../metric.ts';
import { areaUnderCurve, ndcg, rankCorrelation, type Ranked } from '../ranking.ts';
import type { MatchRow } from '../rows.ts';
import type { Answered, Task } from '../task.ts';

/** A pair's answer, and what BM25 gives it. */
type Judged = MatchResult & { baseline: number };

type Clusters = readonly (readonly Answered<MatchRow, Judged>[])[];

/** BM25 of each pair among all products of the set. */
function baselines(rows: readonly MatchRow[]): number[] {
  const texts = rows.map(({ product }) => productText(product));
  const places = new Map([...new Set(texts)].map((text, place) => [text, place]));
  const score = bm25([...places.keys()]);
  const scores = new Map([...new Set(rows.map(({ text }) => text))].map((query) => [query, score(query)]));
  return rows.map(({ text }, i) => scores.get(text)?.[places.get(texts[i] ?? '') ?? -1] ?? 0);
}

/** Grades on a scale from 0 to 1; relations by their ESCI gains. */
function gainsOf(rows: readonly MatchRow[]): (row: MatchRow) => number {
  const grades = rows.flatMap(({ truth }) => (typeof truth === 'number' ? [truth] : []));
  const [least, most] = grades.reduce(
    ([a, b], grade) => [Math.min(a, grade), Math.max(b, grade)],
    [Infinity, -Infinity],
  );
  return ({ truth }) =>
    typeof truth === 'string' ? GAINS[truth] : most > least ? (truth - least) / (most - least) : 0;
}

/** Each query's list sorted by relevance and by BM25, and how much of the way from BM25 to a perfect list is gone. */
function listMetrics(clusters: Clusters, gain: (row: MatchRow) => number): Metric[] {
  const of = (score: (answer: Judged) => number): (number | null)[] =>
    clusters.map((rows) =>
      // In a list of one there is nothing to sort.
      rows.length < 2 ? null : ndcg(rows.map(({ row, answer }): Ranked => ({ score: score(answer), gain: gain(row) }))),
    );
  const [own, baseline] = [of(({ relevance }) => relevance), of((answer) => answer.baseline)];
  const way = own.map((value, i) => (value === null ? [0, 0] : [value - (baseline[i] ?? 0), 1 - (baseline[i] ?? 0)]));
  const lists = own.filter((value) => value !== null).length;
  return [mean('ndcg', own), mean('bm25_ndcg', baseline), ofSums('ndcg_over_bm25', lists, way, ratio)];
}

/** How products relate to queries: by the four relations, or by grades. */
export const matchTask: Task<MatchRow, Judged> = {
  async answers(rows, ask) {
    const results = await ask(rows, { items: 100, weight: 900_000, weigh: sizeOf }, async (group, post) => {
      const pairs = group.map(({ text, product }) => ({ query: text, product }));
      return (await post('/v1/match', { pairs }, matchResponse)).results;
    });
    const baseline = baselines(rows);
    return results.map((result, i) => ({ ...result, baseline: baseline[i] ?? 0 }));
  },
  metrics(clusters) {
    const rows = clusters.flat().map(({ row }) => row);
    const gain = gainsOf(rows);
    const best = Math.max(...new Set(rows.map(gain)));
    const lists = listMetrics(clusters, gain);
    const auc = areaUnderCurve(
      'auc',
      clusters.map((pairs) =>
        pairs.map(({ row, answer }) => ({ score: answer.relevance, positive: gain(row) === best })),
      ),
    );
    if (rows.some(({ truth }) => typeof truth === 'number')) {
      const ranked = clusters.map((pairs) =>
        pairs.map(({ row, answer }) => ({ score: answer.relevance, gain: gain(row) })),
      );
      return [auc, rankCorrelation('rank_correlation', ranked), ...lists];
    }
    const classified = clusters.map((pairs) =>
      pairs.map(({ row, answer }) => ({
        truth: String(row.truth),
        guess: answer.relation,
        confidence: answer.distribution[answer.relation],
        right: row.truth === answer.relation,
      })),
    );
    return [
      macroF1('macro_f1', classified),
      share(
        'accuracy',
        classified.map((pairs) => pairs.map(({ right }) => right)),
      ),
      ...lists,
      auc,
      calibrationError('ece', classified),
      ...classMetrics(classified),
    ];
  },
};

const sizeOf = (row: MatchRow): number => Buffer.byteLength(JSON.stringify(row.product)) + row.text.length * 3;
