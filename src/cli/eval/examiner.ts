import * as z from 'zod/mini';
import { servedBy } from '../../contract/envelope.ts';
import { intentResponse } from '../../contract/intent.ts';
import { batches, inOrder } from '../batches.ts';
import { CallError, type Client } from '../client.ts';
import { FailedError } from '../exit.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** The most of one request: items, and their weight together, each by `weigh`. */
export interface Fill<Item> {
  items: number;
  weight?: number;
  weigh?(item: Item): number;
}

/** Sends a body and gives the answer in its shape. Throws CallError; FailedError where a lesser model answered and that is not allowed. */
export type Post = <T>(path: string, body: object, schema: z.ZodMiniType<T>) => Promise<T>;

/** Asks about all items in full requests, several at once, and gives the results in order. `answer` does one request's worth. */
export type Ask = <Item, Result>(
  items: readonly Item[],
  fill: Fill<Item>,
  answer: (items: readonly Item[], post: Post) => Promise<Result[]>,
) => Promise<Result[]>;

/** Who asks the API, as any caller would. */
export interface Examiner {
  /** The model that answers. */
  readonly model: { name: string; revision: string };
  /** Answers so far of a lesser model than the full one. */
  readonly degraded: number;
  /** Asks with this label before the progress. */
  about(label: string): Ask;
}

/** How to ask. */
export interface ExaminerOptions {
  parallel: number;
  allowDegraded: boolean;
}

/** The full model did not answer. */
class DegradedError extends FailedError {}

const provenance = z.union([z.object({ served_by: servedBy }), z.object({ aisle: z.object({ served_by: servedBy }) })]);

/** An examiner of what the client reaches. One query is asked first, to learn which model that is. */
export async function createExaminer(
  client: Client,
  { parallel, allowDegraded }: ExaminerOptions,
  terminal: Terminal,
): Promise<Examiner> {
  const { signal } = terminal;
  const { model } = await client.ask('/v1/intent', { queries: ['red dress'] }, intentResponse, signal);
  let lesser = 0;
  const post: Post = async (path, body, schema) => {
    const answer = await client.ask(path, body, schema, signal);
    const from = provenance.parse(answer);
    const { degraded, reason } = 'served_by' in from ? from.served_by : from.aisle.served_by;
    if (degraded && !allowDegraded) {
      const why = reason === undefined ? '' : ` (${reason})`;
      throw new DegradedError(`${path}: the full model does not answer${why}; --allow-degraded scores it all the same`);
    }
    if (degraded) lesser += 1;
    return answer;
  };
  return {
    model,
    get degraded() {
      return lesser;
    },
    about: (label) => async (items, fill, answer) => {
      const progress = createProgress(
        { ...terminal, status: (line) => terminal.status(line === '' ? '' : `${label}  ${line}`) },
        items.length,
      );
      const patiently: typeof answer = async (group) => {
        try {
          return await answer(group, post);
        } catch (error) {
          // A busy machine may not get through a full request in time; each half has as much time again.
          const isLate = error instanceof CallError && error.code === 'deadline_exceeded';
          if ((!isLate && !(error instanceof DegradedError)) || group.length < 2) throw error;
          const half = Math.ceil(group.length / 2);
          return [...(await patiently(group.slice(0, half), post)), ...(await patiently(group.slice(half), post))];
        }
      };
      const { weight = Number.POSITIVE_INFINITY, weigh = () => 1 } = fill;
      const groups = batches(each(items), { items: fill.items, bytes: weight, size: weigh, patience: 1_000 });
      const results: Awaited<ReturnType<typeof answer>> = [];
      try {
        for await (const part of inOrder(groups, parallel, (group) => patiently(group, post), signal)) {
          results.push(...part);
          progress.add(part.length);
        }
      } finally {
        progress.end();
      }
      signal.throwIfAborted();
      return results;
    },
  };
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
