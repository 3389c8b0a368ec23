import type { Call } from '../../src/models/port.ts';

/** A call without a caller: a deadline of ten seconds, nothing timed, deferred work left alone. */
export function fakeCall(changes: Partial<Call> = {}): Call {
  return {
    signal: new AbortController().signal,
    deadline: Date.now() + 10_000,
    requestId: 'request-1',
    account: 'test',
    fresh: false,
    time: () => {},
    defer: () => {},
    ...changes,
  };
}
