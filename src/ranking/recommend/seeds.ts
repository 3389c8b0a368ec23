/** So many of the last products speak for what comes next. */
const MOST_SEEDS = 10;

/** A product that an answer starts from, and how much it counts. */
export interface Seed {
  id: string;
  weight: number;
}

/** The last different products of a history, the newest first: g steps back counts 1/g. `history` is oldest first. */
export function seedsOf(history: readonly string[]): Seed[] {
  const newest = new Set<string>();
  for (let i = history.length - 1; i >= 0 && newest.size < MOST_SEEDS; i--) newest.add(history[i] as string);
  return [...newest].map((id, i) => ({ id, weight: 1 / (i + 1) }));
}
