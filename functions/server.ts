/** Aisle on Node. `npm start`. */
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { serve } from '@hono/node-server';
import { nodeApp } from '../src/platform/node.ts';
import { stopOnSignal } from '../src/platform/node/stop-on-signal.ts';

const OPEN_TO = {
  keys: 'for callers with a key',
  loopback: 'no key is configured: open to this machine only',
  closed: 'no key is configured and this is not loopback: refusing everything but /health; set API_KEYS',
};

// Under load V8 takes what an answer is ranked with to live long, and makes it among the old objects, where it keeps all that it refers to: scavenges
// then take five times as long, and everybody waits for them. And by itself it marks old objects with as many threads as there are cores, beside answers.
setFlagsFromString('--no-allocation-site-pretenuring');
setFlagsFromString(`--concurrent-marking-max-worker-num=${Math.max(1, Math.floor(availableParallelism() / 2))}`);

try {
  const { app, config, access, pack, resume, close } = await nodeApp(process.env);
  const server = serve({ fetch: app.fetch, hostname: config.HOST, port: config.PORT }, ({ port }: AddressInfo) => {
    const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
    console.log(`aisle: ${pack.name} ${pack.revision} on http://${host}:${port} (${OPEN_TO[access]})`);
    resume();
  });
  server.on('error', (error) => stop(`cannot listen on ${config.HOST}:${config.PORT}: ${error.message}`));
  stopOnSignal(server, close);
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

function stop(sentence: string): never {
  console.error(`aisle: ${sentence}`);
  process.exit(1);
}
