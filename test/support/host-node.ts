import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type NodeApp, nodeApp } from '../../src/platform/node.ts';
import { testSettings } from './settings.ts';

/** Sends a request to an app and gives its answer. */
export type Fetch = (request: Request) => Promise<Response>;

/** Which host the tests run on. */
export const host: 'node' | 'edge' = 'node';

const started: { app: NodeApp; folder: string }[] = [];

/** An app of its own with some settings changed; an empty one is not set. */
export async function appWith(changes: Record<string, string>): Promise<Fetch> {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-app-'));
  const scorer = process.env['MODEL_SCORER_URL'] ?? '';
  const app = await nodeApp({ ...testSettings(scorer), DATA_DIR: folder, ...changes });
  started.push({ app, folder });
  return async (request) => await app.app.fetch(request);
}

let shared: Promise<Fetch> | undefined;

/** The app under test, as it runs on Node. Test files import it as `#host`. */
export async function fetchApp(request: Request): Promise<Response> {
  shared ??= appWith({});
  return (await shared)(request);
}

afterAll(async () => {
  for (const { app, folder } of started) {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});
