import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/error.ts';
import type {
  FromWorker,
  Job,
  JobInputs,
  JobKind,
  JobOutputs,
  ToWorker,
  Urgency,
  WorkerSettings,
} from './worker-protocol.ts';

/** About how much work a job is, for `load`; and how urgent it is. */
export interface Terms {
  weight: number;
  urgency: Urgency;
}

/** One worker thread with its own sessions, started again when it crashes. */
export interface Lane {
  /** Answers one item an input. */
  ask<K extends JobKind>(kind: K, inputs: JobInputs[K], terms: Terms, signal?: AbortSignal): Promise<JobOutputs[K]>;
  /** The weight of what it has been asked and not answered, and of that in the background; Infinity while it is down. */
  load(): Record<'urgent' | 'background', number>;
  /** Whether it is loaded and running. */
  alive(): boolean;
  close(): Promise<void>;
}

/** A worker that crashes more often than this within a minute stays down until the minute is over. */
const RESTARTS = 3;
const MINUTE = 60_000;
const CLOSE_GRACE = 2_000;

interface Pending {
  weight: number;
  load: 'urgent' | 'background';
  resolve(output: JobOutputs[JobKind]): void;
  reject(error: unknown): void;
}

/** Starts a worker; rejects with AppError `internal` when the pack does not load. */
export async function startLane(settings: WorkerSettings): Promise<Lane> {
  const pending = new Map<number, Pending>();
  const crashes: number[] = [];
  let outbox: Job[] = [];
  let worker: Worker | null = null;
  let ready = false;
  let closed = false;
  const load = { urgent: 0, background: 0 };
  let lastId = 0;

  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const started = new Worker(new URL('./engine-worker.ts', import.meta.url), {
        name: 'aisle-onnx',
        workerData: settings,
      });
      let cause: unknown;
      worker = started;
      started.on('message', (message: FromWorker) => {
        if ('ready' in message) {
          ready = true;
          hold();
          resolve();
          return;
        }
        for (const end of message.ended) {
          const job = take(end.id);
          if ('output' in end) job?.resolve(end.output);
          else job?.reject(new AppError('upstream_unavailable', { cause: end.fault }));
        }
      });
      started.on('error', (error) => {
        cause = error;
      });
      started.on('exit', () => {
        const wasReady = ready;
        worker = null;
        ready = false;
        outbox = [];
        for (const id of pending.keys()) take(id)?.reject(new AppError('upstream_unavailable', { cause }));
        reject(new AppError('internal', { detail: `the model pack does not load: ${String(cause)}`, cause }));
        if (closed) return;
        crashes.push(Date.now());
        if (wasReady) revive();
      });
    });

  /** Starts the worker again, unless it has crashed too often of late. */
  const revive = (): void => {
    while ((crashes[0] ?? Infinity) < Date.now() - MINUTE) crashes.shift();
    if (worker === null && !closed && crashes.length <= RESTARTS) start().catch(() => undefined);
  };

  const take = (id: number): Pending | undefined => {
    const job = pending.get(id);
    if (job !== undefined) load[job.load] -= job.weight;
    pending.delete(id);
    hold();
    return job;
  };

  /** The process may end while nothing is pending. */
  const hold = (): void => {
    if (pending.size > 0) worker?.ref();
    else if (ready && !closed) worker?.unref();
  };

  const post = (message: ToWorker): void => worker?.postMessage(message, []);

  const send = (): void => {
    if (outbox.length > 0) post({ jobs: outbox });
    outbox = [];
  };

  const ask: Lane['ask'] = <K extends JobKind>(
    kind: K,
    inputs: JobInputs[K],
    { weight, urgency }: Terms,
    signal?: AbortSignal,
  ): Promise<JobOutputs[K]> =>
    new Promise<JobOutputs[JobKind]>((resolve, reject) => {
      revive();
      if (closed || worker === null) return reject(new AppError('upstream_unavailable'));
      lastId += 1;
      const id = lastId;
      const abort = (): void => {
        outbox = outbox.filter((job) => job.id !== id);
        post({ cancel: id });
        take(id)?.reject(new AppError('upstream_timeout', { cause: signal?.reason }));
      };
      signal?.addEventListener('abort', abort, { once: true });
      const settled = (): void => signal?.removeEventListener('abort', abort);
      const kindOfLoad = urgency === 'background' ? 'background' : 'urgent';
      pending.set(id, {
        weight,
        load: kindOfLoad,
        resolve: (output) => (settled(), resolve(output)),
        reject: (error) => (settled(), reject(error)),
      });
      load[kindOfLoad] += weight;
      hold();
      // One message for all calls of this turn of the event loop.
      if (outbox.length === 0) queueMicrotask(send);
      outbox.push({ id, kind, inputs, urgency } as Job);
    }) as Promise<JobOutputs[K]>;

  await start();
  return {
    ask,
    load() {
      revive();
      return worker === null ? { urgent: Infinity, background: Infinity } : { ...load };
    },
    alive: () => ready,
    async close() {
      if (closed) return;
      closed = true;
      for (const id of pending.keys()) take(id)?.reject(new AppError('upstream_unavailable'));
      const ending = worker;
      if (ending === null) return;
      ending.ref();
      const exited = new Promise((resolve) => ending.once('exit', resolve));
      const timer = setTimeout(() => void ending.terminate(), CLOSE_GRACE);
      post({ close: true });
      await exited;
      clearTimeout(timer);
    },
  };
}
