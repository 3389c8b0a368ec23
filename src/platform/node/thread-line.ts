import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '../../core/error.ts';
import { type Asked, type Outcome, outcomeOf } from '../outcome.ts';

/** The objects of one end of a line, by their name and an account. They throw AppError when they cannot be opened. */
export type ThreadObjects = Readonly<Record<string, (account: string) => object>>;

/** A call of a method of an object at the other end. */
interface Call {
  call: number;
  object: string;
  account: string;
  method: string;
  values: unknown[];
}

/** The answer to a call: its outcome, or the defect that was thrown. */
type Told = { told: number; outcome: Outcome } | { told: number; defect: unknown };

/** What goes over a line. */
export type LineMessage = Call | Told;

interface Pending {
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** What a line is laid over: a worker, or the port of the thread that has started it. */
export interface LineEnd {
  postMessage(message: LineMessage, transfer: never[]): void;
}

/** One end of a line between two threads, each of which may ask the other's objects. */
export class ThreadLine {
  readonly #end: LineEnd;
  readonly #objects: ThreadObjects;
  readonly #pending = new Map<number, Pending>();
  readonly #running = new Set<Promise<unknown>>();
  #lastCall = 0;

  constructor(end: LineEnd, objects: ThreadObjects) {
    this.#end = end;
    this.#objects = objects;
  }

  /** Whether something was asked of the other end that it has not told yet. */
  get isWaiting(): boolean {
    return this.#pending.size > 0;
  }

  /** An account's object at the other end. */
  object(object: string, account: string): Asked {
    return {
      ask: (method, values) =>
        new Promise((resolve, reject) => {
          const call = ++this.#lastCall;
          this.#end.postMessage({ call, object, account, method, values }, []);
          this.#pending.set(call, { resolve, reject });
        }),
    };
  }

  /** To be given every message of the other end. */
  receive(message: LineMessage): void {
    if ('call' in message) {
      // Node hands on up to 1,000 messages in one go, as long as others come meanwhile: timers and files would wait for all of that.
      this.run(turn().then(() => this.#answer(message)));
      return;
    }
    const pending = this.#pending.get(message.told);
    this.#pending.delete(message.told);
    if ('outcome' in message) pending?.resolve(message.outcome);
    else pending?.reject(message.defect);
  }

  /** Counts some work, which never rejects, as part of what this end has to do. */
  run(work: Promise<unknown>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when this end has nothing more to do. */
  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** The other end is gone: what it was asked rejects. */
  end(cause: unknown): void {
    for (const one of this.#pending.values()) one.reject(new AppError('storage_unavailable', { cause }));
    this.#pending.clear();
  }

  async #answer({ call, object, account, method, values }: Call): Promise<void> {
    try {
      const outcome = await outcomeOf(async () => {
        const asked = this.#objects[object]?.(account) as Record<string, (...all: unknown[]) => unknown>;
        return await asked[method]?.(...values);
      });
      this.#end.postMessage({ told: call, outcome }, []);
    } catch (defect) {
      this.#end.postMessage({ told: call, defect }, []);
    }
  }
}
