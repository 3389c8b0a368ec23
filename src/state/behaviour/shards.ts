import { hash } from './hash.ts';
import { MOST_NEIGHBOURS } from './item-graph.ts';
import type { Behaviour, BehaviourShard, EventOutcome, ItemCounts, Neighbour } from './port.ts';
import { unknownShopper } from './unknown-shopper.ts';

/**
 * One shop's behaviour over several shards: each shopper stands in the one that their id says, with their events and the counts that
 * come of them; counts are summed when they are asked. What was shown to nobody known stands by the answer's id: events of a shopper in
 * another shard do not join it, since an event and all that comes of it are one transaction of one shard. With one shard it is that shard.
 */
export function shardedBehaviour(shards: readonly BehaviourShard[]): Behaviour {
  const [first] = shards;
  if (first === undefined) throw new Error('a behaviour of no shards');
  if (shards.length === 1) return first;
  // The same for as long as there are that many shards.
  const of = (id: string): BehaviourShard => shards[hash(id) % shards.length] as BehaviourShard;
  const all = <Result>(ask: (shard: BehaviourShard) => Promise<Result>): Promise<Result[]> =>
    Promise.all(shards.map(ask));

  const summed = async (ids: readonly string[], limit: number) => {
    const parts = await all((shard) => shard.neighbours(ids, limit === 0 ? 0 : MOST_NEIGHBOURS));
    const neighbours = ids.map((_, i) =>
      summedNeighbours(
        parts.map((part) => part.neighbours[i] ?? []),
        limit,
      ),
    );
    const named = new Set([...ids, ...neighbours.flat().map(({ id }) => id)]);
    // A neighbour that one shard names may have counts in the others too.
    const missing = await Promise.all(
      shards.map((shard, i) => {
        const told = new Set(parts[i]?.counts.map(({ id }) => id));
        const rest = [...named].filter((id) => !told.has(id));
        return rest.length === 0 ? [] : shard.neighbours(rest, 0).then(({ counts }) => counts);
      }),
    );
    const counts = summedCounts([...parts.flatMap((part) => part.counts), ...missing.flat()]);
    return {
      neighbours,
      counts: [...named].map((id) => counts.get(id) ?? { id, popularity: 0, events: 0, weight: 0 }),
    };
  };

  return {
    async record(events, traits) {
      const outcomes = Array.from<EventOutcome>({ length: events.length });
      await all(async (shard) => {
        const places = [...events.keys()].filter((i) => of(events[i]?.shopper ?? '') === shard);
        if (places.length === 0) return;
        const own = places.map((i) => events[i] as (typeof events)[number]);
        const named = new Set(own.map(({ productId }) => productId));
        const told = await shard.record(
          own,
          traits.filter(({ id }) => named.has(id)),
        );
        for (const [at, i] of places.entries()) outcomes[i] = told[at] as EventOutcome;
      });
      return outcomes;
    },
    shopper: (id) => of(id).shopper(id),
    prefer: (id, change) => of(id).prefer(id, change),
    // What was shown or set aside may stand in another shard, of before a merge.
    forget: async (id) => (await all((shard) => shard.forget(id))).includes(true),
    async merge(from, into) {
      if (of(from) === of(into)) return await of(into).merge(from, into);
      const luggage = await of(from).luggage(from);
      if (luggage === null) throw unknownShopper(from);
      // In this order nothing is lost on the way but what was shown to the guest, and what comes twice counts once.
      const shopper = await of(into).receive(into, luggage);
      await of(from).forget(from);
      return shopper;
    },
    neighbours: summed,
    async popular(limit) {
      const best = (await all((shard) => shard.popular(2 * limit))).flat();
      const { counts } = await summed([...new Set(best.map(({ id }) => id))], 0);
      return counts.toSorted((a, b) => b.popularity - a.popularity || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    shown: (impression) => of(impression.shopper ?? impression.answerId).shown(impression),
    outcomes: async (since, limit) =>
      (await all((shard) => shard.outcomes(since, limit)))
        .flat()
        .toSorted((a, b) => b.at - a.at || (a.answerId < b.answerId ? -1 : 1))
        .slice(0, limit),
    learnt: async () => (await all((shard) => shard.learnt())).flat(),
    replay: async (page) => (await all((shard) => shard.replay(page))).flat(),
    setAside: async (letters) =>
      void (await all(async (shard) => {
        const own = letters.filter(({ shopper, id }) => of(shopper ?? id) === shard);
        if (own.length > 0) await shard.setAside(own);
      })),
    deadLetters: async (limit, ids) =>
      (await all((shard) => shard.deadLetters(limit, ids)))
        .flat()
        .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    dropDead: async (ids) => (await all((shard) => shard.dropDead(ids))).reduce((sum, part) => sum + part, 0),
  };
}

function summedNeighbours(parts: readonly Neighbour[][], limit: number): Neighbour[] {
  const sums = new Map<string, Neighbour>();
  for (const one of parts.flat()) {
    const { after, before, boughtTogether } = sums.get(one.id) ?? { after: 0, before: 0, boughtTogether: 0 };
    sums.set(one.id, {
      id: one.id,
      after: after + one.after,
      before: before + one.before,
      boughtTogether: boughtTogether + one.boughtTogether,
    });
  }
  return [...sums.values()]
    .toSorted((a, b) => b.after + b.before - (a.after + a.before) || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function summedCounts(parts: readonly ItemCounts[]): Map<string, ItemCounts> {
  const sums = new Map<string, ItemCounts>();
  for (const one of parts) {
    const { popularity, events, weight } = sums.get(one.id) ?? { popularity: 0, events: 0, weight: 0 };
    sums.set(one.id, {
      id: one.id,
      popularity: popularity + one.popularity,
      events: events + one.events,
      weight: weight + one.weight,
    });
  }
  return sums;
}
