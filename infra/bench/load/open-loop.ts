import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Requests of one kind: `rate` a second, evenly, with these bodies one after the other and round again. */
export interface Stream {
  url: string;
  rate: number;
  bodies: readonly string[];
}

/** What the sender is to do. */
export interface OpenLoop {
  streams: readonly Stream[];
  headers: Readonly<Record<string, string>>;
  seconds: number;
}

/** What became of a stream. Times in milliseconds, from when a request was due to the last byte of its answer. */
export interface StreamFigures {
  answered: number;
  /** Not answered with 200 within 10 seconds. */
  failed: number;
  /** By why, how many. */
  failures: Record<string, number>;
  p50: number;
  p90: number;
  p99: number;
  /** Answers a second, until the last one came. */
  rate: number;
  /** Bytes of an answer, in the mean. */
  bytes: number;
}

/** What the sender tells. */
export interface OpenLoopFigures {
  streams: StreamFigures[];
  /** Seconds of processor time that sending took. */
  cpu: number;
}

/**
 * Sends requests when they are due, whether or not those before are answered, from a process of its own: a server that falls behind is
 * seen in the times, as it is by its callers. Times have about a millisecond of the sender's own timer in them.
 */
export async function openLoop(load: OpenLoop): Promise<OpenLoopFigures> {
  const sender = fork(fileURLToPath(new URL('open-loop-sender.ts', import.meta.url)));
  sender.send(load);
  const [figures] = (await once(sender, 'message')) as [OpenLoopFigures];
  return figures;
}
