import { byLength, byRarity, LENGTHS, RARITIES } from './buckets.ts';
import {
  difference,
  type Difference,
  estimate,
  type Estimate,
  measured,
  resample,
  type Sampling,
} from './bootstrap.ts';
import type { Ask } from './examiner.ts';
import type { Metric } from './metric.ts';
import type { Questions } from './questions.ts';
import type { Row } from './rows.ts';
import { shuffled } from '../../core/random.ts';
import type { Answered, Task } from './task.ts';
import { attributesTask, tagsTask } from './tasks/attributes.ts';
import { intentTask, scopeTask } from './tasks/intent.ts';
import { matchTask } from './tasks/match.ts';
import { searchTask } from './tasks/search.ts';

/** The metrics of some of the rows: all (no name), one language, one bucket. */
export interface Group {
  name: string;
  clusters: number;
  metrics: Metric[];
}

/** A set ready to be asked, of anybody and as often as wanted. */
export interface Exam {
  rows: number;
  /** Different texts that the rows are about: the clusters. */
  texts: number;
  /** The rows asked, and the metrics of the answers. */
  sit(ask: Ask): Promise<Group[]>;
}

/** What of a set is asked, and how it is parted. */
export interface ExamOptions {
  /** Rows at most, whole clusters, chosen by the seed. */
  limit: number | undefined;
  seed: number;
  buckets: boolean;
}

/** A set as an exam. */
export function examOf(questions: Questions, options: ExamOptions): Exam {
  switch (questions.kind) {
    case 'intent':
      return exam(questions.rows, intentTask, questions.reference, options);
    case 'scope':
      return exam(questions.rows, scopeTask, questions.reference, options);
    case 'tags':
      return exam(questions.rows, tagsTask, questions.reference, options);
    case 'attributes':
      return exam(questions.rows, attributesTask, questions.reference, options);
    case 'match':
      return exam(questions.rows, matchTask, questions.reference, options);
    case 'search':
      return exam(questions.rows, searchTask(questions.catalogue), questions.reference, options);
  }
}

function exam<R extends Row, A>(
  all: readonly R[],
  task: Task<R, A>,
  reference: readonly string[],
  options: ExamOptions,
): Exam {
  const rows = limited(all, options);
  const parts = partsOf(rows, options.buckets ? reference : undefined);
  return {
    rows: rows.length,
    texts: new Set(rows.map(({ text }) => text)).size,
    async sit(ask) {
      const answers = await task.answers(rows, ask);
      const answered = rows.map((row, i): Answered<R, A> => ({ row, answer: answers[i] as A }));
      return parts.map(({ name, has }): Group => {
        const clusters = clustersOf(answered.filter(({ row }) => has(row)));
        return { name, clusters: clusters.length, metrics: task.metrics(clusters) };
      });
    },
  };
}

const clustersOf = <R extends Row, A>(answered: readonly Answered<R, A>[]): Answered<R, A>[][] => [
  ...Map.groupBy(answered, ({ row }) => row.text).values(),
];

function limited<R extends Row>(rows: readonly R[], { limit = rows.length, seed }: ExamOptions): readonly R[] {
  if (rows.length <= limit) return rows;
  const kept: R[] = [];
  for (const cluster of shuffled([...Map.groupBy(rows, ({ text }) => text).values()], seed)) {
    // At least one cluster, even where it alone is over.
    if (kept.length > 0 && kept.length + cluster.length > limit) continue;
    kept.push(...cluster);
  }
  return kept;
}

/** All rows; each language, where there are several; each bucket, where there is a reference. */
function partsOf<R extends Row>(
  rows: readonly R[],
  reference: readonly string[] | undefined,
): { name: string; has: (row: R) => boolean }[] {
  const languages = [...new Set(rows.map(({ language }) => language))].toSorted().toReversed();
  const parts: ReturnType<typeof partsOf<R>> = [{ name: '', has: () => true }];
  if (languages.length > 1) {
    parts.push(...languages.map((one) => ({ name: `${one}/`, has: ({ language }: R) => language === one })));
  }
  if (reference !== undefined) {
    const texts = rows.map(({ text }) => text);
    const rarities = byRarity(texts, reference);
    parts.push(
      ...RARITIES.map((one) => ({ name: `${one}/`, has: ({ text }: R) => rarities.get(text) === one })),
      ...LENGTHS.map((one) => ({ name: `${one}/`, has: ({ text }: R) => byLength(text) === one })),
    );
  }
  return parts;
}

/** A figure as it is reported; beside another system's, with what lies between. */
export interface Figure extends Estimate {
  n: number;
  other?: Estimate;
  difference?: Difference;
}

/** The figures of a set by name: `accuracy`, `zh/accuracy`, `tail/f1/brand`. What cannot be taken of these rows is left out. */
export function figuresOf(
  groups: readonly Group[],
  others: readonly Group[] | undefined,
  sampling: Sampling,
): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const [g, { name, clusters, metrics }] of groups.entries()) {
    const rivals = others?.[g]?.metrics;
    const values = resample(metrics, clusters, sampling);
    const rivalValues = rivals === undefined ? undefined : resample(rivals, clusters, sampling);
    for (const [i, metric] of metrics.entries()) {
      const [value, resampled] = [measured(metric, clusters), values[i] as Float64Array];
      const own = estimate(value, resampled);
      if (own === null || metric.n === 0) continue;
      const figure: Figure = { ...own, n: metric.n };
      const [rival, rivalResampled] = [rivals?.[i], rivalValues?.[i]];
      if (rival !== undefined && rivalResampled !== undefined) {
        const rivalValue = measured(rival, clusters);
        const other = estimate(rivalValue, rivalResampled);
        const apart = difference([value, rivalValue], [resampled, rivalResampled]);
        if (other !== null) figure.other = other;
        if (apart !== null) figure.difference = apart;
      }
      figures.set(name + metric.name, figure);
    }
  }
  return figures;
}
