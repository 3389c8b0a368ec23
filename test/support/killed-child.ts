import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Lets a process of `test/support/` write from a number on, kills it a moment after its first is durable, and gives the last it told of. */
export async function lastToldBy(child: string, directory: string, first: number, moment: number): Promise<number> {
  const script = fileURLToPath(new URL(child, import.meta.url));
  const writer = spawn(process.execPath, [script, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  writer.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await once(writer.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, moment));
  writer.kill('SIGKILL');
  await once(writer, 'close');
  return Number(output.trimEnd().split('\n').at(-1));
}
