import { type Mask, only, type ValueOf } from './mask.ts';

/** Groups of words as players: the coalitions to be scored, and each group's share once they are. */
export interface ExactShares {
  masks: readonly Mask[];
  share(valueOf: ValueOf): number[];
}

/**
 * The Shapley values of groups of words, exact: every coalition of them is a mask, so 2 to the number of groups. `kept` are words that are
 * there in any. Σ shares = value of all groups − value of none (efficiency).
 * Source: Shapley 1953, "A Value for n-Person Games": Σ over S without i of |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)).
 */
export function exactShares(
  count: number,
  groups: readonly (readonly number[])[],
  kept: readonly number[],
): ExactShares {
  const players = groups.length;
  const masks = Array.from({ length: 2 ** players }, (_, coalition) =>
    only(count, [...kept, ...groups.flatMap((words, player) => (isIn(coalition, player) ? words : []))]),
  );
  return {
    masks,
    share(valueOf) {
      const values = masks.map(valueOf);
      const weights = coalitionWeights(players);
      return groups.map((_, player) =>
        values.reduce((sum, value, coalition) => {
          if (isIn(coalition, player)) return sum;
          const gain = (values[coalition | (1 << player)] ?? 0) - value;
          return sum + (weights[bits(coalition)] ?? 0) * gain;
        }, 0),
      );
    },
  };
}

const isIn = (coalition: number, player: number): boolean => ((coalition >> player) & 1) === 1;

function bits(coalition: number): number {
  let count = 0;
  for (let rest = coalition; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/** s! (n − s − 1)! / n! by the size s of the coalition that a player joins. */
function coalitionWeights(players: number): number[] {
  let weight = 1 / players;
  return Array.from({ length: players }, (_, size) => {
    if (size > 0) weight *= size / (players - size);
    return weight;
  });
}
