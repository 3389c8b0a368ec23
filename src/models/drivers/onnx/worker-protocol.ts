import type { Token } from '../../engine.ts';
import type { TokenVectors } from '../../heads/tag-head.ts';
import type { Pack } from '../../pack.ts';
import type { IntentLogits, MatchInput, TaggedText, TagsInput } from '../../port.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  directory: string;
  pack: Pack;
  /** How many threads an operator may use. */
  threads: number;
  /** The same for a call that is alone in the engine, by sessions of their own; null when this worker has none. */
  threadsAlone: number | null;
}

/** What a job asks, one answer an input. */
export interface JobInputs {
  embed: readonly string[];
  tokens: readonly string[];
  tags: readonly TagsInput[];
  intent: readonly string[];
  match: readonly MatchInput[];
  tokenize: readonly (string | [string, string])[];
}

/** What it is answered. Vectors of one job lie in one buffer, which is handed over and not copied. */
export interface JobOutputs {
  embed: Float32Array;
  tokens: (TokenVectors & { ids: number[] })[];
  tags: TaggedText[];
  intent: IntentLogits[];
  match: number[][];
  tokenize: Token[][];
}

/** What a worker can be asked. */
export type JobKind = keyof JobInputs;

/** How urgent a job is: `alone` when nothing else was asked of any worker as it came, `background` when nobody waits for it. */
export type Urgency = 'alone' | 'shared' | 'background';

/** One call of the engine, or a part of one. */
export type Job = { [K in JobKind]: { id: number; kind: K; inputs: JobInputs[K]; urgency: Urgency } }[JobKind];

/** To the worker. `close` ends it once its run is over. */
export type ToWorker = { jobs: Job[] } | { cancel: number } | { close: true };

/** One job's end: its answer, or what went wrong, in words for our logs. */
export type JobEnd = { id: number; output: JobOutputs[JobKind] } | { id: number; fault: string };

/** From the worker: `ready` once, then what each run has finished. */
export type FromWorker = { ready: true } | { ended: JobEnd[] };
