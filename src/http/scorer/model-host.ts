import type { Engine, Token } from '../../models/engine.ts';
import { createMeter, type Meter, workHeaders } from './meter.ts';
import { createPermits, type Permits } from './permits.ts';
import { emptyInput, TeiFault } from './tei-fault.ts';

/** A text, or a query and a text. */
export type Sequence = string | [string, string];

/** What `/info` tells of one model besides the limits. */
export interface ModelCard {
  /** The prefix's word: `encoder`, `match` or `tagger`. */
  word: string;
  /** Named as the pack is: `aisle-small/encoder`. */
  id: string;
  revision: string;
  type: Readonly<Record<string, unknown>>;
  maxTokens: number;
}

/** Limits as TEI's flags of the same names. */
export interface Limits {
  maxClientBatchSize: number;
  maxConcurrentRequests: number;
}

/** One model with its limits and counts: what a TEI process is. */
export interface ModelHost {
  readonly card: ModelCard;
  readonly limits: Limits;
  readonly engine: Engine;
  readonly permits: Permits;
  readonly meter: Meter;
  /** Refuses a list that is empty or too long. */
  checkBatch(size: number): void;
  /** Token lists, after the refusal of empty inputs. */
  tokenize(inputs: readonly Sequence[]): Promise<Token[][]>;
  /** Checks, limits, counts and times one request's work. */
  infer<T>(request: InferRequest<T>): Promise<{ output: T; tokens: number; headers: Record<string, string> }>;
}

/** One request's work. */
export interface InferRequest<T> {
  inputs: readonly Sequence[];
  /** Not a list: counted as `single`, and never checked against the batch size. */
  single: boolean;
  truncate: boolean;
  signal: AbortSignal;
  run(signal: AbortSignal): Promise<T>;
}

/** One model of the engine as a TEI process would host it: its own permits and counts. */
export function createModelHost(engine: Engine, card: ModelCard, limits: Limits): ModelHost {
  const permits = createPermits(limits.maxConcurrentRequests);
  const meter = createMeter();

  const host: ModelHost = {
    card,
    limits,
    engine,
    permits,
    meter,

    checkBatch(size) {
      if (size === 0) throw emptyInput();
      const most = limits.maxClientBatchSize;
      if (size > most) throw new TeiFault('Validation', `batch size ${size} > maximum allowed batch size ${most}`);
    },

    tokenize(inputs) {
      if (inputs.some((input) => (typeof input === 'string' ? input : input.join('')) === '')) throw emptyInput();
      return engine.tokenize(inputs);
    },

    async infer({ inputs, single, truncate, signal, run }) {
      const method = single ? 'single' : 'batch';
      const begin = performance.now();
      meter.asked(method);
      if (!single) host.checkBatch(inputs.length);
      const release = permits.take(inputs.length);
      try {
        const lengths = (await host.tokenize(inputs)).map((tokens) => tokens.length);
        const tooLong = lengths.find((length) => length > card.maxTokens);
        if (!truncate && tooLong !== undefined) {
          const words = `\`inputs\` must have less than ${card.maxTokens} tokens. Given: ${tooLong}`;
          throw new TeiFault('Validation', `Input validation error: ${words}`);
        }
        const tokenized = performance.now();
        const output = await run(signal);
        const end = performance.now();
        const tokens = lengths.reduce((sum, length) => sum + Math.min(length, card.maxTokens), 0);
        const work = {
          characters: inputs.reduce((sum, input) => sum + characters(input), 0),
          tokens,
          tokenization: tokenized - begin,
          inference: end - tokenized,
          total: end - begin,
        };
        meter.done(method, work);
        return { output, tokens, headers: workHeaders(work) };
      } finally {
        release();
      }
    },
  };
  return host;
}

/** Code points, as TEI counts. */
function characters(input: Sequence): number {
  let count = 0;
  for (const _ of typeof input === 'string' ? input : input.join('')) count += 1;
  return count;
}

/** The answer to `GET /info`. */
export function infoOf({ card, limits }: ModelHost): Record<string, unknown> {
  return {
    model_id: card.id,
    model_sha: card.revision,
    model_dtype: 'int8',
    served_model_name: card.id,
    model_type: card.type,
    max_concurrent_requests: limits.maxConcurrentRequests,
    max_input_length: card.maxTokens,
    max_batch_tokens: 16_384,
    max_batch_requests: null,
    max_client_batch_size: limits.maxClientBatchSize,
    auto_truncate: true,
    tokenization_workers: 1,
    // The version whose answers these are; the label tells that it is not that program.
    version: '1.9.3',
    sha: null,
    docker_label: 'aisle-scorer',
  };
}
