import type { DurableObjectNamespace } from '@cloudflare/workers-types';
import type { Behaviour, BehaviourShard } from '../../state/behaviour/port.ts';
import { shardedBehaviour } from '../../state/behaviour/shards.ts';
import { type Asked, stubOf } from '../outcome.ts';
import { shardName } from '../shard-name.ts';

/** The namespace of the objects that keep shoppers. */
export interface BehaviourBindings {
  BEHAVIOUR: DurableObjectNamespace;
}

const METHODS: Readonly<Record<keyof BehaviourShard, true>> = {
  record: true,
  shopper: true,
  prefer: true,
  forget: true,
  merge: true,
  luggage: true,
  receive: true,
  neighbours: true,
  popular: true,
  shown: true,
  outcomes: true,
  learnt: true,
  replay: true,
  setAside: true,
  deadLetters: true,
  dropDead: true,
};

/** The shoppers of an account, in so many objects. */
export function behaviourStub({ BEHAVIOUR }: BehaviourBindings, account: string, shards: number): Behaviour {
  return shardedBehaviour(
    Array.from({ length: shards }, (_, shard) => {
      const name = shardName(account, shard, shards);
      return stubOf<BehaviourShard>(() => BEHAVIOUR.getByName(name) as unknown as Asked, METHODS);
    }),
  );
}
