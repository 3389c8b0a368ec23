import type { Call, Inputs, Role, Scored } from '../port.ts';
import { abortError, childCall, isOverdue, isTimeout, untilAborted, type ChildCall } from './child-call.ts';
import { sleep } from './sleep.ts';

/** Gets the answers of keyed inputs. */
export type Fetch<R extends Role> = (
  items: ReadonlyMap<string, Inputs[R]>,
  call: Call,
) => Promise<ReadonlyMap<string, Scored<R>>>;

interface Flight<R extends Role> {
  answers: Promise<ReadonlyMap<string, Scored<R>>>;
  deadline: number;
  waiters: number;
  landed: boolean;
  child: ChildCall;
}

/** Milliseconds that a waiter gives its flight after the deadline, for an answer of the last rung. */
const GRACE = 40;

/**
 * Calls that ask for the same items at the same time share one run. For Node only: on Workers, requests must not wait for each other's promises.
 *
 * A run belongs to all who wait for it: it goes on when one of them leaves, and ends when all have left. A call does not join a run that
 * has much less time than itself.
 */
export function singleFlight<R extends Role>(fetch: Fetch<R>, now: () => number): Fetch<R> {
  const flights = new Map<string, Flight<R>>();

  const launch = (items: ReadonlyMap<string, Inputs[R]>, call: Call): Flight<R> => {
    const child = childCall(call, { follows: () => false });
    const flight = { answers: fetch(items, child.call), deadline: call.deadline, waiters: 0, landed: false, child };
    const land = (): void => {
      flight.landed = true;
      child.release();
      for (const key of items.keys()) if (flights.get(key) === flight) flights.delete(key);
    };
    flight.answers.then(land, land);
    for (const key of items.keys()) flights.set(key, flight);
    return flight;
  };

  const board = async (flight: Flight<R>, call: Call): Promise<ReadonlyMap<string, Scored<R>>> => {
    flight.waiters += 1;
    try {
      return await untilLeft(flight.answers, call, now);
    } finally {
      flight.waiters -= 1;
      if (flight.waiters === 0 && !flight.landed) {
        flight.child.abort(new DOMException('every caller left', 'AbortError'));
      }
    }
  };

  return async (items, call) => {
    const boarded = new Set<Flight<R>>();
    const own = new Map<string, Inputs[R]>();
    for (const [key, input] of items) {
      const flight = flights.get(key);
      if (flight !== undefined && isWorthJoining(flight, call, now())) boarded.add(flight);
      else own.set(key, input);
    }
    const mine = own.size > 0 ? launch(own, call) : null;
    const all = mine === null ? [...boarded] : [...boarded, mine];
    const found = new Map<string, Scored<R>>();
    const start = performance.now();
    const settled = await Promise.allSettled(all.map((flight) => board(flight, call)));
    // A run of its own has counted its time already.
    if (mine === null) call.time('model', performance.now() - start);
    for (const [i, outcome] of settled.entries()) {
      if (outcome.status === 'fulfilled') for (const [key, answer] of outcome.value) found.set(key, answer);
      // Time that ran out for others need not have run out for this call.
      else if (all[i] === mine || !isTimeout(outcome.reason) || isOverdue(call, now())) throw outcome.reason;
    }
    const left = new Map([...items].filter(([key]) => !found.has(key)));
    if (left.size > 0) for (const [key, answer] of await fetch(left, call)) found.set(key, answer);
    return found;
  };
}

function isWorthJoining<R extends Role>(flight: Flight<R>, call: Call, now: number): boolean {
  if (flight.child.call.signal.aborted) return false;
  return flight.deadline - now >= 0.75 * (call.deadline - now);
}

/** The flight's outcome, or a rejection when this caller leaves: at once, or after the grace when its time is over. */
async function untilLeft<T>(work: Promise<T>, call: Call, now: () => number): Promise<T> {
  try {
    return await untilAborted(work, call.signal);
  } catch (error) {
    if (!call.signal.aborted) throw error;
    if (!isOverdue(call, now())) throw abortError(call, now());
    const landed = new AbortController();
    const patience = sleep(GRACE, landed.signal).then(() => Promise.reject(abortError(call, now())));
    try {
      return await Promise.race([work, patience]);
    } finally {
      landed.abort();
    }
  }
}
