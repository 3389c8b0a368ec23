import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface Child {
  url: string;
  stop(): void;
}

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
    if (url !== undefined) return { url, stop: () => child.kill() };
    await sleep(50);
  }
  throw new Error(`${file} ended with ${child.exitCode}`);
}
