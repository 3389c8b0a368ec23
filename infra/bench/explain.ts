// POST /v1/explain: its time beside that of the model passes it is made of, and its model calls beside those of the package `shap`.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onnxEmbed, onnxIntent, onnxMatch, onnxTags } from '../../src/models/drivers/onnx/onnx.ts';
import { createOnnxEngine } from '../../src/models/drivers/onnx/onnx-engine.ts';
import type { Call, Inputs, Model, Role } from '../../src/models/port.ts';
import { loadPack } from '../../src/platform/node/pack.ts';
import type { Behaviour } from '../../src/state/behaviour/port.ts';
import type { Catalog } from '../../src/state/catalog/port.ts';
import type { QueryExplainRequest } from '../../src/tasks/explain/explained.ts';
import { explainQuery } from '../../src/tasks/explain.ts';
import { masksAlone } from './explain/masks-alone.ts';
import { modelCalls } from './explain/model-calls.ts';
import { type BenchResult, duel } from './measure.ts';

const REPEATS = 9;

/** The least part of an explanation's time that the model should have of it: whatever else is done takes a fifth more at most. */
const TARGET = 0.83;

/** A pair of 64 tokens, the four special ones included. */
const PAIR = {
  query: 'stainless steel insulated water bottle 32 oz',
  product: {
    title:
      'Plastic Water Bottle with Straw and Time Marker, 64 oz Large Motivational Drinking Jug, Leakproof, BPA Free, Carrying Strap for Gym, Hiking and Camping, Blue and Black, 2 Pack',
  },
};

/** `--data FOLDER` with `match-en/` and `--python FILE`, a Python that has `shap`, for the model calls; `--pairs` of them. */
export async function bench(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      pairs: { type: 'string', default: '100' },
    },
  });
  const times = await explanationTimes();
  if (values.data === undefined) return times;
  const calls = await modelCalls(values.data, values.python, Number(values.pairs));
  return { rows: [...times.rows, ...calls.rows], notes: [...(times.notes ?? []), ...(calls.notes ?? [])] };
}

/** Whole explanations in this process, without a cache, against nothing but the model on the same texts. */
async function explanationTimes(): Promise<BenchResult> {
  const directory = fileURLToPath(new URL('../models/aisle-small', import.meta.url));
  const pack = await loadPack(directory);
  const engine = await createOnnxEngine({ directory, pack });
  const asked: { [R in Role]: Inputs[R][] } = { embed: [], intent: [], tags: [], match: [] };
  const recorded = <R extends Role>(model: Model<R>): Model<R> => ({
    ...model,
    run: (inputs, call) => {
      asked[model.role].push(...(inputs as never[]));
      return model.run(inputs, call);
    },
  });
  const models = {
    embed: onnxEmbed(engine, pack),
    intent: recorded(onnxIntent(engine, pack)),
    tags: recorded(onnxTags(engine, pack)),
    match: recorded(onnxMatch(engine, pack)),
  };
  const tokens = (await engine.tokenize([[PAIR.query, PAIR.product.title]]))[0]?.length;
  const { signal } = new AbortController();
  const spent: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  const explain = async (request: QueryExplainRequest): Promise<number> => {
    for (const inputs of Object.values(asked)) inputs.length = 0;
    const now = (): number => Date.now();
    // The product is in the request, so that no catalogue is asked.
    const context = { models, pack, call: callOf(signal), catalog: {} as Catalog, behaviour: {} as Behaviour, now };
    return await timed(spent.ours, () => explainQuery(request, context));
  };
  const passes = async (): Promise<number> =>
    await timed(spent.peer, () =>
      Promise.all([
        engine.match(asked.match, signal),
        engine.intent(asked.intent, signal),
        engine.tags(asked.tags, signal),
      ]),
    );
  const notes = [`The pair has ${tokens} tokens.`];
  const rows = [];
  for (const request of [
    { ...PAIR, method: 'occlusion' as const },
    { ...PAIR, method: 'shap' as const, samples: 128 },
  ]) {
    await explain(request);
    for (const times of Object.values(spent)) times.length = 0;
    const judged = asked.match.length;
    rows.push(
      await duel(
        {
          name: `${request.method}, ${judged} pairs judged`,
          unit: 'ms',
          better: 'less',
          target: TARGET,
          peerName: 'the same passes alone',
          ours: () => explain(request),
          peer: passes,
        },
        REPEATS,
      ),
    );
    notes.push(
      `${request.method}: ${median(spent.ours).toFixed(0)} ms of processor time, ${median(spent.peer).toFixed(0)} ms for the passes alone`,
      await ofMethodAlone(request),
    );
  }
  await engine.close();
  return { rows, notes };

  /** What the words' weights alone take: no fields, wishes, changes or measure of faithfulness. */
  async function ofMethodAlone(request: QueryExplainRequest & { method: 'occlusion' | 'shap' }): Promise<string> {
    const inputs = masksAlone(request.method, PAIR);
    const took: number[] = [];
    for (let turn = 0; turn < REPEATS; turn++) took.push(await timed([], () => engine.match(inputs, signal)));
    return `${request.method}: ${inputs.length} masks alone ${median(took).toFixed(0)} ms`;
  }
}

/** The milliseconds that some work takes; those of all processors together go into `spent`. */
async function timed(spent: number[], work: () => Promise<unknown>): Promise<number> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  await work();
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  spent.push((user + system) / 1000);
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function callOf(signal: AbortSignal): Call {
  return {
    signal,
    deadline: Date.now() + 30_000,
    requestId: 'bench',
    account: 'bench',
    fresh: false,
    time: () => undefined,
    defer: () => undefined,
  };
}
