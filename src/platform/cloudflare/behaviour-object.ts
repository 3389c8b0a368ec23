import { DurableObject } from 'cloudflare:workers';
import { learnOnline } from '../../ranking/learning/online.ts';
import { BehaviourActor, type Holds } from '../../state/behaviour/actor.ts';
import { behaviourOf } from '../../state/behaviour/behaviour.ts';
import type { BehaviourShard } from '../../state/behaviour/port.ts';
import { durableObjectSql } from '../../state/drivers/durable-object.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

/** What stays in memory, of which an object has 128 MB, and what was shown: at 10 products each, .2 of its 10 GB. */
const HOLDS: Holds = { neighbours: 300_000, steps: 200_000, impressions: 200_000 };

/** A turn of the event loop, in which other requests to the object are served. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** One shard of the shoppers of an account. */
export class BehaviourObject extends DurableObject {
  readonly #behaviour: BehaviourShard;

  constructor(state: DurableObjectState, bindings: object) {
    super(state, bindings);
    this.#behaviour = behaviourOf(
      new BehaviourActor({ sql: durableObjectSql(state.storage), holds: HOLDS, learner: learnOnline }),
      turn,
    );
  }

  /** One method of `BehaviourShard`. */
  ask(method: keyof BehaviourShard, values: unknown[]): Promise<Outcome> {
    return outcomeOf(() => (this.#behaviour[method] as (...all: unknown[]) => Promise<unknown>)(...values));
  }
}
