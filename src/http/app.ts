import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { cors } from 'hono/cors';
import { METHOD_NAME_ALL } from 'hono/router';
import { AppError } from '../core/error.ts';
import { access } from './access.ts';
import type { AppEnv } from './app-env.ts';
import { limitBody } from './limit.ts';
import { idempotent } from './idempotent.ts';
import { limitForm } from './multipart.ts';
import type { AppOptions } from './options.ts';
import { problemResponse } from './problem.ts';
import { assistRoute } from './routes/assist.ts';
import { attributesRoute } from './routes/attributes.ts';
import { catalogRoute } from './routes/catalog.ts';
import { decisionRoute } from './routes/decisions.ts';
import { documentPageRoute, documentRemovalRoute, putDocumentsRoute } from './routes/documents.ts';
import { driftRoute } from './routes/drift.ts';
import { embeddingsRoute } from './routes/embeddings.ts';
import { deadEventsRoute, eventsRoute, replayEventsRoute } from './routes/events.ts';
import { explainRoute, globalRoute } from './routes/explain.ts';
import { feedbackCountsRoute, feedbackRoute } from './routes/feedback.ts';
import { intentRoute } from './routes/intent.ts';
import { changeLearningRoute, learningRoute } from './routes/learning.ts';
import { matchRoute } from './routes/match.ts';
import { pageRoute, productRoute, productsRoute, removalRoute } from './routes/products.ts';
import { recommendRoute, type RecommenderOptions } from './routes/recommend.ts';
import { rerankRoute } from './routes/rerank.ts';
import { healthRoute, metricsRoute, readyRoute } from './routes/service.ts';
import { getRulesRoute, putRulesRoute } from './routes/rules.ts';
import { searchRoute } from './routes/search.ts';
import { mergeShopperRoute, patchShopperRoute, removeShopperRoute, shopperRoute } from './routes/shoppers.ts';
import { suggestRoute } from './routes/suggest.ts';
import { getSynonymsRoute, putSynonymsRoute } from './routes/synonyms.ts';
import { liveCalibrations, NO_CALIBRATIONS } from './live-calibration.ts';
import { observe } from './observe.ts';
import { dailyTally, NO_TALLY } from './tally.ts';

/** The largest body, in bytes, and that of a batch of products. */
const LARGEST_BODY = 1_048_576;
const LARGEST_BATCH = 10 * LARGEST_BODY;

/** The methods that a path takes, for 405; none for any path but an endpoint's. The contract would tell them too, with all that is said of it. */
function methodsOf(path: string, app: Hono<AppEnv>): string[] {
  const routes = app.routes.filter((route) => route.method !== METHOD_NAME_ALL && matches(route.path, path));
  return [...new Set(routes.map(({ method }) => method))];
}

/** Whether a path is that of a route, whose parts with a colon stand for any one part. */
function matches(template: string, path: string): boolean {
  const [wanted, parts] = [template.split('/'), path.split('/')];
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]))
  );
}

/**
 * The whole API as one Hono app, the same on both hosts: id, headers and record → CORS → key → limit → route.
 * Errors of any kind end in one place as problem+json.
 */
