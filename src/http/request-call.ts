import type { Call, Stage } from '../models/port.ts';
import { WallTime } from './wall-time.ts';

/** What a call needs to know of its request. */
export interface CallOptions {
  requestId: string;
  traceparent: string | undefined;
  account: string;
  fresh: boolean;
  milliseconds: number;
  stages: Record<Stage, number>;
  /** Fires when the caller goes away; asked for only when a model is called. */
  gone: () => AbortSignal;
  defer(work: Promise<unknown>): void;
}

const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** A request as model calls see it. Its signal is made when it is first asked for: an answer from memory needs no timer. */
export class RequestCall implements Call {
  readonly deadline: number;
  readonly requestId: string;
  readonly traceparent?: string;
  readonly account: string;
  readonly fresh: boolean;
  readonly #options: CallOptions;
  readonly #ofStage: Partial<Record<Stage, WallTime>> = {};
  readonly #ofAll = new WallTime();
  #signal: AbortSignal | undefined;
  #busy = 0;

  constructor(options: CallOptions) {
    this.#options = options;
    this.deadline = Date.now() + options.milliseconds;
    this.requestId = options.requestId;
    this.account = options.account;
    this.fresh = options.fresh;
    if (options.traceparent !== undefined && TRACEPARENT.test(options.traceparent)) {
      this.traceparent = options.traceparent;
    }
  }

  get signal(): AbortSignal {
    this.#signal ??= AbortSignal.any([
      this.#options.gone(),
      AbortSignal.timeout(Math.max(1, this.deadline - Date.now())),
    ]);
    return this.#signal;
  }

  /** Milliseconds in which at least one stage was at work. */
  get busy(): number {
    return this.#busy;
  }

  /** A stage's work that ran at the same time as other work of it counts once. */
  time(stage: Stage, milliseconds: number): void {
    const now = performance.now();
    const ofStage = (this.#ofStage[stage] ??= new WallTime());
    this.#options.stages[stage] += ofStage.add(milliseconds, now);
    this.#busy += this.#ofAll.add(milliseconds, now);
  }

  defer(work: Promise<unknown>): void {
    this.#options.defer(work);
  }
}
