import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Command, readWords, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** `aisle serve`: what `npm start` starts. */
export const serve: Command = {
  name: 'serve',
  summary: 'the API, the playground and the reference on this machine',
  help: `Usage: aisle serve [OPTIONS]

Starts the server: the API under /v1, the playground at /, the reference at /docs. Everything else is set by the environment, as the
README's table says; an option here goes before its variable.

Options:
      --port N         port to listen on; 0 takes a free one (PORT, 8787)
      --host ADDRESS   address to listen on; anything but loopback needs API_KEYS (HOST, 127.0.0.1)
      --pack FOLDER    model pack (MODEL_PACK; the bundled one)
      --data FOLDER    what is kept on disk (DATA_DIR, .aisle)
      --threads N      threads of the models (MODEL_THREADS; one a core)
`,
  async run(words) {
    const { values, positionals } = readWords(words, {
      port: { type: 'string' },
      host: { type: 'string' },
      pack: { type: 'string' },
      data: { type: 'string' },
      threads: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('serve takes options only');
    wholeNumber('port', values.port, 0, 65_535);
    wholeNumber('threads', values.threads, 1, 1024);
    setEnvironment({
      PORT: values.port,
      HOST: values.host,
      MODEL_PACK: values.pack,
      DATA_DIR: values.data,
      MODEL_THREADS: values.threads,
    });
    // `npm start` builds the pages each time; here they are built when there are none.
    if (!existsSync(at('dist/assets/index.html'))) {
      spawnSync(process.execPath, [at('infra/tools/build-assets.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    leaveSignals();
    await import('../../../functions/server.ts');
    return EXIT.ok;
  },
};

/** Hands options to an entry as the environment that it reads. */
export function setEnvironment(settings: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(settings)) if (value !== undefined) process.env[name] = value;
}

/** An entry has its own way to stop. */
export function leaveSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
}
