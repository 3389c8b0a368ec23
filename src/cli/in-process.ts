import { fileURLToPath } from 'node:url';
import { nodeApp } from '../platform/node.ts';

/** What the command may choose of it. */
export interface InProcessOptions {
  /** The folder of the model pack. */
  pack?: string | undefined;
  threads?: number | undefined;
  /** The folder of what is kept on disk. */
  data?: string | undefined;
  /** Whether products that an earlier process left are embedded too. */
  resume?: boolean;
}

/** The app in this process, as something that answers requests. */
export interface InProcessApp {
  url: string;
  send(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Where the server that starts in the repository keeps its cache, so that both know what either has computed. */
export const DATA = fileURLToPath(new URL('../../.aisle', import.meta.url));

/**
 * Builds the app of `npm start` without a server. The environment's settings hold, endpoints included; keys don't, since nobody else
 * reaches it, and nothing is logged, since stdout holds the answers. Nor is anything learnt or counted: the account's file may be a server's.
 */
export async function openApp({
  pack,
  threads,
  data,
  resume: resumes = false,
}: InProcessOptions): Promise<InProcessApp> {
  const settings = {
    DATA_DIR: DATA,
    ...process.env,
    ...(data === undefined ? {} : { DATA_DIR: data }),
    ...(pack === undefined ? {} : { MODEL_PACK: pack }),
    ...(threads === undefined ? {} : { MODEL_THREADS: String(threads) }),
    API_KEYS: '',
    HOST: '127.0.0.1',
    PORT: '',
    LOG_LEVEL: 'silent',
    SAMPLE: 'off',
  };
  const { app, resume, close } = await nodeApp(settings, { learns: false });
  if (resumes) resume();
  return { url: 'http://127.0.0.1', send: async (request) => await app.fetch(request), close };
}
