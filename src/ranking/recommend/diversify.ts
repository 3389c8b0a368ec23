/** What is chosen among. `features` say what is alike; `brand` is what of one kind is capped. */
export interface Choice {
  score: number;
  features: readonly string[];
  brand: string | null;
}

/** Of a list, no brand has more than this share while others are there, at least 2. */
const MOST_OF_A_BRAND = 0.4;

/**
 * Chooses `limit` by maximal marginal relevance (Carbonell and Goldstein 1998): each next one has the highest (1 − d)·score − d·likeness to the
 * most alike that is chosen, likeness as the share of common features (Jaccard), scores by the highest as 1. `diversity` d is 0–1; 0 keeps the order.
 */
export function diversify<T extends Choice>(choices: readonly T[], diversity: number, limit: number): T[] {
  if (diversity === 0) return choices.slice(0, limit);
  const highest = Math.max(...choices.map(({ score }) => score)) || 1;
  const cap = Math.max(2, Math.ceil(limit * MOST_OF_A_BRAND));
  const left = choices.map((choice) => ({ choice, likeness: 0, features: new Set(choice.features) }));
  const chosen: T[] = [];
  const brands = new Map<string, number>();
  while (chosen.length < limit && left.length > 0) {
    const isFull = ({ choice: { brand } }: { choice: T }): boolean => brand !== null && (brands.get(brand) ?? 0) >= cap;
    const open = left.some((one) => !isFull(one));
    let best = -1;
    let most = -Infinity;
    for (const [i, one] of left.entries()) {
      if (open && isFull(one)) continue;
      const value = ((1 - diversity) * one.choice.score) / highest - diversity * one.likeness;
      if (value > most) [best, most] = [i, value];
    }
    const [next] = left.splice(best, 1);
    if (next === undefined) break;
    chosen.push(next.choice);
    const { brand } = next.choice;
    if (brand !== null) brands.set(brand, (brands.get(brand) ?? 0) + 1);
    for (const one of left) one.likeness = Math.max(one.likeness, jaccard(one.features, next.features));
  }
  return chosen;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((one) => b.has(one)).length;
  return common / (a.size + b.size - common);
}
