import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../core/error.ts';
import { normalise } from '../../core/math.ts';
import type { Engine } from '../../models/engine.ts';
import { meanVector } from '../../models/heads/intent-head.ts';
import type { TokenVectors } from '../../models/heads/tag-head.ts';
import type { Pack } from '../../models/pack.ts';
import { colorsRoute, type ReadColors } from './colors-route.ts';
import { classifierRoutes, type ClassifierBackend } from './classifier-routes.ts';
import { embeddingRoutes, type EmbeddingBackend } from './embedding-routes.ts';
import { createModelHost, infoOf, type ModelCard, type ModelHost } from './model-host.ts';
import { requireKey } from './require-key.ts';
import { faultResponse, TeiFault } from './tei-fault.ts';
import { tokenizeRoute } from './tokenize-route.ts';

/** What the scorer is made of. */
export interface ScorerOptions {
  engine: Engine;
  pack: Pack;
  /** The bearer token that is asked for everywhere but on `/health` and `/metrics`; none unless given. */
  apiKey?: string | undefined;
  /** The most inputs of one request; 32 unless given. */
  maxClientBatchSize?: number | undefined;
  /** The most inputs in work at once, for each model; 512 unless given. */
  maxConcurrentRequests?: number | undefined;
  /** Reads the colours of pictures: `POST /colors`. The route is not there without it. */
  colors?: ReadColors | undefined;
  /** Told of every failure of the engine, for the log. */
  onFailure?: ((error: unknown) => void) | undefined;
}

/** The most bytes of a body, as TEI's `--payload-limit`. */
const BODY_LIMIT = 2_000_000;

/**
 * The local pack behind the routes, statuses and JSON of text-embeddings-inference: three models under `/encoder`, `/match` and
 * `/tagger`, each as one TEI process would answer. `/`, `/health`, `/ping` and `/metrics` are there for the whole, too.
 *
 * `/colors` is ours. Left out: `/decode`, `/vertex`, `/docs`, `/api-doc`, and `/embed_all` of the encoder, which answers 424.
 */
export function createScorer(options: ScorerOptions): Hono {
  const { engine, pack } = options;
  const { manifest } = pack;
  const limits = {
    maxClientBatchSize: options.maxClientBatchSize ?? 32,
    maxConcurrentRequests: options.maxConcurrentRequests ?? 512,
  };
  const host = (word: string, maxTokens: number, type: ModelCard['type']): ModelHost =>
    createModelHost(
      engine,
      { word, id: `${manifest.name}/${word}`, revision: manifest.revision, type, maxTokens },
      limits,
    );
  const embedding = { embedding: { pooling: 'mean' } };
  const encoder = host('encoder', manifest.embed.max_tokens, embedding);
  const tagger = host('tagger', manifest.tags.max_tokens, embedding);
  const match = host('match', manifest.match.max_tokens, { classifier: labelMaps(manifest.match.labels) });
  const hosts = [encoder, match, tagger];

  // Not strict: `/encoder/` is the model's `/`.
  const app = new Hono({ strict: false });
  app.use(requireKey(options.apiKey));
  // Before the limit of texts: it has a larger one of its own.
  if (options.colors !== undefined) colorsRoute(app, options.colors, tooLarge);
  app.use(bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }));
  healthRoutes(app, hosts);
  app.route('/encoder', modelApp(encoder, { embed: (texts, signal) => engine.embed(texts, signal) }, null));
  app.route('/tagger', modelApp(tagger, taggerBackend(engine), null));
  app.route('/match', modelApp(match, null, matchBackend(engine, manifest.match.labels)));
  app.notFound(() => new Response(null, { status: 404 }));
  app.onError((error, c) => {
    const fault = asFault(error, options.onFailure);
    hosts.find(({ card }) => c.req.path.startsWith(`/${card.word}/`))?.meter.failed(fault);
    return faultResponse(fault, c.req.path.endsWith('/embeddings'));
  });
  return app;
}

/** The rest of the body is not read, so the connection cannot serve another request. */
function tooLarge(): Response {
  const headers = { connection: 'close', 'content-type': 'text/plain; charset=utf-8' };
  return new Response('length limit exceeded', { status: 413, headers });
}

function modelApp(host: ModelHost, embedding: EmbeddingBackend | null, classifier: ClassifierBackend | null): Hono {
  const app = new Hono();
  healthRoutes(app, [host]);
  app.get('/info', (c) => c.json(infoOf(host)));
  embeddingRoutes(app, host, embedding);
  classifierRoutes(app, host, classifier);
  tokenizeRoute(app, host);
  app.post('/embed_sparse', () => {
    throw new TeiFault('Backend', 'Backend error: Model is not an embedding model with SPLADE pooling');
  });
  // Another method on a route that exists. HEAD comes with GET.
  const routes = new Map(app.routes.map(({ path, method }) => [path, method]));
  for (const [path, method] of routes) {
    const allow = method === 'GET' ? 'GET,HEAD' : method;
    app.all(path, () => new Response(null, { status: 405, headers: { allow } }));
  }
  return app;
}

function healthRoutes(app: Hono, hosts: readonly ModelHost[]): void {
  for (const path of ['/', '/health', '/ping']) app.get(path, (c) => c.body(null, 200));
  app.get('/metrics', (c) =>
    c.text(hosts.map(({ card, meter, permits }) => meter.lines(card.word, permits.taken)).join('')),
  );
}

/** Token vectors as they are, and as TEI's mean pooling would make one of them. */
function taggerBackend(engine: Engine): EmbeddingBackend & Required<Pick<EmbeddingBackend, 'tokens'>> {
  const rows = ({ vectors, offsets }: TokenVectors): Float32Array[] => {
    const size = offsets.length === 0 ? 0 : vectors.length / offsets.length;
    return offsets.map((_, token) => vectors.subarray(token * size, (token + 1) * size));
  };
  return {
    tokens: async (texts, signal) => (await engine.tokens(texts, signal)).map(rows),
    embed: async (texts, signal, unit) =>
      (await engine.tokens(texts, signal)).map(({ vectors, offsets }) => {
        const mean = meanVector(vectors, vectors.length / Math.max(1, offsets.length));
        return unit ? normalise(mean) : mean;
      }),
  };
}

/** The engine knows pairs only: a text alone is the pair with an empty second half. */
function matchBackend(engine: Engine, labels: readonly string[]): ClassifierBackend {
  return {
    labels,
    predict: (inputs, signal) =>
      engine.match(
        inputs.map((input) =>
          typeof input === 'string' ? { query: input, text: '' } : { query: input[0], text: input[1] },
        ),
        signal,
      ),
  };
}

function labelMaps(labels: readonly string[]) {
  return {
    id2label: Object.fromEntries(labels.map((label, i) => [String(i), label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
  };
}

/** A failure of the engine becomes TEI's 424 without a word of what went wrong; that goes to the log. */
function asFault(error: unknown, onFailure: ScorerOptions['onFailure']): TeiFault {
  if (error instanceof TeiFault) return error;
  onFailure?.(error);
  const overloaded = error instanceof AppError && error.code === 'upstream_overloaded';
  if (overloaded) return new TeiFault('Overloaded', 'Model is overloaded');
  return new TeiFault('Backend', 'Backend error: Inference failed');
}
