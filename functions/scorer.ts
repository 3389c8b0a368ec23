/** The model pack as a server that answers like text-embeddings-inference: a model for Workers without a GPU. `npm run scorer`. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createScorer } from '../src/http/scorer/scorer-app.ts';
import { loadPack, startEngine } from '../src/platform/node-pack.ts';
import { readScorerSettings } from '../src/platform/scorer-settings.ts';

/** How long requests in work may take after a signal to stop. */
const GRACE_MILLISECONDS = 10_000;

try {
  const settings = readScorerSettings(process.env);
  const directory = settings.MODEL_PACK ?? fileURLToPath(new URL('../infra/models/aisle-small', import.meta.url));
  const pack = await loadPack(directory);
  const engine = await startEngine(directory, pack, settings.MODEL_THREADS || undefined);
  const app = createScorer({
    engine,
    pack,
    apiKey: settings.SCORER_TOKEN,
    maxClientBatchSize: settings.SCORER_BATCH,
    maxConcurrentRequests: settings.SCORER_CONCURRENCY,
    onFailure: (error) => console.error('scorer: the engine failed:', error instanceof Error ? error.message : error),
  });
  const server = serve({ fetch: app.fetch, hostname: settings.HOST, port: settings.PORT }, ({ port }: AddressInfo) => {
    const { name, revision } = pack.manifest;
    console.log(`scorer: ${name} ${revision} on http://${settings.HOST}:${port}/{encoder,match,tagger}`);
    if (settings.SCORER_TOKEN === undefined && !/^(?:127\.|localhost$|::1$)/.test(settings.HOST)) {
      console.warn('scorer: anybody who reaches this address may call it; set SCORER_TOKEN');
    }
  });
  server.on('error', (error) => stop(`cannot listen on ${settings.HOST}:${settings.PORT}: ${error.message}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
      // A connection that becomes idle after its last answer would hold the process until it times out.
      setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 100).unref();
      server.close(() => void engine.close().finally(() => process.exit(0)));
    });
  }
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

function stop(sentence: string): never {
  console.error(`scorer: ${sentence}`);
  process.exit(1);
}
