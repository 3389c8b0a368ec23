const LEGAL = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's `X-Request-Id` where it is legal, else a new one. */
export function requestId(given: string | undefined): string {
  return given !== undefined && LEGAL.test(given) ? given : crypto.randomUUID();
}
