import { AppError } from '../../core/error.ts';
import type { Call, Inputs, Model, Role, Scored } from '../port.ts';
import { textLength } from '../text-length.ts';
import { childCall, untilAborted } from './child-call.ts';

/** How `batch` is set; each has a default. */
export interface BatchOptions {
  /** The most batches under way at once for one call. */
  concurrency?: number;
}

/**
 * Takes lists of any length and hands `inner` batches of at most its `maxBatch`.
 *
 * Texts of like length share a batch, since an endpoint pads each batch to its longest text; batches are of like size; answers come back
 * in the order of the inputs. The first batch that fails fails the call and aborts the others. An empty list asks nothing.
 */
export function batch<R extends Role>(inner: Model<R>, options: BatchOptions = {}): Model<R> {
  const { concurrency = 4 } = options;

  async function runAll(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]> {
    const answers = Array.from<Scored<R>>({ length: inputs.length });
    const batches = cut(inputs, inner.maxBatch);
    const child = childCall(call);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let places = batches[next++]; places !== undefined; places = batches[next++]) {
        const part = await inner.run(
          places.map((place) => inputs[place] as Inputs[R]),
          child.call,
        );
        checkLength(part, places.length);
        for (const [i, place] of places.entries()) answers[place] = part[i] as Scored<R>;
        if (child.call.signal.aborted) return;
      }
    };
    try {
      const workers = Array.from({ length: Math.min(concurrency, batches.length) }, work);
      await untilAborted(Promise.all(workers), call.signal);
      return answers;
    } catch (error) {
      // No timeout, whatever the error was: the others' endpoints did nothing wrong.
      child.abort(new DOMException('another batch failed', 'AbortError'));
      throw error;
    } finally {
      child.release();
    }
  }

  return {
    role: inner.role,
    maxBatch: Infinity,
    async run(inputs, call) {
      if (inputs.length === 0) return [];
      if (inputs.length > inner.maxBatch) return runAll(inputs, call);
      const answers = await inner.run(inputs, call);
      checkLength(answers, inputs.length);
      return answers;
    },
    probe: (signal) => inner.probe(signal),
  };
}

/** Places of the inputs, longest text first, in parts of like size. */
function cut(inputs: readonly Inputs[Role][], most: number): number[][] {
  const lengths = inputs.map(textLength);
  const places = [...inputs.keys()].toSorted((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0));
  const parts = Math.ceil(inputs.length / most);
  const begin = (part: number): number => Math.round((part * inputs.length) / parts);
  return Array.from({ length: parts }, (_, part) => places.slice(begin(part), begin(part + 1)));
}

function checkLength(answers: readonly unknown[], expected: number): void {
  if (answers.length === expected) return;
  throw new AppError('upstream_invalid', { detail: `${answers.length} answers to ${expected} inputs.` });
}
