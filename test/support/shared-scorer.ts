import type { TestProject } from 'vitest/node';
import { type ChildServer, startChild } from './child-server.ts';

declare global {
  var sharedScorer: Promise<ChildServer> | undefined;
}

/** Starts one scorer for all the projects of a run, at the address that `vitest.config.ts` chose. */
export async function setup(project: TestProject): Promise<void> {
  const { port } = new URL(project.config.env['MODEL_SCORER_URL'] ?? '');
  globalThis.sharedScorer ??= startChild('functions/scorer.ts', { PORT: port, HOST: '127.0.0.1' });
  await globalThis.sharedScorer;
}

/** Stops it; the second project's call finds it stopped. */
export async function teardown(): Promise<void> {
  await (await globalThis.sharedScorer)?.stop();
}
