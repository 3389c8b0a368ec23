import { availableParallelism } from 'node:os';
import { AppError } from '../../../core/error.ts';
import type { Engine } from '../../engine.ts';
import type { Pack } from '../../pack.ts';
import type { IntentLogits, TaggedText, TagsInput } from '../../port.ts';
import { type Lane, startLane, type Terms } from './lane.ts';

/** The engine in this process, with what only a local one can tell. */
export interface OnnxEngine extends Engine {
  /** Tags by the pack's heads, applied where the vectors are: they are large, and the heads take a while. */
  tags(inputs: readonly TagsInput[], signal: AbortSignal, background?: boolean): Promise<TaggedText[]>;
  /** Intent of queries by the pack's heads. A query whose tags are asked in the same turn is read once for both. */
  intent(queries: readonly string[], signal: AbortSignal, background?: boolean): Promise<IntentLogits[]>;
  /** Whether it would answer now: a worker is loaded and running. */
  alive(): boolean;
}

/** Where the pack lies. `threads` is how many cores it may use; all of them unless given. */
export interface OnnxEngineOptions {
  directory: string;
  pack: Pack;
  threads?: number;
}

/** Several workers of one thread each do more than one of several threads: on two idle cores 1.2 (32 × 32 tokens) to 1.4 times (1 × 8)
 * as much, on busy ones 1.5 to 2. Each holds its own copy of the graphs, so more cores than this make the workers broader instead. */
const MOST_LANES = 4;
/** Neighbours of a call stay together up to this weight: a few short texts are one batch, and a long list is spread evenly. */
const TOGETHER = 64;
/** The most inputs that wait at a time; a single longer call is taken when nothing else waits. */
const QUEUE = 4096;

/**
 * Loads a pack's two graphs and its tokenizer in worker threads, so that no call blocks this one. A call's inputs go to the workers
 * that have least to do; concurrent calls share batches there. Rejects with AppError `internal` when the pack does not load.
 *
 * Calls reject with `upstream_timeout` when their signal aborts, `upstream_overloaded` when too much waits, and
 * `upstream_unavailable` when a worker has crashed (it is restarted) or the engine is closed.
 */
export async function createOnnxEngine(options: OnnxEngineOptions): Promise<OnnxEngine> {
  const { directory, pack, threads = availableParallelism() } = options;
  const count = Math.max(1, Math.min(MOST_LANES, threads));
  const started = await Promise.allSettled(
    Array.from({ length: count }, (_, lane) =>
      startLane({
        directory,
        pack,
        threads: Math.max(1, Math.floor(threads / count)),
        // A call that is alone has all cores: 1.5 times as fast as one, where it cannot be shared out.
        threadsAlone: lane === 0 && count > 1 ? threads : null,
      }),
    ),
  );
  const lanes = started.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value] : []));
  const failed = started.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(lanes.map((lane) => lane.close()));
    throw failed.reason;
  }
  let waiting = 0;
  /** The lanes of the texts that were asked in this turn of the event loop, so that a text's tags and intent meet in one run. */
  const lanesOfTexts = new Map<string, Lane>();
  const laneOfText = (text: string | undefined, lane: Lane): Lane => {
    if (text === undefined) return lane;
    if (lanesOfTexts.size === 0) setImmediate(() => lanesOfTexts.clear());
    const known = lanesOfTexts.get(text) ?? lane;
    lanesOfTexts.set(text, known);
    return known;
  };

  /** Shares a call's inputs out among the lanes and puts the answers in the inputs' order. */
  const share = async <I, O>(
    inputs: readonly I[],
    weigh: (input: I) => number,
    ask: (lane: Lane, part: readonly I[], terms: Terms) => Promise<readonly O[]>,
    signal?: AbortSignal,
    background = false,
    textOf: (input: I) => string | undefined = () => undefined,
  ): Promise<O[]> => {
    if (signal?.aborted === true) throw new AppError('upstream_timeout', { cause: signal.reason });
    if (waiting > 0 && waiting + inputs.length > QUEUE) throw new AppError('upstream_overloaded');
    const parts = lanes.map((lane) => {
      const load = lane.load();
      // Of what waits in the background only the run that is under way is in the way of others.
      const ahead = background ? load.background : Math.min(load.background, TOGETHER);
      return { lane, load: load.urgent + ahead, weight: 0, indexes: [] as number[] };
    });
    const least = (): (typeof parts)[number] | undefined => parts.toSorted((one, other) => one.load - other.load)[0];
    let part = least();
    let together = 0;
    for (const [index, input] of inputs.entries()) {
      if (part === undefined) break;
      const weight = weigh(input);
      const lane = laneOfText(textOf(input), part.lane);
      const taken = parts.find((each) => each.lane === lane) ?? part;
      taken.load += weight;
      taken.weight += weight;
      taken.indexes.push(index);
      together += weight;
      if (together < TOGETHER) continue;
      part = least();
      together = 0;
    }
    const alone = waiting === 0 && parts.filter(({ indexes }) => indexes.length > 0).length === 1;
    const urgency = background ? 'background' : alone ? 'alone' : 'shared';
    const answers = Array.from<O>({ length: inputs.length });
    waiting += inputs.length;
    try {
      await Promise.all(
        parts.map(async ({ lane, weight, indexes }) => {
          if (indexes.length === 0) return;
          const outputs = await ask(
            lane,
            indexes.map((index) => inputs[index] as I),
            { weight, urgency },
          );
          for (const [at, index] of indexes.entries()) answers[index] = outputs[at] as O;
        }),
      );
    } finally {
      waiting -= inputs.length;
    }
    return answers;
  };

  const size = pack.manifest.hidden_size;
  return {
    embed: (texts, signal, background) =>
      share(
        texts,
        weightOf,
        async (lane, part, terms) => {
          const vectors = await lane.ask('embed', part, terms, signal);
          // Copies, so that a vector that is kept does not keep the others' memory.
          return part.length === 1 ? [vectors] : part.map((_, at) => vectors.slice(at * size, (at + 1) * size));
        },
        signal,
        background,
      ),
    tokens: (texts, signal) =>
      share(texts, weightOf, (lane, part, terms) => lane.ask('tokens', part, terms, signal), signal),
    tags: (inputs, signal, background) =>
      share(
        inputs,
        ({ text, name = '' }) => weightOf(name + text),
        (lane, part, terms) => lane.ask('tags', part, terms, signal),
        signal,
        background,
        ({ text, name }) => (name === undefined ? text : undefined),
      ),
    intent: (queries, signal, background) =>
      share(
        queries,
        weightOf,
        (lane, part, terms) => lane.ask('intent', part, terms, signal),
        signal,
        background,
        (query) => query,
      ),
    match: (pairs, signal, background) =>
      share(
        pairs,
        ({ query, text }) => weightOf(query + text),
        (lane, part, terms) => lane.ask('match', part, terms, signal),
        signal,
        background,
      ),
    tokenize: (texts) =>
      share(
        texts,
        () => 1,
        (lane, part, terms) => lane.ask('tokenize', part, terms),
      ),
    alive: () => lanes.some((lane) => lane.alive()),
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/** About how many tokens a text takes, and what an input costs beside them. */
function weightOf(text: string): number {
  return 8 + Math.min(512, Buffer.byteLength(text) / 4);
}
