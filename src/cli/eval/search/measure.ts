import type { Group } from '../exam.ts';
import { detectLanguage } from '../../../core/language.ts';
import { mean } from '../metric.ts';
import { ndcg } from '../ranking.ts';

/** The places that are measured: a page, and how deep recall looks. */
export const DEPTH = { page: 10, deep: 50 };

/** What one query's answer is worth; null where it cannot be said. */
export type QueryFigures = Readonly<Record<string, number | null>>;

/**
 * The figures of one query: nDCG@10 over all judged products (Järvelin and Kekäläinen 2002), the reciprocal rank of the first product of gain
 * 1 or more in the first ten, recall of those, and the share of the first ten that is judged at all: what nobody judged is worth nothing.
 */
export function measureQuery(ids: readonly string[], judged: ReadonlyMap<string, number>): QueryFigures {
  const relevant = [...judged].flatMap(([id, gain]) => (gain >= 1 ? [id] : []));
  const first = ids.slice(0, DEPTH.page).findIndex((id) => (judged.get(id) ?? 0) >= 1);
  const recall = (depth: number): number | null => {
    const shown = new Set(ids.slice(0, depth));
    return relevant.length === 0 ? null : relevant.filter((id) => shown.has(id)).length / relevant.length;
  };
  const page = ids.slice(0, DEPTH.page);
  return {
    [`ndcg@${DEPTH.page}`]: ndcg(
      ids.map((id, i) => ({ score: -i, gain: judged.get(id) ?? 0 })),
      DEPTH.page,
      [...judged.values()],
    ),
    [`mrr@${DEPTH.page}`]: relevant.length === 0 ? null : first < 0 ? 0 : 1 / (first + 1),
    [`recall@${DEPTH.page}`]: recall(DEPTH.page),
    [`recall@${DEPTH.deep}`]: recall(DEPTH.deep),
    [`judged@${DEPTH.page}`]: page.length === 0 ? null : page.filter((id) => judged.has(id)).length / page.length,
  };
}

/** The names of the figures. */
export const METRICS: readonly string[] = Object.keys(measureQuery([], new Map()));

/** The means over queries: of all, and of each language where there are both. */
export function groupsOf(figures: ReadonlyMap<string, QueryFigures>): Group[] {
  const queries = [...figures];
  const languages = [...new Set(queries.map(([query]) => detectLanguage(query)))].toSorted();
  const parts = [
    { name: '', some: queries },
    ...(languages.length < 2
      ? []
      : languages.map((one) => ({
          name: `${one}/`,
          some: queries.filter(([query]) => detectLanguage(query) === one),
        }))),
  ];
  const names = [...new Set(queries.flatMap(([, values]) => Object.keys(values)))];
  return parts.map(({ name, some }) => ({
    name,
    clusters: some.length,
    metrics: names.map((metric) =>
      mean(
        metric,
        some.map(([, values]) => values[metric] ?? null),
      ),
    ),
  }));
}
