/** The model pack as a server that answers like text-embeddings-inference: a model for Workers without a GPU. `npm run scorer`. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createScorer } from '../src/http/scorer/scorer-app.ts';
import { BUNDLED_PACK, loadPack, startEngine } from '../src/platform/node/pack.ts';
import { pictureThread } from '../src/platform/node/picture-thread.ts';
import { stopOnSignal } from '../src/platform/node/stop-on-signal.ts';
import { readScorerSettings } from '../src/platform/scorer-settings.ts';

try {
  const settings = readScorerSettings(process.env);
  const directory = settings.MODEL_PACK ?? BUNDLED_PACK;
  const pack = await loadPack(directory);
  const engine = await startEngine(directory, pack, settings.MODEL_THREADS || undefined);
  const pictures = pictureThread();
  const app = createScorer({
    engine,
    pack,
    apiKey: settings.SCORER_TOKEN,
    colors: pictures.colors,
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
  stopOnSignal(server, async () => {
    await Promise.all([engine.close(), pictures.close()]);
  });
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

function stop(sentence: string): never {
  console.error(`scorer: ${sentence}`);
  process.exit(1);
}
