import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { learnOnline } from '../../ranking/learning/online.ts';
import { BehaviourActor, type Holds } from '../../state/behaviour/actor.ts';
import { behaviourOf } from '../../state/behaviour/behaviour.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import { shardedBehaviour } from '../../state/behaviour/shards.ts';
import { type NodeSqlite, nodeSqlite } from '../../state/drivers/node-sqlite.ts';
import { shardName } from '../shard-name.ts';

/** The shoppers of every account, each account's in files of its own that are opened when first needed. */
export interface NodeBehaviour {
  /** Throws AppError when a file cannot be opened. */
  of(account: string): Behaviour;
  close(): void;
}

/** What stays in memory of a file, about 250 MB when all of it is used, and what was shown on the disk: at 10 products each, 2.1 GB. */
const HOLDS: Holds = { neighbours: 1_500_000, steps: 1_000_000, impressions: 2_000_000 };

/** For so many milliseconds events are gathered: what is written together waits for the disk together. */
const GATHER = 5;

/** Where the files lie. `shards`: in how many of them an account's shoppers lie; they are not found again under another number. */
export interface BehaviourFiles {
  directory: string;
  shards: number;
}

/** Opens nothing yet. */
export function nodeBehaviour({ directory, shards }: BehaviourFiles): NodeBehaviour {
  const open: NodeSqlite[] = [];
  const known = new Map<string, Behaviour>();
  const opened = (account: string, shard: number) => {
    const sql = nodeSqlite(join(directory, 'behaviour', `${shardName(account, shard, shards)}.sqlite`));
    try {
      const behaviour = behaviourOf(new BehaviourActor({ sql, holds: HOLDS, learner: learnOnline }), () =>
        pause(GATHER),
      );
      open.push(sql);
      return behaviour;
    } catch (error) {
      sql.close();
      throw error;
    }
  };
  return {
    of(account) {
      const behaviour =
        known.get(account) ?? shardedBehaviour(Array.from({ length: shards }, (_, shard) => opened(account, shard)));
      known.set(account, behaviour);
      return behaviour;
    },
    close: () => {
      for (const sql of open) sql.close();
    },
  };
}
