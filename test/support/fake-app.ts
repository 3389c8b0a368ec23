import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/store.ts';
import { createApp } from '../../src/http/app.ts';
import type { RequestRecord } from '../../src/http/options.ts';
import { accountSecrets, readKeys } from '../../src/platform/accounts.ts';
import { readConfig } from '../../src/platform/config.ts';
import { buildModels } from '../../src/platform/models.ts';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { nodeState } from '../../src/platform/node/state.ts';
import { fakePack } from './fake-pack.ts';
import type { FakeTei } from './fake-tei.ts';
import { KEY } from './settings.ts';

/** An app over a fake endpoint, and what it told its host. */
export interface FakeApp {
  fetch(request: Request): Promise<Response>;
  records: RequestRecord[];
  /** Errors that are defects: there must be none. */
  defects: unknown[];
  /** Resolves when all work after the answers is done. */
  settled(): Promise<void>;
}

/** The whole app, from its pipeline to its drivers, with a fake endpoint for each model and no pack in the process. */
export async function fakeApp(tei: FakeTei, store?: Store): Promise<FakeApp> {
  const pack = fakePack();
  const keys = await readKeys(`shop=${KEY}`);
  const { models, probes } = buildModels({
    config: readConfig({
      MODEL_ENCODER_URL: `${tei.url}/encoder`,
      MODEL_MATCH_URL: `${tei.url}/match`,
      MODEL_TAGGER_URL: `${tei.url}/tagger`,
      MODEL_TOKEN: 'upstream-token',
    }),
    pack,
    fetch,
    secret: accountSecrets(keys),
    singleFlight: true,
    ...(store === undefined ? {} : { store }),
  });
  const records: RequestRecord[] = [];
  const defects: unknown[] = [];
  const deferred: Promise<unknown>[] = [];
  // Nothing is written before a test writes a product.
  const directory = join(tmpdir(), `aisle-fake-${randomUUID()}`);
  const state = nodeState({ directory, shards: 1 });
  const behaviour = nodeBehaviour({ directory, shards: 1 });
  const app = createApp({
    version: 'test',
    models,
    pack,
    probes,
    access: { kind: 'keys', keys },
    catalog: (account) => state.catalog(account),
    documents: (account) => state.catalog(`${account}~documents`),
    behaviour: (account) => behaviour.of(account),
    account: (account) => state.account(account),
    secret: accountSecrets(keys),
    corsOrigins: [],
    asset: async () => null,
    record: (record) => records.push(record),
    defect: (error) => defects.push(error),
    defer: (work) => deferred.push(work),
  });
  return {
    fetch: async (request) => await app.fetch(request),
    records,
    defects,
    settled: async () => {
      await Promise.all(deferred);
    },
  };
}
