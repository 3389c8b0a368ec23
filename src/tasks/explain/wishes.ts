import { overlaps } from '../../core/overlaps.ts';
import type { Agreement } from '../../ranking/explain/agreement.ts';
import type { Mask, ValueOf } from '../../ranking/explain/mask.ts';
import { exactShares } from '../../ranking/explain/shapley.ts';
import type { SeenWords } from './seen-words.ts';

/** The most wishes that are players: 16 coalitions. */
const MOST = 4;

/** The game of a query's wishes: the masks to be scored, and each wish's share once they are. */
export interface WishGame {
  masks: readonly Mask[];
  /** One a wish, in their order; null where it has no words of its own, or comes after those that are measured. */
  share(valueOf: ValueOf): (number | null)[];
}

/** The first wishes of a query as players, each by its words, with everything else there. A word that two share is the first one's. */
export function wishGame(wishes: readonly Agreement[], { words }: SeenWords): WishGame {
  const taken = new Set<number>();
  const groups = wishes.map(({ at }) => {
    const own = [...words.keys()].filter((i) => {
      const word = words[i];
      return word?.field === 'query' && at !== null && overlaps(word, at) && !taken.has(i);
    });
    for (const i of own) taken.add(i);
    return own;
  });
  const players = [...groups.keys()].filter((i) => (groups[i]?.length ?? 0) > 0).slice(0, MOST);
  const playing = new Set(players.flatMap((i) => groups[i] ?? []));
  const kept = [...words.keys()].filter((i) => !playing.has(i));
  const game = exactShares(
    words.length,
    players.map((i) => groups[i] ?? []),
    kept,
  );
  return {
    masks: game.masks,
    share(valueOf) {
      const shares = game.share(valueOf);
      return wishes.map((_, i) => shares[players.indexOf(i)] ?? null);
    },
  };
}
