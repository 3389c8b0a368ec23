import { workerData } from 'node:worker_threads';
import { serveThread } from './served-thread.ts';
import { nodeState, type StateOptions } from './state.ts';

// The thread that owns the databases of catalogues and accounts: what waits for the disk or counts through a catalogue keeps no request waiting
// that has nothing to do with it.

const state = nodeState(workerData as StateOptions);
serveThread({ catalog: state.catalog, account: state.account }, state.close);
