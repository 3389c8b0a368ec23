import { type Column, tableHead, tableRow } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import type { Held } from '../bounds.ts';
import type { Figure } from '../exam.ts';
import type { QueryFigures } from './measure.ts';

/** What `aisle eval search` found; `--json` prints it, `--baseline` reads it. */
export interface SearchReport {
  model: { name: string; revision: string };
  /** Answers of a lesser model than the full one. */
  degraded: number;
  products: number;
  attributed: number;
  judgements: number;
  /** Judged products that the catalogue does not have, which count for nothing. */
  missing: number;
  samples: number;
  seed: number;
  metrics: Record<string, Figure>;
  baseline?: { model: { name: string; revision: string }; queries: number };
  bounds: Held[];
  queries: Record<string, QueryFigures>;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
const fixed = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : value.toFixed(3);

const figureColumns = (isCompared: boolean): Column[] => [
  { title: '', width: 14 },
  { title: 'value', width: 7, align: 'right' },
  { title: '95 %', width: 13, align: 'right' },
  ...(isCompared
    ? ([
        { title: 'before', width: 7, align: 'right' },
        { title: 'apart', width: 7, align: 'right' },
        { title: '95 %', width: 15, align: 'right' },
        { title: 'p', width: 5, align: 'right' },
      ] as const)
    : []),
  { title: 'queries', width: 7, align: 'right' },
];

const QUERIES: readonly Column[] = [
  { title: 'ndcg@10', width: 8, align: 'right' },
  { title: 'before', width: 7, align: 'right' },
  { title: 'mrr@10', width: 7, align: 'right' },
  { title: 'recall@50', width: 9, align: 'right' },
  { title: 'judged@10', width: 9, align: 'right' },
  { title: 'query', width: 0 },
];

/** The report for a person; of the queries `show`: those that lost the most, without a baseline the worst. */
export function* searchReportLines(
  report: SearchReport,
  before: ReadonlyMap<string, QueryFigures>,
  show: number,
  { columns, paint }: Terminal,
): Generator<string> {
  const { model, products, attributed, judgements, missing, metrics, baseline, queries, bounds } = report;
  const names = Object.keys(queries);
  yield `${paint('bold', `${model.name} ${model.revision}`)}  ${names.length} queries, ${judgements} judgements, ${products} products`;
  if (baseline !== undefined) {
    yield `before: ${baseline.model.name} ${baseline.model.revision}, ${baseline.queries} of the queries`;
  }
  if (attributed < products) yield paint('yellow', `only ${attributed} products have their attributes read`);
  if (missing > 0) yield paint('yellow', `${missing} judged products are not in the catalogue: they are left out`);
  const shape = figureColumns(baseline !== undefined);
  yield '';
  yield paint('dim', tableHead(shape, columns));
  for (const [name, { value, low, high, n, other, difference }] of Object.entries(metrics)) {
    const compared =
      baseline === undefined
        ? []
        : [
            fixed(other?.value),
            difference === undefined ? '' : signed(difference.value),
            difference === undefined ? '' : `${signed(difference.low)} – ${signed(difference.high)}`,
            difference === undefined ? '' : difference.p.toFixed(3),
          ];
    yield tableRow([name, fixed(value), `${fixed(low)} – ${fixed(high)}`, ...compared, String(n)], shape, columns);
  }
  if (show > 0) {
    const gain = (query: string): number => (queries[query]?.['ndcg@10'] ?? 1) - (before.get(query)?.['ndcg@10'] ?? 0);
    yield '';
    yield paint('dim', tableHead(QUERIES, columns));
    for (const query of names.toSorted((a, b) => gain(a) - gain(b)).slice(0, show)) {
      const of = (metric: string): string => fixed(queries[query]?.[metric]);
      const cells = [
        of('ndcg@10'),
        fixed(before.get(query)?.['ndcg@10']),
        of('mrr@10'),
        of('recall@50'),
        of('judged@10'),
        query,
      ];
      yield tableRow(cells, QUERIES, columns);
    }
  }
  if (bounds.length > 0) yield '';
  for (const { metric, kind, limit, value, passed } of bounds) {
    const sign = kind === 'min' ? '≥' : '≤';
    yield `${passed ? paint('green', 'passed') : paint('red', 'failed')}  ${metric} ${fixed(value)} ${sign} ${limit}`;
  }
}
