/** What the process ends with. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command line is wrong: the message says how, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
