import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildServer, startChild } from './child-server.ts';

/** A running `functions/server.ts` with a data folder of its own. */
export interface TestServer extends ChildServer {
  dataDir: string;
}

/** Starts the server as a newcomer would: on a free loopback port, without keys, with the pack in its process. `env` changes that. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aisle-server-'));
  const settings = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    MODEL_LOCAL: 'on',
    API_KEYS: '',
    SAMPLE: 'off',
    ...env,
  };
  const server = await startChild('functions/server.ts', { ...NO_MODELS, LOG_LEVEL: 'warn', ...settings });
  return {
    ...server,
    dataDir,
    stop: async () => {
      const code = await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** What the environment of the tests may have set, and an empty setting undoes. */
const NO_MODELS = { MODEL_ENCODER_URL: '', MODEL_MATCH_URL: '', MODEL_TAGGER_URL: '', MODEL_SCORER_URL: '' };
