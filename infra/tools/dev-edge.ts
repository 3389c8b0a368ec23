/**
 * The edge on this machine: `wrangler dev --local` and, as its model, the scorer. When one ends, or on Ctrl-C, both do.
 * `npm run dev:edge`, with further options for wrangler after `--`. `SCORER_PORT` (8790) and `PORT` (8787) choose the ports;
 * with `MODEL_ENCODER_URL` set, or in `.dev.vars`, that endpoint is used and no scorer is started.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { loopback, root, wrangler } from './wrangler.ts';

const port = process.env['PORT'] ?? '8787';
const scorerPort = process.env['SCORER_PORT'] ?? '8790';

/** Settings handed from this environment to the Worker. Secrets belong into `.dev.vars`: a command line can be seen by others. */
const handedOn = ['MODEL_ENCODER_URL', 'MODEL_MATCH_URL', 'MODEL_TAGGER_URL', 'MODEL_SCORER_URL'];

const devVars = existsSync(`${root}.dev.vars`) ? readFileSync(`${root}.dev.vars`, 'utf8') : '';
const isSet = (name: string): boolean => process.env[name] !== undefined || new RegExp(`^${name}=`, 'm').test(devVars);
const ownModel = !handedOn.some(isSet);

const children: ChildProcess[] = [];
const start = (args: string[], env: NodeJS.ProcessEnv): ChildProcess => {
  // A group of its own, so that what wrangler starts (workerd) ends with it.
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit', detached: true });
  children.push(child);
  return child;
};
const signalAll = (signal: NodeJS.Signals): void => {
  for (const { pid } of children) {
    if (pid === undefined) continue;
    try {
      process.kill(-pid, signal);
    } catch {
      // Its whole group has ended already.
    }
  }
};

const built = spawn(process.execPath, ['infra/tools/build-assets.ts'], { cwd: root, stdio: 'inherit' });
const [failure] = (await once(built, 'exit')) as [number | null];
if (failure !== 0) process.exit(1);

const scorerUrl = `http://127.0.0.1:${scorerPort}`;
if (ownModel) start(['functions/scorer.ts'], { ...process.env, PORT: scorerPort, HOST: '127.0.0.1' });

const variables = handedOn
  .filter((name) => process.env[name] !== undefined)
  .map((name) => `${name}:${process.env[name]}`);
if (ownModel) variables.push(`MODEL_SCORER_URL:${scorerUrl}`);
if (!isSet('API_KEYS')) {
  // A Worker without a key refuses everything but /health.
  console.log('No API_KEYS in .dev.vars: callers use `Authorization: Bearer local`');
  variables.push('API_KEYS:local');
}
start(
  [
    wrangler,
    'dev',
    '--local',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--show-interactive-dev-session=false',
    ...variables.flatMap((variable) => ['--var', variable]),
    ...process.argv.slice(2),
  ],
  loopback,
);

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked = true;
    signalAll(signal);
  });
}
const first = await Promise.race(children.map((child) => once(child, 'exit')));
signalAll('SIGTERM');
const patience = setTimeout(() => signalAll('SIGKILL'), 5_000);
await Promise.all(children.map((child) => child.exitCode !== null || child.signalCode !== null || once(child, 'exit')));
clearTimeout(patience);
process.exitCode = asked ? 0 : Number(first[0] ?? 1);
