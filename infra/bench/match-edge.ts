// `POST /v1/match` of ten cached products in the Workers runtime against a bare Hono worker that reads KV once, by wrk.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response } from 'miniflare';
import { startMatchEndpoint } from './load/match-endpoint.ts';
import { different, matchRequest, SAMPLE_ANSWER } from './load/match-requests.ts';
import { sendAll } from './load/send.ts';
import { wrk } from './load/wrk.ts';
import { type BenchResult, duel } from './measure.ts';

const REPEATS = 7;
const SECONDS = 3;
const HEADERS = { authorization: 'Bearer bench' };

/** More requests than an isolate keeps answers of, so that each is read from KV. */
const DIFFERENT = 6_000;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Both workers are bundled by the same options and each has a runtime of its own with a local KV. */
export async function bench(): Promise<BenchResult> {
  const model = await startMatchEndpoint();
  const ours = await start('functions/worker.ts', {
    bindings: { API_KEYS: 'bench', MODEL_MATCH_URL: model.url },
    // Only what a start reads: with the runtime's own assets every request to ours would pass another worker.
    serviceBindings: { ASSETS: packFile },
  });
  const peer = await start('infra/bench/peers/bare-worker.ts', {});
  try {
    const urls = { ours: await address(ours), peer: await address(peer) };
    const kept = await peer.getKVNamespace('SCORES');
    await kept.put('answer', JSON.stringify(SAMPLE_ANSWER));
    const notes: string[] = [];
    const versus = async (name: string, bodies: readonly string[], target: number | null) => {
      // Twice: the second time they come from the cache.
      await sendAll(urls.ours, HEADERS, bodies);
      await sendAll(urls.ours, HEADERS, bodies.slice(0, 200));
      const asked = model.asked;
      const load = (url: string) => wrk({ url, headers: HEADERS, bodies, seconds: SECONDS });
      const row = await duel(
        {
          name,
          unit: 'requests/s',
          better: 'more',
          target,
          peerName: 'bare Hono + KV',
          ours: () => load(urls.ours),
          peer: () => load(urls.peer),
        },
        REPEATS,
      );
      notes.push(`${name}: ${model.asked - asked} requests to the model while measuring`);
      return row;
    };
    const rows = [
      await versus('10 cached products, from memory', [matchRequest()], 0.8),
      await versus('10 cached products, from KV', different(DIFFERENT), null),
    ];
    return { rows, notes };
  } finally {
    await Promise.all([ours.dispose(), peer.dispose()]);
    model.stop();
  }
}

/** What a worker is given besides its KV. */
interface Given {
  bindings?: Record<string, string>;
  serviceBindings?: Record<string, (request: { url: string }) => Promise<Response>>;
}

async function start(entry: string, { bindings = {}, serviceBindings = {} }: Given): Promise<Miniflare> {
  const { outputFiles } = await build({
    entryPoints: [root + entry],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    alias: { '@huggingface/inference': './infra/edge/huggingface.ts' },
    logLevel: 'warning',
  });
  return new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: outputFiles[0]?.text ?? '',
      compatibilityDate: '2026-10-20',
      kvNamespaces: ['SCORES'],
      cf: false,
      log: new Log(LogLevel.ERROR),
      // Ours writes a record of each request; it is read and dropped.
      handleStructuredLogs: () => undefined,
      bindings,
      serviceBindings,
    }),
  );
}

async function address(worker: Miniflare): Promise<string> {
  return new URL('/v1/match', await worker.ready).href;
}

async function packFile(request: { url: string }): Promise<Response> {
  const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
  return new Response(await readFile(`${root}infra/models/aisle-small/${name}`));
}
