/** What a hit is placed by. `pinned`: a rule of the shop holds it where it is. */
export interface Placed {
  relation: string;
  conflicts: readonly string[];
  soldOut: boolean;
  pinned: boolean;
  /** With what suits the shopper in it. */
  score: number;
}

/**
 * Orders hits for one shopper. Only hits that answer alike change places: those of one relation, that contradict the query or don't, and are
 * sold out or aren't. So which relation stands at which place is as it is for everybody, nothing that breaks a demand of the query comes before
 * what it stood behind and keeps it, and what is pinned stays. Of equal scores the one that came first.
 */
export function personalise<Hit extends Placed>(hits: readonly Hit[]): Hit[] {
  const groups = new Map<string, number[]>();
  for (const [place, { relation, conflicts, soldOut, pinned }] of hits.entries()) {
    if (pinned) continue;
    const key = `${relation} ${conflicts.length > 0} ${soldOut}`;
    const places = groups.get(key) ?? [];
    places.push(place);
    groups.set(key, places);
  }
  const ordered = [...hits];
  for (const places of groups.values()) {
    const own = places.map((place) => hits[place] as Hit).toSorted((a, b) => b.score - a.score);
    for (const [i, place] of places.entries()) ordered[place] = own[i] as Hit;
  }
  return ordered;
}
