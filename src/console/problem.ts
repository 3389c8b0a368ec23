import type { Problem } from './answers.ts';

/**
 * Reads a failed answer's body as an RFC 9457 problem. Anything else (a proxy's HTML page, an empty body) becomes a problem with
 * the status alone, so that a caller never has to look at raw bodies.
 */
export function parseProblem(status: number, body: unknown, requestId: string | null): Problem {
  const fields = isRecord(body) ? body : {};
  const errors = Array.isArray(fields.errors) ? fields.errors.filter(isRecord) : [];
  return {
    status,
    title: text(fields.title) ?? `HTTP ${status}`,
    detail: text(fields.detail),
    code: text(fields.code),
    requestId: text(fields.request_id) ?? requestId,
    errors: errors.map((error) => ({ path: pathText(error.path), message: text(error.message) ?? '' })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function pathText(path: unknown): string {
  return Array.isArray(path) ? path.join('.') : (text(path) ?? '');
}
