import { parentPort } from 'node:worker_threads';
import { END } from './child-thread.ts';
import { type LineMessage, ThreadLine, type ThreadObjects } from './thread-line.ts';

/** Serves objects to the thread that has started this one, until it says the word to end: then what is still to do is done, and `close` called. */
export function serveThread(objects: ThreadObjects, close: () => void): ThreadLine {
  if (parentPort === null) throw new Error('this file runs as a worker');
  const port = parentPort;
  const line = new ThreadLine(port, objects);
  const end = async (): Promise<void> => {
    await line.done();
    close();
    port.close();
  };
  port.on('message', (message: LineMessage | typeof END) => {
    if (message === END) void end();
    else line.receive(message);
  });
  return line;
}
