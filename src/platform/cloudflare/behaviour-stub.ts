import type { DurableObjectNamespace } from '@cloudflare/workers-types';
import type { Behaviour, BehaviourShard } from '../../state/behaviour/port.ts';
import { shardedBehaviour } from '../../state/behaviour/shards.ts';
import { type Asked, stubOf } from '../outcome.ts';
import { BEHAVIOUR_METHODS } from '../port-methods.ts';
import { shardName } from '../shard-name.ts';

/** The namespace of the objects that keep shoppers. */
export interface BehaviourBindings {
  BEHAVIOUR: DurableObjectNamespace;
}

/** The shoppers of an account, in so many objects. */
export function behaviourStub({ BEHAVIOUR }: BehaviourBindings, account: string, shards: number): Behaviour {
  return shardedBehaviour(
    Array.from({ length: shards }, (_, shard) => {
      const name = shardName(account, shard, shards);
      return stubOf<BehaviourShard>(() => BEHAVIOUR.getByName(name) as unknown as Asked, BEHAVIOUR_METHODS);
    }),
  );
}
