import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../core/error.ts';
import type { PictureColor } from '../../core/picture.ts';
import { PictureFault } from '../../models/picture.ts';

/** A picture whose colours are asked for. */
export interface ToPictureWorker {
  id: number;
  bytes: Uint8Array;
}

/** Its colours, the picture's fault, the code of an AppError, or the defect that was thrown. */
export type FromPictureWorker = { id: number } & (
  { colors: PictureColor[] } | { fault: string } | { code: ErrorCode } | { defect: unknown }
);

/** Colours of pictures, read in a thread of their own. */
export interface PictureThread {
  /** Rejects as `decodePicture` does, and with `upstream_unavailable` when the thread has ended. */
  colors(bytes: Uint8Array): Promise<PictureColor[]>;
  /** Ends it; what is asked then rejects. */
  close(): Promise<void>;
}

interface Pending {
  resolve(colors: PictureColor[]): void;
  reject(error: unknown): void;
}

/** Starts the thread at the first picture, and again at the next one should it ever end by itself. */
export function pictureThread(): PictureThread {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let closed = false;
  let lastId = 0;

  const start = (): Worker => {
    const started = new Worker(new URL('./picture-worker.ts', import.meta.url), { name: 'aisle-pictures' });
    let cause: unknown;
    started.on('message', (message: FromPictureWorker) => {
      const one = pending.get(message.id);
      pending.delete(message.id);
      // The process may end while nothing is asked.
      if (pending.size === 0) started.unref();
      if ('colors' in message) one?.resolve(message.colors);
      else if ('fault' in message) one?.reject(new PictureFault(message.fault));
      else one?.reject('code' in message ? new AppError(message.code) : message.defect);
    });
    started.on('error', (error) => {
      cause = error;
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      for (const one of pending.values()) one.reject(new AppError('upstream_unavailable', { cause }));
      pending.clear();
    });
    return started;
  };

  return {
    colors: (bytes) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new AppError('upstream_unavailable'));
        worker ??= start();
        worker.ref();
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        const asked: ToPictureWorker = { id: lastId, bytes };
        worker.postMessage(asked, []);
      }),
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}
