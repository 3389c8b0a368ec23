import type { Context } from 'hono';
import type { ProblemBody } from '../contract/envelope.ts';
import type { AppError } from '../core/error.ts';
import { ERRORS } from '../core/error.ts';
import type { AppEnv } from './app-env.ts';

/** The paths whose SDKs read an error's `error` (OpenAI) or `message` (Cohere). */
const DROP_IN = new Set(['/v1/embeddings', '/v1/rerank', '/v2/rerank']);

/** What an error tells its caller (RFC 9457). */
export function problemBody({ code, status, detail, errors }: AppError, requestId: string): ProblemBody {
  return {
    type: `urn:aisle:problem:${code}`,
    title: ERRORS[code].title,
    status,
    ...(detail === undefined ? {} : { detail }),
    code,
    request_id: requestId,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Any error → a problem+json answer. What is not an AppError is a defect, and is told no more than that. */
export function problemResponse(c: Context<AppEnv>, error: AppError): Response {
  const { code, status, detail, errors, retryAfter } = error;
  const body = problemBody(error, c.get('requestId'));
  if (DROP_IN.has(c.req.path)) {
    const message = [body.title, detail, ...(errors ?? []).map((fault) => `${fault.path}: ${fault.message}`)]
      .filter((part) => part !== undefined)
      .join('. ');
    body.message = message;
    body.error = {
      message,
      type: status < 500 ? 'invalid_request_error' : 'api_error',
      code,
      param: errors?.[0]?.path ?? null,
    };
  }
  c.get('outcome').code = code;
  return c.body(JSON.stringify(body), status as 400, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 503 || status === 429 || code === 'idempotency_running'
      ? { 'retry-after': String(Math.max(1, Math.ceil(retryAfter ?? 1))) }
      : {}),
  });
}
