import { AppError } from '../core/error.ts';
import type { Path } from '../core/served-by.ts';
import type { Store } from '../core/store.ts';
import type { Models } from '../models/context.ts';
import { huggingfaceEmbed, huggingfaceTags } from '../models/drivers/huggingface.ts';
import { lexicalIntentModel, lexicalMatchModel, lexicalTagsModel } from '../models/drivers/lexical.ts';
import { teiEmbed, teiIntent, teiMatch, teiTags } from '../models/drivers/tei.ts';
import type { Pack } from '../models/pack.ts';
import type { Call, Model, Probe, Role, Scored } from '../models/port.ts';
import { adaptedMatch } from '../models/wrappers/adapted-match.ts';
import { batch } from '../models/wrappers/batch.ts';
import { breaker } from '../models/wrappers/breaker.ts';
import { cache } from '../models/wrappers/cache.ts';
import { answerShape } from '../models/wrappers/cache-codec.ts';
import { hedge } from '../models/wrappers/hedge.ts';
import { ladder, probeRung, type Rung } from '../models/wrappers/ladder.ts';
import { meter, type Observation } from '../models/wrappers/meter.ts';
import { retry } from '../models/wrappers/retry.ts';
import { LruCache } from '../state/store/lru-cache.ts';
import { type AssistantModels, assistantModels } from './assistant-models.ts';
import type { Config } from './config.ts';

/** Rungs of each role, best first. */
type Rungs = { [R in Role]: Rung<R>[] };

/** What a host adds to the settings. */
export interface ModelsOptions {
  config: Config;
  pack: Pack;
  /** The pack in this process, where the host can run it. */
  local?: { [R in Role]: Model<R> };
  fetch: typeof fetch;
  /** Outlives the process: KV or a file. */
  store?: Store;
  secret: (account: string) => Promise<CryptoKey>;
  /** Whether requests may share promises (not on Workers). */
  singleFlight: boolean;
  observe?: (observation: Observation) => void;
  failed?: (path: Path, error: unknown, call: Call) => void;
}

/** Answers kept in memory: about 20 MB, which leaves a Worker's 128 MB room. */
const MEMORY = { entries: 50_000, bytes: 20_000_000 };

/**
 * The four roles, each `cache(ladder([endpoints…, scorer or pack, lexical]))`. Embeddings have no lexical rung: there is no vector without weights.
 */
export function buildModels(options: ModelsOptions): {
  models: Models;
  /** The same without a cache: for work whose results are kept elsewhere. */
  uncached: Models;
  assistant: AssistantModels;
  probes: (signal: AbortSignal) => Promise<Record<Role, Probe[]> & Record<string, Probe[]>>;
} {
  const { pack, store, secret, singleFlight, failed } = options;
  const body = bodyRungs(options);
  const { probes: assistantProbes, ...assistant } = assistantModels(options);
  const lexical = <R extends Role>(model: Model<R>): Rung<R> => ({ path: 'lexical', model });
  const rungs: Rungs = {
    ...body,
    intent: [...body.intent, lexical(lexicalIntentModel(pack))],
    tags: [...body.tags, lexical(lexicalTagsModel(pack))],
    match: [...body.match, lexical(lexicalMatchModel(pack))],
  };
  const memory = new LruCache<Scored<Role>>(MEMORY);
  const revision = pack.manifest.revision;
  const climbed = <R extends Role>(role: R): Model<R> => {
    const [first, ...rest] = rungs[role];
    return first === undefined
      ? unavailable(role)
      : ladder<R>([first, ...rest], failed === undefined ? {} : { failed });
  };
  const uncached: Models = {
    embed: climbed('embed'),
    intent: climbed('intent'),
    tags: climbed('tags'),
    match: adaptedMatch(climbed('match'), pack),
  };
  const whole = <R extends Role>(role: R): Model<R> =>
    cache(climbed(role), {
      memory,
      secret,
      revision,
      shape: answerShape(pack.manifest),
      singleFlight,
      ...(store === undefined ? {} : { store }),
    });
  return {
    uncached,
    assistant,
    models: {
      embed: whole('embed'),
      intent: whole('intent'),
      tags: whole('tags'),
      match: adaptedMatch(whole('match'), pack),
    },
    probes: async (signal) => {
      const of = (role: Role): Promise<Probe[]> => Promise.all(rungs[role].map((rung) => probeRung(rung, signal)));
      const [embed, intent, tags, match, others] = await Promise.all([
        of('embed'),
        of('intent'),
        of('tags'),
        of('match'),
        assistantProbes(signal),
      ]);
      return { embed, intent, tags, match, ...others };
    },
  };
}

/** The bodies' rungs: each endpoint of the settings in order, the scorer, then the pack in this process. */
function bodyRungs({ config, pack, local, fetch, observe }: ModelsOptions): Rungs {
  /** The order of what surrounds a remote driver. Each batch is tried, hedged and counted on its own. */
  const remote = <R extends Role>(path: Path, driver: Model<R>): Rung<R> => ({
    path,
    model: measured(path, batch(breaker(hedge(retry(driver), { second: driver })))),
  });
  const measured = <R extends Role>(path: Path, model: Model<R>): Model<R> =>
    observe === undefined ? model : meter(model, { path, observe });
  const at = <P extends 'gpu' | 'onnx'>(url: string, path: P, token: string | undefined) => ({
    url,
    endpointUrl: url,
    fetch,
    pack,
    path,
    ...(token === undefined ? {} : { token }),
  });
  type Driver<R extends Role, P extends 'gpu' | 'onnx'> = (options: ReturnType<typeof at<P>>) => Model<R>;
  /** One role's rungs: `driver` for the endpoints, TEI's for the scorer. */
  const of = <R extends Role>(
    role: R,
    urls: readonly string[] = [],
    driver: Driver<R, 'gpu'>,
    tei: Driver<R, 'onnx'>,
    route: string,
  ): Rung<R>[] => [
    ...urls.map((url) => remote('gpu', driver(at(url, 'gpu', config.MODEL_TOKEN)))),
    ...(config.MODEL_SCORER_URL ?? []).map((url) =>
      remote('onnx', tei(at(`${url}/${route}`, 'onnx', config.SCORER_TOKEN))),
    ),
    ...(local === undefined ? [] : [{ path: 'onnx' as const, model: measured('onnx', local[role]) }]),
  ];
  const encoder = config.MODEL_ENCODER_PROTOCOL === 'huggingface' ? huggingfaceEmbed : teiEmbed;
  const hosted = config.MODEL_TAGGER_PROTOCOL === 'huggingface';
  return {
    embed: of('embed', config.MODEL_ENCODER_URL, encoder, teiEmbed, 'encoder'),
    tags: of('tags', config.MODEL_TAGGER_URL, hosted ? huggingfaceTags : teiTags, teiTags, 'tagger'),
    // A hosted token-classification endpoint answers spans, and nothing that the intent heads could read.
    intent: of('intent', hosted ? [] : config.MODEL_TAGGER_URL, teiIntent, teiIntent, 'tagger'),
    match: of('match', config.MODEL_MATCH_URL, teiMatch, teiMatch, 'match'),
  };
}

/** A role for which nothing is configured. */
function unavailable<R extends Role>(role: R): Model<R> {
  const detail = `No model for ${role} is configured.`;
  return {
    role,
    maxBatch: Infinity,
    run: () => Promise.reject(new AppError('model_unavailable', { detail })),
    probe: () => Promise.resolve({ path: 'lexical', ok: false, name: 'none', revision: null, detail }),
  };
}
