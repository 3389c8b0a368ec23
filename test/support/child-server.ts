import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server of ours in a process of its own. */
export interface ChildServer {
  /** Without a slash at the end. */
  url: string;
  /** What it wrote so far. */
  output(): string;
  /** Ends it by SIGTERM, and gives its exit code: 0, when what was in work could be finished. */
  stop(): Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long a server may take to say where it listens, and to end, in milliseconds. */
const PATIENCE = 50_000;

/** Starts an entry of `functions/` and waits for the address that its first line tells. Throws with its output when it ends before that. */
export async function startChild(
  entry: 'functions/server.ts' | 'functions/scorer.ts',
  env: Record<string, string>,
): Promise<ChildServer> {
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${entry} does not start: ${output}`)), PATIENCE);
    const read = (chunk: string): void => {
      output += chunk;
      const found = /http:\/\/[^\s/]+/.exec(output)?.[0];
      if (found !== undefined) {
        clearTimeout(timer);
        resolve(found);
      }
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${entry} ended with ${code}: ${output}`));
    });
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return { url, output: () => output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE / 2);
    await ended;
    clearTimeout(timer);
  }
  return child.exitCode;
}
