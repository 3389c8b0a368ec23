import { EXIT, FailedError, UsageError } from '../../exit.ts';
import type { Terminal } from '../../terminal.ts';
import { type Bound, hold, unknownName } from '../bounds.ts';
import { type Figure, figuresOf } from '../exam.ts';
import { DEPTH, groupsOf, type QueryFigures } from './measure.ts';
import type { SearchReport } from './report.ts';

/** How sure a loss must be before it fails a run. */
export const SURE = 0.05;

/** The figures; beside a baseline with the difference on the queries that both have. */
export function compare(
  own: ReadonlyMap<string, QueryFigures>,
  before: ReadonlyMap<string, QueryFigures> | undefined,
  sampling: { samples: number; seed: number },
): Map<string, Figure> {
  const figures = figuresOf(groupsOf(own), undefined, sampling);
  if (before === undefined) return figures;
  const both = new Map([...own].filter(([query]) => before.has(query)));
  if (both.size === 0) throw new FailedError('the baseline has none of these queries');
  const rival = new Map([...both.keys()].map((query) => [query, before.get(query) ?? {}]));
  for (const [name, { other, difference }] of figuresOf(groupsOf(both), groupsOf(rival), sampling)) {
    const figure = figures.get(name);
    if (figure === undefined) continue;
    figures.set(name, {
      ...figure,
      ...(other === undefined ? {} : { other }),
      ...(difference === undefined ? {} : { difference }),
    });
  }
  return figures;
}

/** The bounds, held against the figures. Throws UsageError for a figure that there is none of. */
export function heldBounds(
  bounds: readonly Bound[],
  metrics: Readonly<Record<string, Figure>>,
): SearchReport['bounds'] {
  return bounds.map((bound) => {
    const figure = metrics[bound.metric];
    if (figure === undefined) throw new UsageError(unknownName('metric', bound.metric, Object.keys(metrics)));
    return hold(bound, figure);
  });
}

/** Says on stderr what is not as it must be, and gives the exit code. */
export function verdict({ bounds, metrics, degraded }: SearchReport, noLoss: boolean, terminal: Terminal): number {
  const failed = bounds.filter(({ passed }) => !passed);
  for (const { metric, limit, value } of failed) terminal.warn(`aisle: ${metric} is ${value}, under ${limit}`);
  const difference = metrics[`ndcg@${DEPTH.page}`]?.difference;
  const isLost = noLoss && difference !== undefined && difference.value < 0 && difference.p < SURE;
  if (isLost) terminal.warn(`aisle: ndcg@${DEPTH.page} has lost ${-difference.value} (p = ${difference.p})`);
  if (degraded > 0) terminal.warn(`aisle: ${degraded} answers are not the full model's`);
  return failed.length > 0 || isLost ? EXIT.failed : EXIT.ok;
}
