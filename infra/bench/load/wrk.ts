import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What wrk sends: POST requests with these bodies, one after the other and round again. */
export interface Load {
  url: string;
  bodies: readonly string[];
  headers: Readonly<Record<string, string>>;
  seconds: number;
}

const CONNECTIONS = 16;

/** Requests/s that a server answers to wrk over 16 connections. Throws when one is not answered with 2xx, or wrk is not there. */
export async function wrk({ url, bodies, headers, seconds }: Load): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-wrk-'));
  try {
    const script = join(folder, 'post.lua');
    await writeFile(script, lua(bodies, { 'content-type': 'application/json', ...headers }));
    const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, url]).catch(
      (cause: unknown) => {
        throw new Error('wrk (https://github.com/wg/wrk) did not run; Debian has it as a package', { cause });
      },
    );
    const figure = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
    if (figure === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url} failed:\n${stdout}`);
    return Number(figure);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The requests are made once, so that the client's own work is the same few instructions each time. */
function lua(bodies: readonly string[], headers: Readonly<Record<string, string>>): string {
  return [
    "wrk.method = 'POST'",
    ...Object.entries(headers).map(([name, value]) => `wrk.headers[ ${quoted(name)} ] = ${quoted(value)}`),
    `local bodies = { ${bodies.map(quoted).join(', ')} }`,
    'local requests = {}',
    'local turn = 0',
    'init = function() for i, body in ipairs(bodies) do requests[i] = wrk.format(nil, nil, nil, body) end end',
    'request = function() turn = turn % #requests + 1; return requests[turn] end',
  ].join('\n');
}

function quoted(text: string): string {
  return `[==[${text}]==]`;
}
