import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface Child {
  url: string;
  /** Seconds of processor time that it has taken so far, all threads together; as Linux counts it, in hundredths. */
  cpu(): Promise<number>;
  stop(): void;
}

/** Ticks of a second in /proc. */
const TICKS = 100;

/**
 * Runs a file of this repository with Node until it says `http://…` on its output; that is its address. The output goes to the file
 * `log`, so that nobody's reading of it takes part in what is measured.
 */
export async function startChild(
  file: string,
  environment: Readonly<Record<string, string>>,
  log: string,
): Promise<Child> {
  const output = await open(log, 'w');
  const child = spawn(process.execPath, [file], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { ...process.env, ...environment },
    stdio: ['ignore', output.fd, 'inherit'],
  });
  await output.close();
  while (child.exitCode === null) {
    const url = /http:\/\/[\w.:]+(?=\s)/.exec(await readFile(log, 'utf8'))?.[0];
    if (url !== undefined) return { url, cpu: () => cpuOf(child.pid), stop: () => child.kill() };
    await sleep(50);
  }
  throw new Error(`${file} ended with ${child.exitCode}`);
}

async function cpuOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the command, which comes second, may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
