import { places } from '../../core/places.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import type { Recommender } from '../../tasks/recommend/recommender.ts';
import { BEHAVIOUR_METHODS, RECOMMENDER_METHODS } from '../port-methods.ts';
import type { BehaviourFiles } from './behaviour.ts';
import { childThread } from './child-thread.ts';

/** What the thread is started with: about so many bytes of products stay in its memory. */
export interface BehaviourThreadData extends BehaviourFiles {
  products: number;
}

/** What it asks of this one. */
export interface BehaviourThreadOptions extends BehaviourThreadData {
  catalog(account: string): Catalog;
  /** Work for after an answer that failed. */
  failed(message: string): void;
}

/** The shoppers of this process and what is recommended to them, in a thread of their own. */
export interface BehaviourThread {
  behaviour(account: string): Behaviour;
  recommender(account: string): Recommender;
  /** Products of an account's catalogue are changed: they are asked for again. */
  changed(account: string, ids: readonly string[]): void;
  /** Starts it, so that the first who asks need not wait for that. */
  start(): void;
  /** Ends it when all that was asked is answered; calls after it reject. */
  close(): Promise<void>;
}

/**
 * Recommendations that are with the thread at once, and that wait beside: what events ask for is never behind more than the first. Where one would
 * wait for longer than a second, it is refused.
 */
const RECOMMENDING = { atOnce: 16, mostWaiting: 256, longestWait: 1_000, refusal: 'overloaded' } as const;

/** Starts the thread at the first call. */
export function behaviourThread({ catalog, failed, ...data }: BehaviourThreadOptions): BehaviourThread {
  const thread = childThread({
    file: new URL('./behaviour-worker.ts', import.meta.url),
    name: 'aisle-behaviour',
    data,
    objects: { catalog, log: () => ({ failed }) },
  });
  const inPlace = places(RECOMMENDING);
  const ranked = thread.stub<Recommender>('recommender', RECOMMENDER_METHODS);
  return {
    behaviour: thread.stub<Behaviour>('behaviour', BEHAVIOUR_METHODS),
    recommender: (name) => {
      const { draw, explain } = ranked(name);
      return {
        draw: (...asked) => inPlace(() => draw(...asked)),
        explain: (...asked) => inPlace(() => explain(...asked)),
      };
    },
    changed: (name, ids) => thread.tell('products', name, 'changed', ids),
    start: () => thread.start(),
    close: () => thread.close(),
  };
}
