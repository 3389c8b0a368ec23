/** One row of the error table: the HTTP status, whether the same call may succeed later, and the public sentence. */
interface ErrorKind {
  status: number;
  retryable: boolean;
  title: string;
}

/** Every error Aisle can answer with, or that a driver can raise: code → status, retryable, public title. */
export const ERRORS = {
  malformed_json: { status: 400, retryable: false, title: 'The body is not valid JSON' },
  malformed_form: { status: 400, retryable: false, title: 'The body is not valid multipart/form-data' },
  invalid_header: { status: 400, retryable: false, title: 'A request header is not valid' },
  unauthorized: { status: 401, retryable: false, title: 'A valid API key is required' },
  forbidden: { status: 403, retryable: false, title: 'This caller is not allowed here' },
  not_found: { status: 404, retryable: false, title: 'There is nothing at this address' },
  method_not_allowed: { status: 405, retryable: false, title: 'This address does not take this method' },
  idempotency_running: { status: 409, retryable: true, title: 'The same write is still running' },
  payload_too_large: { status: 413, retryable: false, title: 'The body is over the size limit' },
  unsupported_media_type: { status: 415, retryable: false, title: 'This media type is not taken here' },
  cursor_mismatch: { status: 422, retryable: false, title: 'The cursor belongs to another request' },
  validation_failed: { status: 422, retryable: false, title: 'The request is not valid' },
  idempotency_mismatch: { status: 422, retryable: false, title: 'This Idempotency-Key was used for another request' },
  overloaded: { status: 503, retryable: true, title: 'There is more to do here than can be done right now' },
  storage_full: { status: 507, retryable: true, title: 'There is no space left to store this' },
  storage_unavailable: { status: 503, retryable: true, title: 'The storage cannot be used right now' },
  not_implemented: { status: 501, retryable: false, title: 'This is not configured on this server' },
  internal: { status: 500, retryable: false, title: 'Something went wrong on our side' },
  model_unavailable: { status: 503, retryable: true, title: 'No model can answer right now' },
  deadline_exceeded: { status: 504, retryable: true, title: 'The deadline passed before there was an answer' },

  // Raised by drivers. The ladder turns them into the next rung's answer; the caller sees them as `served_by.reason`.
  upstream_unavailable: { status: 503, retryable: true, title: 'The model endpoint is unavailable' },
  upstream_overloaded: { status: 503, retryable: true, title: 'The model endpoint is overloaded' },
  upstream_timeout: { status: 504, retryable: true, title: 'The model endpoint was too slow' },
  upstream_rejected: { status: 502, retryable: false, title: 'The model endpoint refused the request' },
  upstream_unauthorized: { status: 502, retryable: false, title: 'The model endpoint refused our credentials' },
  upstream_invalid: { status: 502, retryable: false, title: 'The model endpoint answered something unusable' },
} as const satisfies Readonly<Record<string, ErrorKind>>;

/** The machine-readable name of an error. */
export type ErrorCode = keyof typeof ERRORS;

/** One fault of a request: the dotted path of the field and a sentence that names the limit. */
export interface FieldError {
  path: string;
  message: string;
}

/** What an error may carry besides its code. `detail` is shown to the caller, so it never holds a secret, a stack or an upstream body. */
export interface ErrorDetails {
  detail?: string;
  /** Faults per field, for `validation_failed`. */
  errors?: FieldError[];
  /** Whether the same call may succeed later; the table's value unless given. */
  retryable?: boolean;
  /** Seconds after which a retry makes sense. */
  retryAfter?: number;
  /** What was caught, for our own logs only. */
  cause?: unknown;
}

/** The one error class. What is not an AppError is a defect and answers the fixed sentence of `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ?? ERRORS[code].title, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = ERRORS[code].status;
    this.retryable = details.retryable ?? ERRORS[code].retryable;
    this.detail = details.detail;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
  }
}
