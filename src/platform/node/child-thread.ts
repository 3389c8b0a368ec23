import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/error.ts';
import { type Asked, stubOf } from '../outcome.ts';
import { type LineMessage, ThreadLine, type ThreadObjects } from './thread-line.ts';

/** The word to end. */
export const END = 'end';

/** A thread of this process that serves objects. */
export interface ChildThread {
  /** Starts it, if it is not running. */
  start(): void;
  /** An account's object there: a stub that starts the thread when it is asked. */
  stub<Port extends object>(
    object: string,
    methods: Readonly<Record<keyof Port & string, true>>,
  ): (account: string) => Port;
  /** Calls a method there, unless the thread is not running. Whatever comes of it is not told. */
  tell(object: string, account: string, method: string, ...values: unknown[]): void;
  /** Ends it when all that was asked is answered; calls after it reject. */
  close(): Promise<void>;
}

/** How a thread is started. */
export interface ChildThreadOptions {
  file: URL;
  name: string;
  data: unknown;
  /** What it may ask of this one. */
  objects?: ThreadObjects;
}

/** The thread starts at the first call, and again at the next one should it ever end by itself. */
export function childThread({ file, name, data, objects = {} }: ChildThreadOptions): ChildThread {
  let running: { worker: Worker; line: ThreadLine } | null = null;
  let closed = false;

  const started = (): { worker: Worker; line: ThreadLine } => {
    if (running !== null) return running;
    const worker = new Worker(file, { name, workerData: data });
    const line = new ThreadLine(worker, objects);
    let cause: unknown;
    worker.on('message', (message: LineMessage) => {
      line.receive(message);
      // The process may end while nothing is asked.
      if (!line.isWaiting) worker.unref();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      running = null;
      line.end(cause);
    });
    running = { worker, line };
    return running;
  };

  const asked = (object: string, account: string): Asked => {
    if (closed) throw new AppError('storage_unavailable');
    const { worker, line } = started();
    worker.ref();
    return line.object(object, account);
  };

  return {
    start: () => started().worker.unref(),
    stub: <Port extends object>(object: string, methods: Readonly<Record<keyof Port & string, true>>) => {
      const known = new Map<string, Port>();
      return (account) => {
        const stub = known.get(account) ?? stubOf<Port>(() => asked(object, account), methods);
        known.set(account, stub);
        return stub;
      };
    },
    tell(object, account, method, ...values) {
      void running?.line
        .object(object, account)
        .ask(method, values)
        .catch(() => undefined);
    },
    async close() {
      closed = true;
      if (running === null) return;
      const { worker } = running;
      worker.ref();
      const exited = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage(END, []);
      await exited;
    },
  };
}
