import type { ServedBy } from '../core/served-by.ts';

/** What a text is to the retrieval encoder: e5-style encoders prefix the two differently. */
export interface EmbedInput {
  text: string;
  as: 'query' | 'document';
}

/** Raw scores of the intent heads, before calibration: one logit an intent, one a sub-intent (both in the pack's order). */
export interface IntentLogits {
  intent: readonly number[];
  subIntent: readonly number[];
}

/** A text to tag. With `name` the spans that state that attribute are asked for, any name in either language; without, the canonical ones. */
export interface TagsInput {
  text: string;
  name?: string;
}

/** A span found: UTF-16 offsets into the text, end exclusive, never blank at its ends; `confidence` is raw, before calibration. */
export interface TaggedSpan {
  /** The canonical name, or the name that was asked for. */
  name: string;
  start: number;
  end: number;
  confidence: number;
}

/** Spans of one text; for an asked name also `notStated`, the raw probability that the text does not state it. */
export interface TaggedText {
  spans: readonly TaggedSpan[];
  notStated?: number;
}

/** A query and a product's text (`productText`). */
export interface MatchInput {
  query: string;
  text: string;
}

/** Input of each role. */
export interface Inputs {
  embed: EmbedInput;
  intent: string;
  tags: TagsInput;
  match: MatchInput;
}

/** Output of each role: a unit vector, intent logits, spans, four relation logits (order of RELATIONS). */
export interface Outputs {
  embed: Float32Array;
  intent: IntentLogits;
  tags: TaggedText;
  match: readonly number[];
}

/** The four things a model is asked. */
export type Role = keyof Inputs;

/** One answer with its provenance. `cached` is true when no model ran for it in this call. */
export interface Scored<R extends Role> {
  output: Outputs[R];
  served: ServedBy;
  cached: boolean;
}

/** The stages that `Server-Timing` shows. */
export type Stage = 'auth' | 'cache' | 'model' | 'rank';

/** What travels with a request to every model call. */
export interface Call {
  /** Aborted when the caller goes away or the deadline passes. */
  signal: AbortSignal;
  /** Milliseconds since the epoch at which the answer is due. */
  deadline: number;
  requestId: string;
  traceparent?: string;
  /** Whose call it is; answers cached for one account are never found by another. */
  account: string;
  /** True when the caller asked to skip the cache (`Cache-Control: no-cache`). */
  fresh: boolean;
  /** Nobody waits for it: what somebody waits for goes first. */
  background?: true;
  /** Tells of a stage's work that has just ended, and how many milliseconds it took. */
  time(stage: Stage, milliseconds: number): void;
  /** Runs work after the response is sent. */
  defer(work: Promise<unknown>): void;
}

/**
 * One role of one model. Drivers, wrappers and the whole ladder are all of this shape, so they nest in any order.
 *
 * `run` answers one item an input, in order, or rejects with an AppError. It never answers part of a batch.
 */
export interface Model<R extends Role> {
  readonly role: R;
  /** The most inputs one `run` takes; `batch` cuts longer lists. Infinity when there is no limit. */
  readonly maxBatch: number;
  run(inputs: readonly Inputs[R][], call: Call): Promise<Scored<R>[]>;
  /** Whether it would answer now: for `/ready`. */
  probe(signal: AbortSignal): Promise<Probe>;
}

/** State of one backend, for `/ready`. `revision` is null when the backend does not tell it. */
export interface Probe {
  path: ServedBy['path'];
  ok: boolean;
  name: string;
  revision: string | null;
  detail?: string;
}
