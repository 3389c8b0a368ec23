// The process that `openLoop` starts: takes what to send as a message, and answers with the figures.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenLoop, OpenLoopFigures, Stream, StreamFigures } from './open-loop.ts';

/** After so long, in milliseconds, a request has failed. */
const PATIENCE = 10_000;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

process.once('message', (load: OpenLoop) => {
  void send(load).then((figures) => process.send?.(figures, () => process.exit()));
});

async function send({ streams, headers, seconds }: OpenLoop): Promise<OpenLoopFigures> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const figures = await Promise.all(streams.map((stream) => sendStream(stream, headers, start, seconds)));
  const { user, system } = process.cpuUsage(cpu);
  return { streams: figures, cpu: (user + system) / 1e6 };
}

async function sendStream(
  { url, rate, bodies }: Stream,
  headers: OpenLoop['headers'],
  start: number,
  seconds: number,
): Promise<StreamFigures> {
  const times: number[] = [];
  const failures: Record<string, number> = {};
  let bytes = 0;
  let last = start;
  const count = Math.round(rate * seconds);
  const due = (i: number): number => start + (1_000 * i) / rate;
  const sendOne = async (at: number, body: string): Promise<void> => {
    try {
      // Where the server has just closed a connection that was kept, it is sent again.
      const received = await post(url, headers, body).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET') throw error;
        return post(url, headers, body);
      });
      bytes += received;
      last = performance.now();
      times.push(last - at);
    } catch (error) {
      const { message } = error as Error;
      failures[message] = (failures[message] ?? 0) + 1;
    }
  };
  const pending: Promise<void>[] = [];
  for (let i = 0; i < count; i++) {
    while (performance.now() < due(i)) await pause(1);
    pending.push(sendOne(due(i), bodies[i % bodies.length] as string));
  }
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const quantile = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return {
    answered: times.length,
    failed: count - times.length,
    failures,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p99: quantile(0.99),
    rate: (1_000 * times.length) / Math.max(1_000 * seconds, last - start),
    bytes: Math.round(bytes / times.length),
  };
}

/** Resolves to the bytes of the answer; rejects unless it is a 200 in time. */
function post(url: string, headers: OpenLoop['headers'], body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const asked = request(url, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
      timeout: PATIENCE,
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let received = 0;
      answer.on('data', (chunk: Buffer) => (received += chunk.length));
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(received) : reject(new Error(String(answer.statusCode))),
      );
    });
    asked.end(body);
  });
}