export function createApp(options: RecommenderOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(observe(options));
  if (options.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: [...options.corsOrigins],
        allowHeaders: [
          'authorization',
          'content-type',
          'cache-control',
          'idempotency-key',
          'x-request-id',
          'x-deadline-ms',
          'traceparent',
        ],
        exposeHeaders: ['x-request-id', 'server-timing', 'cache-status', 'retry-after', 'idempotency-replayed'],
        maxAge: 86_400,
      }),
    );
  }
  app.get('/health', healthRoute(options));
  if (options.access.kind !== 'closed') app.get('/ready', readyRoute(options));

  const locked = access(options.access);
  const { learns = true } = options;
  const calibrations = learns ? liveCalibrations(options) : NO_CALIBRATIONS;
  const tally = learns ? dailyTally(options) : NO_TALLY;
  app.get('/metrics', locked, metricsRoute(options));
  const limit = limitBody(LARGEST_BODY);
  app.post('/v1/intent', locked, limit, intentRoute(options, tally));
  app.post('/v1/attributes', locked, limitForm(LARGEST_BODY), attributesRoute(options));
  app.post('/v1/match', locked, limit, matchRoute(options, calibrations));
  app.post('/v1/explain', locked, limit, explainRoute(options, calibrations));
  app.post('/v1/explain/global', locked, limit, globalRoute(options, calibrations));
  app.on('POST', ['/v1/rerank', '/v2/rerank'], locked, limit, rerankRoute(options, calibrations));
  app.post('/v1/embeddings', locked, limit, embeddingsRoute(options));
  const once = idempotent(options);
  app.post('/v1/products', locked, limitBody(LARGEST_BATCH), once, productsRoute(options, tally));
  app.get('/v1/products', locked, pageRoute(options));
  app.get('/v1/products/:id', locked, productRoute(options));
  app.delete('/v1/products/:id', locked, limit, once, removalRoute(options));
  app.get('/v1/catalog', locked, catalogRoute(options));
  app.post('/v1/search', locked, limit, searchRoute(options, calibrations, tally));
  app.get('/v1/decisions/:id', locked, decisionRoute(options));
  app.get('/v1/suggest', locked, suggestRoute(options));
  app.put('/v1/synonyms', locked, limit, once, putSynonymsRoute(options));
  app.get('/v1/synonyms', locked, getSynonymsRoute(options));
  app.put('/v1/rules', locked, limit, once, putRulesRoute(options));
  app.get('/v1/rules', locked, getRulesRoute(options));
  app.post('/v1/assist', locked, limitForm(LARGEST_BODY), assistRoute(options, calibrations));
  app.put('/v1/documents', locked, limitBody(LARGEST_BATCH), once, putDocumentsRoute(options));
  app.get('/v1/documents', locked, documentPageRoute(options));
  app.delete('/v1/documents/:id', locked, limit, once, documentRemovalRoute(options));
  app.post('/v1/events', locked, limit, once, eventsRoute(options));
  app.get('/v1/events/dead', locked, deadEventsRoute(options));
  app.post('/v1/events/replay', locked, limit, once, replayEventsRoute(options));
  app.post('/v1/feedback', locked, limit, once, feedbackRoute(options, calibrations));
  app.get('/v1/feedback', locked, feedbackCountsRoute(options));
  app.get('/v1/drift', locked, driftRoute(options, tally));
  app.post('/v1/recommend', locked, limit, recommendRoute(options));
  app.get('/v1/learning', locked, learningRoute(options));
  app.post('/v1/learning', locked, limit, once, changeLearningRoute(options, calibrations));
  app.get('/v1/shoppers/:id', locked, shopperRoute(options));
  app.patch('/v1/shoppers/:id', locked, limit, once, patchShopperRoute(options));
  app.delete('/v1/shoppers/:id', locked, limit, once, removeShopperRoute(options));
  app.post('/v1/shoppers/:id/merge', locked, limit, once, mergeShopperRoute(options));

  // A file of the assets, and in the contract: another method is a 405.
  app.get('/openapi.json', (c) => unrouted(c, app, options));

  const failed = (error: unknown, c: Context<AppEnv>): Response => {
    if (error instanceof AppError) return problemResponse(c, error);
    options.defect(error, c.get('requestId'));
    return problemResponse(c, new AppError('internal'));
  };
  app.onError(failed);
  // What is thrown here would pass by the middleware on its way to `onError`, and the common headers with it.
  app.notFound(async (c) => {
    try {
      return await unrouted(c, app, options);
    } catch (error) {
      return failed(error, c);
    }
  });
  return app;
}

/** What no route answers: another method, a file of the console, or nothing. */
async function unrouted(
  c: Context<AppEnv>,
  app: Hono<AppEnv>,
  { access: { kind }, asset }: AppOptions,
): Promise<Response> {
  // Without a key at all, nothing but /health is told.
  if (kind === 'closed') throw new AppError('unauthorized', { detail: 'No key is configured: set API_KEYS.' });
  const { method, path } = c.req;
  const reads = method === 'GET' || method === 'HEAD';
  const allowed = methodsOf(path, app);
  if (allowed.length > 0 && !allowed.includes(method) && !(allowed.includes('GET') && reads)) {
    c.header('allow', allowed.flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each])).join(', '));
    throw new AppError('method_not_allowed', { detail: `Use ${allowed.join(' or ')}.` });
  }
  const file = reads ? await asset(c.req.raw) : null;
  if (file === null) throw new AppError('not_found');
  return new Response(file.body, file);
}
