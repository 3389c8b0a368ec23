import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/error.ts';
import type { Engine } from '../../engine.ts';
import type { Pack } from '../../pack.ts';
import type { TaggedText, TagsInput } from '../../port.ts';
import type { FromWorker, Job, JobInputs, JobKind, JobOutputs, ToWorker, WorkerSettings } from './worker-protocol.ts';

/** The engine in this process, with what only a local one can tell. */
export interface OnnxEngine extends Engine {
  /** Tags by the pack's heads, applied where the vectors are: they are large, and the heads take a while. */
  tags(inputs: readonly TagsInput[], signal: AbortSignal): Promise<TaggedText[]>;
  /** Whether its worker is loaded and running. */
  alive(): boolean;
}

/** Where the pack lies. `threads` is how many a single operator may use; all cores unless given. */
export interface OnnxEngineOptions {
  directory: string;
  pack: Pack;
  threads?: number;
}

/** The most inputs that wait at a time; a single longer call is taken when nothing else waits. */
const QUEUE = 4096;
/** A worker that crashes more often than this within a minute stays down until the minute is over. */
const RESTARTS = 3;
const MINUTE = 60_000;
const CLOSE_GRACE = 2_000;

interface Pending {
  inputs: number;
  resolve(output: JobOutputs[JobKind]): void;
  reject(error: unknown): void;
}

/**
 * Loads a pack's two graphs and its tokenizer in a worker thread, so that no call blocks this one. Concurrent calls share batches.
 * Rejects with AppError `internal` when the pack does not load.
 *
 * Calls reject with `upstream_timeout` when their signal aborts, `upstream_overloaded` when too much waits, and
 * `upstream_unavailable` when the worker has crashed (it is restarted) or is closed.
 */
export async function createOnnxEngine(options: OnnxEngineOptions): Promise<OnnxEngine> {
  const settings: WorkerSettings = {
    directory: options.directory,
    pack: options.pack,
    threads: options.threads ?? availableParallelism(),
  };
  const pending = new Map<number, Pending>();
  const crashes: number[] = [];
  let outbox: Job[] = [];
  let worker: Worker | null = null;
  let ready = false;
  let closed = false;
  let waiting = 0;
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
    if (job !== undefined) waiting -= job.inputs;
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

  const ask = <K extends JobKind>(kind: K, inputs: JobInputs[K], signal?: AbortSignal): Promise<JobOutputs[K]> =>
    new Promise<JobOutputs[JobKind]>((resolve, reject) => {
      if (signal?.aborted === true) return reject(new AppError('upstream_timeout', { cause: signal.reason }));
      if (waiting > 0 && waiting + inputs.length > QUEUE) return reject(new AppError('upstream_overloaded'));
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
      pending.set(id, {
        inputs: inputs.length,
        resolve: (output) => (settled(), resolve(output)),
        reject: (error) => (settled(), reject(error)),
      });
      waiting += inputs.length;
      hold();
      // One message for all calls of this turn of the event loop.
      if (outbox.length === 0) queueMicrotask(send);
      outbox.push({ id, kind, inputs } as Job);
    }) as Promise<JobOutputs[K]>;

  await start();
  const size = options.pack.manifest.hidden_size;
  return {
    async embed(texts, signal) {
      if (texts.length === 0) return [];
      const vectors = await ask('embed', texts, signal);
      if (texts.length === 1) return [vectors];
      // Copies, so that a vector that is kept does not keep the others' memory.
      return texts.map((_, index) => vectors.slice(index * size, (index + 1) * size));
    },
    async tokens(texts, signal) {
      return texts.length === 0 ? [] : ask('tokens', texts, signal);
    },
    async tags(inputs, signal) {
      return inputs.length === 0 ? [] : ask('tags', inputs, signal);
    },
    async match(pairs, signal) {
      return pairs.length === 0 ? [] : ask('match', pairs, signal);
    },
    async tokenize(texts) {
      return texts.length === 0 ? [] : ask('tokenize', texts);
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
