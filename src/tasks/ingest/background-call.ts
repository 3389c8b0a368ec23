import type { Call } from '../../models/port.ts';

/** Milliseconds that a model may take for a batch that nobody waits for. */
const PATIENCE = 30_000;

/** A model call on an account's behalf that belongs to no request. */
export function backgroundCall(account: string): Call {
  return {
    signal: AbortSignal.timeout(PATIENCE),
    deadline: Date.now() + PATIENCE,
    requestId: crypto.randomUUID(),
    account,
    fresh: false,
    background: true,
    time: () => {},
    defer: () => {},
  };
}
