import { AppError, type ErrorCode } from '../../../../src/core/error.ts';
import type { Path } from '../../../../src/core/served-by.ts';
import type { Call, Inputs, Model, Outputs, Role, Scored, Stage } from '../../../../src/models/port.ts';

/** What one request does: answers, throws, or waits some milliseconds first. */
export type Step = ErrorCode | AppError | Error | 'ok' | { after: number; next?: 'ok' | ErrorCode; deaf?: boolean };

/** A model by hand, which writes down what it was asked. */
export interface FakeModel<R extends Role> extends Model<R> {
  asked: { inputs: Inputs[R][]; call: Call }[];
  /** Requests that were aborted while under way. */
  aborted: number;
  /** Requests under way, now and at most. */
  open: number;
  peak: number;
}

export interface FakeOptions<R extends Role> {
  role: R;
  answer: (input: Inputs[R]) => Outputs[R];
  path?: Path;
  maxBatch?: number;
  /** What the requests do, one after the other; the last one for ever. */
  steps?: Step[];
}

export function fakeModel<R extends Role>(options: FakeOptions<R>): FakeModel<R> {
  const { role, answer, path = 'onnx', maxBatch = Infinity, steps = ['ok'] } = options;
  const fake: FakeModel<R> = {
    role,
    maxBatch,
    asked: [],
    aborted: 0,
    open: 0,
    peak: 0,
    async run(inputs, call) {
      const step = steps[Math.min(fake.asked.length, steps.length - 1)] ?? 'ok';
      fake.asked.push({ inputs: [...inputs], call });
      fake.open += 1;
      fake.peak = Math.max(fake.peak, fake.open);
      try {
        await act(step, call, () => {
          fake.aborted += 1;
        });
      } finally {
        fake.open -= 1;
      }
      return inputs.map((input): Scored<R> => ({
        output: answer(input),
        served: { path, degraded: path === 'lexical' },
        cached: false,
      }));
    },
    probe: async () => ({ path, ok: true, name: 'fake', revision: 'r1' }),
  };
  return fake;
}

async function act(step: Step, call: Call, onAbort: () => void): Promise<void> {
  if (step === 'ok') return;
  if (step instanceof Error) throw step;
  if (typeof step === 'string') throw new AppError(step);
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      onAbort();
      if (step.deaf === true) return;
      clearTimeout(timer);
      reject(call.signal.reason);
    };
    const timer = setTimeout(() => {
      call.signal.removeEventListener('abort', end);
      resolve();
    }, step.after);
    call.signal.addEventListener('abort', end);
  });
  if (step.next !== undefined) await act(step.next, call, onAbort);
}

/** The intent model, whose logits tell the text's length: easy to check. */
export const fakeIntent = (options: Partial<FakeOptions<'intent'>> = {}): FakeModel<'intent'> =>
  fakeModel({ role: 'intent', answer: (text) => ({ intent: [text.length, 0], subIntent: [0] }), ...options });

/** A call, with what it was told. */
export interface FakeCall extends Call {
  stages: Partial<Record<Stage, number[]>>;
  deferred: Promise<unknown>[];
  /** The caller leaves. */
  leave(): void;
}

/** A call that is due in some milliseconds; its signal aborts then, as the pipeline's does. `now` replaces the clock, and the timer. */
export function fakeCall(options: Partial<Call> & { in?: number; now?: number } = {}): FakeCall {
  const { in: due = 2_000, now, ...fields } = options;
  const leaving = new AbortController();
  const stages: FakeCall['stages'] = {};
  const deferred: Promise<unknown>[] = [];
  return {
    signal:
      now === undefined ? AbortSignal.any([leaving.signal, AbortSignal.timeout(Math.max(0, due))]) : leaving.signal,
    deadline: (now ?? Date.now()) + due,
    requestId: 'test',
    account: 'shop',
    fresh: false,
    time: (stage, milliseconds) => (stages[stage] ??= []).push(milliseconds),
    defer: (work) => deferred.push(work),
    ...fields,
    stages,
    deferred,
    leave: () => leaving.abort(new DOMException('gone', 'AbortError')),
  };
}

/** The code of the AppError that it rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  throw new Error('it succeeded');
}

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
