import { AppError, type ErrorCode } from '../../core/error.ts';

/** What the statuses of model endpoints mean. Others: 5xx unavailable, the rest rejected. */
const MEANING: Readonly<Record<number, ErrorCode>> = {
  401: 'upstream_unauthorized',
  403: 'upstream_unauthorized',
  408: 'upstream_unavailable',
  425: 'upstream_unavailable',
  429: 'upstream_overloaded',
};

/** The error of an answer that is no success. Its body is never read: an upstream's words are not shown to our callers. */
export function statusFault(response: Response): AppError {
  // Frees the connection; that it is gone already is no matter.
  response.body?.cancel().catch(() => {});
  const { status } = response;
  const code = MEANING[status] ?? (status >= 500 ? 'upstream_unavailable' : 'upstream_rejected');
  const detail = `The model endpoint answered with status ${status}.`;
  const seconds = response.headers.get('retry-after') ?? '';
  return new AppError(code, /^\d{1,6}$/.test(seconds) ? { detail, retryAfter: Number(seconds) } : { detail });
}

/** The error of a `fetch`, or of reading its body, that threw. */
export function callFault(error: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) return new AppError('upstream_timeout', { cause: signal.reason });
  if (error instanceof AppError) return error;
  // The message of a SyntaxError quotes the body, so it is not kept.
  if (error instanceof SyntaxError) return invalidAnswer('is not JSON');
  return new AppError('upstream_unavailable', { cause: error });
}

/** The error of an answer that cannot be used; `what` completes "The model endpoint's answer …". */
export function invalidAnswer(what: string): AppError {
  return new AppError('upstream_invalid', { detail: `The model endpoint's answer ${what}.` });
}

/** The most bytes of an answer beside its vectors, and of each number of these; both are far more than a good answer has. */
const MOST_BYTES = 1_000_000;
const BYTES_PER_NUMBER = 32;

/** The text of an answer whose vectors have so many numbers. Of a longer one than that can be no more is read; throws `upstream_invalid`. */
export async function bodyText({ body }: Response, numbers = 0): Promise<string> {
  const most = MOST_BYTES + numbers * BYTES_PER_NUMBER;
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for await (const bytes of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += bytes.length;
    if (size > most) throw invalidAnswer(`has more than ${most} bytes`);
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

/** Copies `size` finite numbers into `target` at `at`. Done by hand, since a schema a number would cost more than the call's arithmetic. */
export function copyVector(value: unknown, size: number, target: Float32Array, at = 0): void {
  if (!Array.isArray(value) || value.length !== size) throw invalidAnswer(`has a vector that is not ${size} long`);
  for (let i = 0; i < size; i++) {
    const x: unknown = value[i];
    if (typeof x !== 'number' || !Number.isFinite(Math.fround(x))) {
      throw invalidAnswer('has a vector with something else than numbers');
    }
    target[at + i] = x;
  }
}

/** The answer as a list with one item an input. */
export function listOf(value: unknown, count: number): unknown[] {
  if (!Array.isArray(value) || value.length !== count) throw invalidAnswer(`is not a list of ${count}`);
  return value;
}
