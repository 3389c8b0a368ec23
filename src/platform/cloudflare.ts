import type { Fetcher, KVNamespace } from '@cloudflare/workers-types';
import { createApp } from '../http/app.ts';
import { parsePack } from '../models/pack.ts';
import type { Call } from '../models/port.ts';
import { kvStore } from '../state/store/kv.ts';
import { LruCache } from '../state/store/lru-cache.ts';
import { backgroundCall } from '../tasks/ingest/background-call.ts';
import { ingest, type IngestState } from '../tasks/ingest/ingest.ts';
import { accountStore } from './account-store.ts';
import { accountSecrets, readKeys } from './accounts.ts';
import { type BehaviourBindings, behaviourStub } from './cloudflare/behaviour-stub.ts';
import type { ObjectBindings } from './cloudflare/objects.ts';
import { accountStub, catalogStub, type StateBindings } from './cloudflare/state.ts';
import { messageOf } from './error-message.ts';
import { readConfig } from './config.ts';
import { consoleFile } from './console-file.ts';
import { buildModels } from './models.ts';
import { buildPictures } from './pictures.ts';
import { documentsAccount, SAMPLE_ACCOUNT, sampleCatalog, samplePassages, withSample } from './sample.ts';
import { countedVectors } from './counted-vectors.ts';
import { VERSION } from './version.ts';

/** What `wrangler.toml` binds, beside the settings of `config.ts`. */
export interface Bindings extends StateBindings, BehaviourBindings, ObjectBindings {
  SCORES: KVNamespace;
  ASSETS: Fetcher;
}

/** Answers of searches kept in memory: one is about 50 kB, and a Worker has 128 MB. */
const SEARCHES = { entries: 500, bytes: 15_000_000 };

/** The app on Workers with what its queue's consumer does. */
export interface CloudflareApp {
  app: ReturnType<typeof createApp>;
  /** Does one piece of an account's ingest work. */
  ingest(account: string): Promise<IngestState>;
  /** Tells the log of ingest work that failed. */
  ingestFailed(error: unknown): void;
}

/** The app on Workers: KV behind memory, endpoints and scorer as models. Made once an isolate. Throws when the settings or the pack are not valid. */
export async function cloudflareApp(bindings: Bindings): Promise<CloudflareApp> {
  const config = readConfig({ ...bindings });
  const file = async (name: string): Promise<ArrayBuffer> => {
    const response = await bindings.ASSETS.fetch(`https://assets.local/${name}`);
    if (!response.ok) {
      throw new Error(`the asset ${name} answers ${response.status}: run \`npm run assets\` before deploying`);
    }
    return await response.arrayBuffer();
  };
  const [manifest, heads, keys] = await Promise.all([
    file('pack/pack.json'),
    file('pack/heads.safetensors'),
    readKeys(config.API_KEYS),
  ]);
  const pack = parsePack(JSON.parse(new TextDecoder().decode(manifest)) as unknown, heads);
  const store = kvStore(bindings.SCORES);
  const secret = accountSecrets(keys);
  const send: typeof fetch = (input, init) => fetch(input, init);
  const failed = (path: string, error: unknown, { requestId }: Call): void => {
    if (config.LOG_LEVEL !== 'info' && config.LOG_LEVEL !== 'warn') return;
    log('warn', {
      message: 'rung failed',
      path,
      requestId,
      error: messageOf(error),
    });
  };
  const seeing = buildPictures({ config, fetch: send, fetchPicture: (url, init) => fetch(url, init), failed });
  const { models, uncached, assistant, probes } = buildModels({
    config,
    pack,
    fetch: send,
    store,
    secret,
    singleFlight: false,
    failed,
  });
  const catalog = (account: string) => catalogStub(bindings, account, config.CATALOG_SHARDS);
  const sample = sampleCatalog(
    () => catalog(SAMPLE_ACCOUNT),
    async () => new TextDecoder().decode(await file('sample/products.jsonl')),
  );
  const sampleDocuments = sampleCatalog(
    () => catalog(documentsAccount(SAMPLE_ACCOUNT)),
    async () => new TextDecoder().decode(await file('sample/documents.jsonl')),
    samplePassages,
  );
  const passages = config.SAMPLE === 'off' ? catalog : withSample(catalog, sampleDocuments);
  const app = createApp({
    version: VERSION,
    models,
    ...assistant,
    pictures: seeing.pictures,
    pack,
    probes: async (signal) => ({ ...(await probes(signal)), ...(await seeing.probes(signal)) }),
    access: keys.length === 0 ? { kind: 'closed' } : { kind: 'keys', keys },
    catalog: config.SAMPLE === 'off' ? catalog : withSample(catalog, sample),
    documents: (account) => passages(documentsAccount(account)),
    behaviour: (account) => behaviourStub(bindings, account, config.BEHAVIOUR_SHARDS),
    account: (account) => accountStub(bindings, account),
    secret,
    // The catalogue may be on the other side of the world. A change is seen in under a second.
    searches: { memory: new LruCache(SEARCHES), fresh: 400, stale: 900 },
    rankings: (account) => accountStore(store, secret(account)),
    corsOrigins: config.CORS_ORIGINS,
    asset: async (request) => {
      if (consoleFile(new URL(request.url).pathname) === null) return null;
      const known = request.headers.get('if-none-match');
      const init = { method: request.method, ...(known === null ? {} : { headers: { 'if-none-match': known } }) };
      const response = (await bindings.ASSETS.fetch(request.url, init)) as unknown as Response;
      return response.status === 404 ? null : response;
    },
    record: (record) => {
      if (config.LOG_LEVEL === 'info') log('info', record);
    },
    defect: (error, requestId) => {
      if (config.LOG_LEVEL === 'silent') return;
      log('error', { requestId, error: error instanceof Error ? `${error.name}: ${error.stack ?? ''}` : 'unknown' });
    },
    defer: (work, context) => context()?.waitUntil(work),
  });
  return {
    app,
    ingest: (account) =>
      ingest({
        models: uncached,
        pictures: seeing.pictures,
        pack,
        call: backgroundCall(account),
        catalog: catalog(account),
        ...countedVectors(account, (name) => accountStub(bindings, name)),
      }),
    ingestFailed: (error) => {
      if (config.LOG_LEVEL === 'silent' || config.LOG_LEVEL === 'error') return;
      log('warn', {
        message: 'ingest failed, and is tried again',
        error: messageOf(error),
      });
    },
  };
}

/** Workers keeps what is written to the console as structured logs. */
function log(level: 'info' | 'warn' | 'error', record: object): void {
  console[level](record);
}
