import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { AppError } from '../core/error.ts';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { access } from './access.ts';
import type { AppEnv } from './app-env.ts';
import type { AppOptions } from './options.ts';
import { problemResponse } from './problem.ts';
import { requestId } from './request-id.ts';
import { attributesRoute } from './routes/attributes.ts';
import { embeddingsRoute } from './routes/embeddings.ts';
import { intentRoute } from './routes/intent.ts';
import { matchRoute } from './routes/match.ts';
import { rerankRoute } from './routes/rerank.ts';
import { healthRoute, metricsRoute, readyRoute } from './routes/service.ts';
import { observe } from './observe.ts';
import { security } from './security.ts';

/** The largest body, in bytes. */
const LARGEST_BODY = 1_048_576;

/** Every path of the contract with its method, for 405. */
const METHODS = new Map(
  ENDPOINTS.flatMap(({ path, aliases = [], method }) =>
    [path, ...aliases].map((each) => [each, method.toUpperCase()] as const),
  ),
);

/**
 * The whole API as one Hono app, the same on both hosts: record → id → security headers → CORS → key → limit → route.
 * Errors of any kind end in one place as problem+json.
 */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(observe(options));
  app.use(requestId);
  app.use(security);
  if (options.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: [...options.corsOrigins],
        allowHeaders: [
          'authorization',
          'content-type',
          'cache-control',
          'x-request-id',
          'x-deadline-ms',
          'traceparent',
        ],
        exposeHeaders: ['x-request-id', 'server-timing', 'cache-status', 'retry-after'],
        maxAge: 86_400,
      }),
    );
  }
  app.get('/health', healthRoute(options));
  if (options.access.kind !== 'closed') app.get('/ready', readyRoute(options));

  const locked = access(options.access);
  app.get('/metrics', locked, metricsRoute(options));
  const limit = bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new AppError('payload_too_large', { detail: `The body must have at most ${LARGEST_BODY} bytes.` });
    },
  });
  app.post('/v1/intent', locked, limit, intentRoute(options));
  app.post('/v1/attributes', locked, limit, attributesRoute(options));
  app.post('/v1/match', locked, limit, matchRoute(options));
  app.on('POST', ['/v1/rerank', '/v2/rerank'], locked, limit, rerankRoute(options));
  app.post('/v1/embeddings', locked, limit, embeddingsRoute(options));

  app.notFound(async (c) => {
    // Without a key at all, nothing but /health is told.
    if (options.access.kind === 'closed') {
      throw new AppError('unauthorized', { detail: 'No key is configured: set API_KEYS.' });
    }
    const allowed = METHODS.get(c.req.path);
    if (allowed !== undefined && c.req.method !== allowed && !(allowed === 'GET' && c.req.method === 'HEAD')) {
      c.header('allow', allowed);
      throw new AppError('method_not_allowed', { detail: `Use ${allowed}.` });
    }
    const asset = c.req.method === 'GET' || c.req.method === 'HEAD' ? await options.asset(c.req.raw) : null;
    if (asset === null) throw new AppError('not_found');
    return new Response(asset.body, asset);
  });
  app.onError((error, c) => {
    if (error instanceof AppError) return problemResponse(c, error);
    options.defect(error, c.get('requestId'));
    return problemResponse(c, new AppError('internal'));
  });
  return app;
}
