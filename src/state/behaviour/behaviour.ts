import type { BehaviourActor } from './actor.ts';
import type { BehaviourShard, EventOutcome, Impression, ProductTraits, ShopperEvent } from './port.ts';

/** The most events of one transaction: it holds up every other request for as long as it takes to count them. */
const PART = 100;

/** What is shown has nobody waiting for it: it is gathered so many times as long as events are. */
const PATIENCE = 4;

interface Waiting {
  events: readonly ShopperEvent[];
  traits: readonly ProductTraits[];
  outcomes: EventOutcome[];
  resolve(outcomes: EventOutcome[]): void;
  reject(error: unknown): void;
}

interface Showing {
  impression: Impression;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The behaviour of an actor in this process. Events, and what is shown, that come at the same time are written together, and wait for the disk together:
 * `gather` waits for others to come, and lets them have their turn between the parts of a long batch. A batch is durable part by part,
 * and whole when it resolves.
 */
export function behaviourOf(actor: BehaviourActor, gather: () => Promise<void>): BehaviourShard {
  const waiting: Waiting[] = [];
  const showing: Showing[] = [];
  /** What waits for the disk. */
  const written: Waiting[] = [];
  let isWriting = false;
  let isSyncing = false;

  /** Takes so many events as are one part, of however many batches. */
  const writePart = (): void => {
    const part: { one: Waiting; events: readonly ShopperEvent[] }[] = [];
    let room = PART;
    for (const one of waiting) {
      const events = one.events.slice(one.outcomes.length, one.outcomes.length + room);
      part.push({ one, events });
      room -= events.length;
      if (room === 0) break;
    }
    try {
      const outcomes = actor.record(
        part.flatMap(({ events }) => events),
        part.flatMap(({ one }) => one.traits),
      );
      for (const { one, events } of part) one.outcomes.push(...outcomes.splice(0, events.length));
    } catch (error) {
      for (const { one } of part) one.reject(error);
      waiting.splice(0, part.length);
      return;
    }
    while (waiting[0] !== undefined && waiting[0].outcomes.length === waiting[0].events.length) {
      written.push(waiting[0]);
      waiting.shift();
    }
    if (!isSyncing) void sync();
  };

  /** Batches are told when they are on the disk; who asks meanwhile is answered, by what they changed too. */
  const sync = async (): Promise<void> => {
    isSyncing = true;
    while (written.length > 0) {
      const some = written.splice(0);
      try {
        await actor.synced();
        for (const one of some) one.resolve(one.outcomes);
      } catch (error) {
        for (const one of some) one.reject(error);
      }
    }
    isSyncing = false;
  };

  /** What was shown stands before the events that follow it, and before whatever moves or deletes it. */
  const writeShown = (): void => {
    const shown = showing.splice(0);
    if (shown.length === 0) return;
    try {
      actor.shown(shown.map(({ impression }) => impression));
    } catch (error) {
      for (const one of shown) one.reject(error);
      return;
    }
    for (const one of shown) one.resolve();
  };

  const write = async (): Promise<void> => {
    isWriting = true;
    for (let turns = 0; waiting.length + showing.length > 0; turns += 1) {
      await gather();
      if (waiting.length === 0 && turns < PATIENCE) continue;
      writeShown();
      if (waiting.length > 0) writePart();
      turns = 0;
    }
    isWriting = false;
  };
  const wake = (): void => {
    if (!isWriting) void write();
  };

  return {
    record: (events, traits) =>
      new Promise((resolve, reject) => {
        waiting.push({ events, traits, outcomes: [], resolve, reject });
        wake();
      }),
    shopper: async (id) => actor.shopper(id),
    prefer: async (id, change) => {
      writeShown();
      return actor.prefer(id, change);
    },
    forget: async (id) => {
      writeShown();
      return actor.forget(id);
    },
    merge: async (from, into) => {
      writeShown();
      return actor.merge(from, into);
    },
    luggage: async (id) => actor.luggage(id),
    receive: async (into, luggage) => actor.receive(into, luggage),
    neighbours: async (ids, limit) => actor.neighbours(ids, limit),
    popular: async (limit) => actor.popular(limit),
    shown: (impression) =>
      new Promise((resolve, reject) => {
        showing.push({ impression, resolve, reject });
        wake();
      }),
    outcomes: async (since, limit) => actor.outcomes(since, limit),
    learnt: async () => actor.learnt(),
    // A page is read and parsed at once: others have their turn between pages.
    replay: async (page) => {
      await gather();
      return actor.replay(page);
    },
    setAside: async (letters) => actor.setAside(letters),
    deadLetters: async (limit, ids) => actor.deadLetters(limit, ids),
    dropDead: async (ids) => actor.dropDead(ids),
  };
}
