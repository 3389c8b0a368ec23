import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { isPublicAddress } from '../core/public-address.ts';
import type { Access } from '../http/access.ts';
import { createApp } from '../http/app.ts';
import { onnxEmbed, onnxIntent, onnxMatch, onnxTags } from '../models/drivers/onnx/onnx.ts';
import type { Call } from '../models/port.ts';
import type { Catalog } from '../state/catalog/port.ts';
import { ProductMemory } from '../state/catalog/remembering.ts';
import { LruCache } from '../state/store/lru-cache.ts';
import { backgroundCall } from '../tasks/ingest/background-call.ts';
import { ingest } from '../tasks/ingest/ingest.ts';
import { type SqliteStore, sqliteStore } from '../state/store/sqlite.ts';
import { accountStore } from './account-store.ts';
import { accountSecrets, readKeys } from './accounts.ts';
import { type Config, readConfig } from './config.ts';
import { messageOf } from './error-message.ts';
import { buildModels } from './models.ts';
import { buildPictures } from './pictures.ts';
import { nodeAsset } from './node/assets.ts';
import { ingestLoop } from './node/ingest-loop.ts';
import { behaviourThread } from './node/behaviour-thread.ts';
import { checkpointThread } from './node/checkpoint-thread.ts';
import { createMetrics } from './node/metrics.ts';
import { BUNDLED_PACK, loadPack, startEngine } from './node/pack.ts';
import { pictureThread } from './node/picture-thread.ts';
import { publicFetch } from './node/public-fetch.ts';
import { accountsOnDisk } from './node/state.ts';
import { stateThread } from './node/state-thread.ts';
import { countedVectors } from './counted-vectors.ts';
import { VERSION } from './version.ts';
import { documentsAccount, SAMPLE_ACCOUNT, sampleCatalog, samplePassages, withSample } from './sample.ts';
import { wakingCatalog } from './waking-catalog.ts';

/** Whole answers kept in memory, with the requests that they answer. */
const WHOLE_ANSWERS = { entries: 20_000, bytes: 20_000_000 };

/** Answers of searches kept in memory: one is about 50 kB. */
const SEARCHES = { entries: 5_000, bytes: 40_000_000 };

/** Products kept in memory, so that an answer need not wait for the thread that has them: about 50,000, and as many beside the shoppers. */
const PRODUCTS = { bytes: 100_000_000 };

/** The app on Node with what is needed to serve and to stop it. */
export interface NodeApp {
  app: ReturnType<typeof createApp>;
  config: Config;
  access: Access['kind'];
  pack: { name: string; revision: string };
  /** Takes up the ingest work that an earlier process left, and starts what works beside requests. */
  resume(): void;
  /** Stops the engine and closes the files. */
  close(): Promise<void>;
}

const SAMPLE = new URL('../../infra/sample/products.jsonl', import.meta.url);
const SAMPLE_DOCUMENTS = new URL('../../infra/sample/documents.jsonl', import.meta.url);

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/i;

/**
 * The app on Node: an SQLite file behind memory, the pack in this process below whatever endpoints are set. `learns` as in `AppOptions`.
 * Throws AppError when the settings or the pack are not valid.
 */
