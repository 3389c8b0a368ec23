import { childThread } from './child-thread.ts';

/** The thread that writes logs of databases to their files: what waits for the disk meanwhile is nobody's answer. */
export interface CheckpointThread {
  start(): void;
  close(): Promise<void>;
}

/** `directory` is the one that has the folders of the databases. */
export function checkpointThread(directory: string): CheckpointThread {
  return childThread({
    file: new URL('./checkpoint-worker.ts', import.meta.url),
    name: 'aisle-checkpoint',
    data: directory,
  });
}
