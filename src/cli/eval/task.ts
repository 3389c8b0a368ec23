import type { Ask } from './examiner.ts';
import type { Metric } from './metric.ts';
import type { Row } from './rows.ts';

/** A row with the answer to it. */
export interface Answered<R extends Row, A> {
  row: R;
  answer: A;
}

/** One kind of questions: how rows are asked, and what is measured of the answers. */
export interface Task<R extends Row, A> {
  /** Answers in the order of the rows. */
  answers(rows: readonly R[], ask: Ask): Promise<A[]>;
  /** The figures of clusters; which there are depends on the rows alone. */
  metrics(clusters: readonly (readonly Answered<R, A>[])[]): Metric[];
}
