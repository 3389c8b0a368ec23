import { parentPort } from 'node:worker_threads';
import { AppError } from '../../core/error.ts';
import { PictureFault } from '../../models/picture.ts';
import { pictureColors } from './picture-colors.ts';
import type { FromPictureWorker, ToPictureWorker } from './picture-thread.ts';

// The thread that decodes pictures and reads their colours: each takes milliseconds in which no request would be answered.

if (parentPort === null) throw new Error('picture-worker.ts runs as a worker');
const port = parentPort;

async function answer({ id, bytes }: ToPictureWorker): Promise<FromPictureWorker> {
  try {
    return { id, colors: await pictureColors(bytes) };
  } catch (error) {
    // Of an error that is posted only the message would arrive.
    if (error instanceof PictureFault) return { id, fault: error.message };
    if (error instanceof AppError) return { id, code: error.code };
    return { id, defect: error };
  }
}

port.on('message', (asked: ToPictureWorker) => {
  void answer(asked).then((told) => port.postMessage(told, []));
});
