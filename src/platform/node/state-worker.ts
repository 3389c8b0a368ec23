import { parentPort, workerData } from 'node:worker_threads';
import { outcomeOf } from '../outcome.ts';
import { nodeState, type StateOptions } from './state.ts';
import type { FromStateWorker, ToStateWorker } from './state-thread.ts';

// The thread that owns the databases of this process: what waits for the disk or counts through a catalogue keeps no request waiting that
// has nothing to do with it.

if (parentPort === null) throw new Error('state-worker.ts runs as a worker');
const port = parentPort;
const state = nodeState(workerData as StateOptions);

async function answer({ id, object, account, method, values }: Exclude<ToStateWorker, 'close'>): Promise<void> {
  let told: FromStateWorker;
  try {
    const outcome = await outcomeOf(async () => {
      const asked = state[object](account) as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
      return await asked[method]?.(...values);
    });
    told = { id, outcome };
  } catch (defect) {
    told = { id, defect };
  }
  port.postMessage(told, []);
}

const running = new Set<Promise<void>>();

async function end(): Promise<void> {
  await Promise.all(running);
  state.close();
  port.close();
}

port.on('message', (message: ToStateWorker) => {
  if (message === 'close') return void end();
  const answering = answer(message).finally(() => running.delete(answering));
  running.add(answering);
});