export async function nodeApp(
  environment: Readonly<Record<string, string | undefined>>,
  { learns = true }: { learns?: boolean } = {},
): Promise<NodeApp> {
  const config = readConfig(environment);
  // Lines are gathered for a moment: a write of its own for each takes longer than a cached answer.
  const lines = pino.destination({ sync: false, minLength: 8_192, periodicFlush: 100 });
  const log = pino({ level: config.LOG_LEVEL, base: null }, lines);
  const directory = config.MODEL_PACK ?? BUNDLED_PACK;
  const [pack, keys] = await Promise.all([loadPack(directory), readKeys(config.API_KEYS)]);
  const engine =
    config.MODEL_LOCAL === 'on' ? await startEngine(directory, pack, config.MODEL_THREADS || undefined) : undefined;
  const store = openStore(config.DATA_DIR, log);
  const secret = accountSecrets(keys);
  const metrics = createMetrics();
  const failed = (path: string, error: unknown, call: Call): void =>
    log.warn({ requestId: call.requestId, path, error: messageOf(error) }, 'rung failed');
  const deferredFailed = (message: string): void => log.warn({ error: message }, 'deferred work failed');
  const thread = pictureThread();
  const seeing = buildPictures({
    config,
    fetch,
    fetchPicture: publicFetch(),
    isPublic: isPublicAddress,
    local: thread.colors,
    failed,
  });
  const { models, uncached, assistant, probes } = buildModels({
    config,
    pack,
    fetch,
    ...(store === undefined ? {} : { store }),
    secret,
    singleFlight: true,
    observe: (observation) => metrics.model(observation),
    failed,
    ...(engine === undefined
      ? {}
      : {
          local: {
            embed: onnxEmbed(engine, pack),
            intent: onnxIntent(engine, pack),
            tags: onnxTags(engine, pack),
            match: onnxMatch(engine, pack),
          },
        }),
  });
  const files = { directory: config.DATA_DIR, shards: config.CATALOG_SHARDS };
  const state = stateThread(files);
  const products = new ProductMemory(PRODUCTS.bytes, (account, ids) => shoppers.changed(account, ids));
  const stored = (account: string): Catalog => products.over(account, state.catalog(account));
  const loop = ingestLoop({
    ingest: (account) =>
      ingest({
        models: uncached,
        pictures: seeing.pictures,
        pack,
        call: backgroundCall(account),
        catalog: stored(account),
        ...(learns ? countedVectors(account, (name) => state.account(name)) : {}),
      }),
    failed: (error) => log.warn({ error: messageOf(error) }, 'ingest failed, and is tried again'),
  });
  const catalog = (account: string): Catalog => wakingCatalog(stored(account), () => loop.wake(account));
  const sample =
    config.SAMPLE === 'off'
      ? null
      : sampleCatalog(
          () => catalog(SAMPLE_ACCOUNT),
          () => readFile(SAMPLE, 'utf8'),
        );
  const sampleDocuments =
    config.SAMPLE === 'off'
      ? null
      : sampleCatalog(
          () => catalog(documentsAccount(SAMPLE_ACCOUNT)),
          () => readFile(SAMPLE_DOCUMENTS, 'utf8'),
          samplePassages,
        );
  const shown = sample === null ? catalog : withSample(catalog, sample);
  const shoppers = behaviourThread({
    directory: config.DATA_DIR,
    shards: config.BEHAVIOUR_SHARDS,
    products: PRODUCTS.bytes,
    catalog: shown,
    failed: deferredFailed,
  });
  const checkpoints = checkpointThread(config.DATA_DIR);
  const passages = sampleDocuments === null ? catalog : withSample(catalog, sampleDocuments);
  const access: Access =
    keys.length > 0
      ? { kind: 'keys', keys, digest: (key) => hash('sha256', key, 'buffer') }
      : { kind: LOOPBACK.test(config.HOST) ? 'loopback' : 'closed' };
  const app = createApp({
    version: VERSION,
    models,
    ...assistant,
    pictures: seeing.pictures,
    pack,
    probes: async (signal) => ({ ...(await probes(signal)), ...(await seeing.probes(signal)) }),
    access,
    catalog: shown,
    documents: (account) => passages(documentsAccount(account)),
    behaviour: shoppers.behaviour,
    recommender: shoppers.recommender,
    account: (account) => state.account(account),
    secret,
    learns,
    wholeAnswers: new LruCache(WHOLE_ANSWERS),
    searches: { memory: new LruCache(SEARCHES), fresh: 0, stale: 0 },
    ...(store === undefined ? {} : { rankings: (account) => accountStore(store, secret(account)) }),
    corsOrigins: config.CORS_ORIGINS,
    asset: nodeAsset,
    metrics: () => metrics.text(),
    record: (record) => {
      metrics.request(record);
      log.info(record, 'request');
    },
    defect: (error, requestId) => log.error({ requestId, err: error }, 'defect'),
    defer: (work) => {
      work.catch((error: unknown) => deferredFailed(messageOf(error)));
    },
  });
  const { name, revision } = pack.manifest;
  return {
    app,
    config,
    access: access.kind,
    pack: { name, revision },
    resume: () => {
      shoppers.start();
      checkpoints.start();
      const accounts = accountsOnDisk(files);
      // A newcomer's first search is found by meaning too.
      if (accounts.length === 0) {
        for (const fill of [sample, sampleDocuments]) {
          fill?.().catch((error: unknown) => log.error({ err: error }, 'no sample'));
        }
      }
      for (const account of accounts) loop.wake(account);
    },
    close: async () => {
      await Promise.all([loop.close(), engine?.close()]);
      await checkpoints.close();
      await thread.close();
      await shoppers.close();
      await state.close();
      lines.flushSync();
      store?.close();
    },
  };
}

/** The cache file, or none where it cannot be written: a cache is never needed to answer. */
function openStore(directory: string, log: Logger): SqliteStore | undefined {
  try {
    return sqliteStore(join(directory, 'cache.sqlite'));
  } catch (error) {
    log.warn({ err: error }, 'The cache file cannot be used; answers are kept in memory only');
    return undefined;
  }
}
