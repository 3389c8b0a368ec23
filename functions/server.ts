/** Aisle on Node. `npm start`. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { nodeApp } from '../src/platform/node.ts';

/** How long requests in work may take after a signal to stop. */
const GRACE_MILLISECONDS = 10_000;

const OPEN_TO = {
  keys: 'for callers with a key',
  loopback: 'no key is configured: open to this machine only',
  closed: 'no key is configured and this is not loopback: refusing everything but /health; set API_KEYS',
};

try {
  const { app, config, access, pack, close } = await nodeApp(process.env);
  const server = serve({ fetch: app.fetch, hostname: config.HOST, port: config.PORT }, ({ port }: AddressInfo) => {
    const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
    console.log(`aisle: ${pack.name} ${pack.revision} on http://${host}:${port} (${OPEN_TO[access]})`);
  });
  server.on('error', (error) => stop(`cannot listen on ${config.HOST}:${config.PORT}: ${error.message}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
      // A connection that becomes idle after its last answer would hold the process until it times out.
      setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 100).unref();
      server.close(() => void close().finally(() => process.exit(0)));
    });
  }
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

function stop(sentence: string): never {
  console.error(`aisle: ${sentence}`);
  process.exit(1);
}
