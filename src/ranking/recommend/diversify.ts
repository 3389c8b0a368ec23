import { Best } from './best.ts';

/** What is chosen among. `features` say what is alike, none twice; `brand` is what of one kind is capped. */
export interface Choice {
  score: number;
  features: readonly string[];
  brand: string | null;
}

/** A choice that may stand at the next place: its value there, and how alike it is to what stands already. */
export interface Open<T> {
  choice: T;
  value: number;
  likeness: number;
}

/** Of a list, no brand has more than this share while others are there, at least 2. */
const MOST_OF_A_BRAND = 0.4;

/** So many places are picked, each among so many of the best: what is logged of an answer stays small. */
const PICKED_PLACES = 10;
const PICKED_AMONG = 12;

/**
 * Chooses `limit` by maximal marginal relevance (Carbonell and Goldstein 1998): each next one has the highest (1 − d)·score − d·likeness to the
 * most alike that is chosen, likeness as the share of common features (Jaccard), scores by the highest as 1. `diversity` d is 0–1; 0 keeps the order.
 * `pick`, where it is given, picks for each of the first 10 places one of the 12 best, which it is told best first.
 */
export function diversify<T extends Choice>(
  choices: readonly T[],
  diversity: number,
  limit: number,
  pick?: (best: readonly Open<T>[]) => number,
): T[] {
  if (diversity === 0 && pick === undefined) return choices.slice(0, limit);
  const scale = scaleOf(choices.map(({ score }) => score));
  const cap = diversity === 0 ? Infinity : Math.max(2, Math.ceil(limit * MOST_OF_A_BRAND));
  /** Of brands and of features, a number each. */
  const brands = new Map<string, number>();
  const numbers = new Map<string, number>();
  /** By brand, how many are chosen. */
  const taken: number[] = [];
  const isSorted = choices.every(({ score }, i) => i === 0 || score <= (choices[i - 1] as T).score);
  /** What is left of the first ones: the others are not looked at yet. */
  const left: Left<T>[] = [];
  let looked = 0;
  const leftAt = (i: number): Left<T> | undefined => {
    const choice = i < left.length ? undefined : choices[looked];
    if (choice !== undefined) {
      looked += 1;
      const brand = choice.brand === null ? null : numberOf(brands, choice.brand);
      const value = valueOf(choice.score / scale, 0, diversity);
      left.push({ choice, value, likeness: 0, compared: 0, brand, features: null });
    }
    return left[i];
  };
  const isFull = ({ brand }: Left<T>): boolean => brand !== null && (taken[brand] ?? 0) >= cap;
  const featuresOf = (one: Left<T>): readonly number[] =>
    (one.features ??= one.choice.features.map((name) => numberOf(numbers, name)));
  const chosen: T[] = [];
  /** Of those that are chosen. */
  const had: (readonly number[])[] = [];
  while (chosen.length < limit && leftAt(0) !== undefined) {
    let first = leftAt(0);
    for (let i = 1; first !== undefined && isFull(first); i++) first = leftAt(i);
    const open = first !== undefined;
    const isPicked = pick !== undefined && chosen.length < PICKED_PLACES;
    const best = new Best<number>(isPicked ? PICKED_AMONG : 1);
    for (let i = 0, one = leftAt(0); one !== undefined; one = leftAt(++i)) {
      // Those after it have no higher score, and so no higher value.
      if (isSorted && !best.takes(valueOf(one.choice.score / scale, 0, diversity))) break;
      // What was its value at a place before is the most that it can be: more is chosen now, so it is no less alike to that.
      if ((open && isFull(one)) || !best.takes(one.value)) continue;
      for (; one.compared < had.length; one.compared++) {
        one.likeness = Math.max(one.likeness, jaccard(featuresOf(one), had[one.compared] as readonly number[]));
      }
      one.value = valueOf(one.choice.score / scale, one.likeness, diversity);
      best.add(i, one.value);
    }
    const picked = isPicked ? pick(best.list.map(({ id }) => left[id] as Open<T>)) : 0;
    const [next] = left.splice(best.list[picked]?.id ?? 0, 1);
    if (next === undefined) break;
    chosen.push(next.choice);
    if (next.brand !== null) taken[next.brand] = (taken[next.brand] ?? 0) + 1;
    if (diversity > 0) had.push(featuresOf(next));
  }
  return chosen;
}

/** A choice that is left: how many of the chosen its likeness is to, and by number its brand and, once they are looked at, its features. */
interface Left<T> extends Open<T> {
  compared: number;
  brand: number | null;
  features: readonly number[] | null;
}

function numberOf(known: Map<string, number>, name: string): number {
  const before = known.get(name);
  if (before !== undefined) return before;
  known.set(name, known.size);
  return known.size - 1;
}

/** What is made most at a place: of a score by its scale, and the likeness to what stands already. */
export const valueOf = (score: number, likeness: number, diversity: number): number =>
  (1 - diversity) * score - diversity * likeness;

/** The score that counts as 1: the highest, unless nothing is above 0. */
export function scaleOf(scores: readonly number[]): number {
  const highest = Math.max(...scores);
  return highest > 0 ? highest : 1;
}

/** Of lists of a few, none twice: looking through them is quicker than any set. */
function jaccard(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  let common = 0;
  for (const one of a) if (b.includes(one)) common += 1;
  return common / (a.length + b.length - common);
}
