import type { ServerType } from '@hono/node-server';

/** How long requests in work may take after a signal to stop, in milliseconds. */
const GRACE = 10_000;

/** Ends the process at SIGTERM or SIGINT: no new request is taken, those in work are answered, then `close` lets go of the rest. */
export function stopOnSignal(server: ServerType, close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), GRACE).unref();
      // A connection that becomes idle after its last answer would hold the process until it times out.
      setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 100).unref();
      server.close(() => void close().finally(() => process.exit(0)));
    });
  }
}
