import { Best } from './best.ts';

/** What is chosen among. `features` say what is alike, none twice; `brand` is what of one kind is capped. */
export interface Choice {
  score: number;
  features: readonly string[];
  brand: string | null;
}

/**
 * Picks one of the best that may stand at the next place, by its index among them. They are told best first: which of the choices they are, their values
 * there, and how alike they are to what stands already.
 */
export type Pick = (best: readonly number[], values: readonly number[], likeness: readonly number[]) => number;

/** Of a list, no brand has more than this share while others are there, at least 2. */
const MOST_OF_A_BRAND = 0.4;

/** So many places are picked, each among so many of the best: what is logged of an answer stays small. */
const PICKED_PLACES = 10;
const PICKED_AMONG = 12;

/**
 * Chooses `limit` by maximal marginal relevance (Carbonell and Goldstein 1998): each next one has the highest (1 − d)·score − d·likeness to the
 * most alike that is chosen, likeness as the share of common features (Jaccard), scores by the highest as 1. `diversity` d is 0–1; 0 keeps the order.
 * `pick`, where it is given, picks for each of the first 10 places one of the 12 best.
 */
export function diversify<T extends Choice>(choices: readonly T[], diversity: number, limit: number, pick?: Pick): T[] {
  if (diversity === 0 && pick === undefined) return choices.slice(0, limit);
  const { scores, values, likeness, compared, brands } = roomFor(choices.length);
  for (const [i, { score }] of choices.entries()) scores[i] = score;
  const scale = scaleOf(scores.subarray(0, choices.length));
  const cap = diversity === 0 ? Infinity : Math.max(2, Math.ceil(limit * MOST_OF_A_BRAND));
  /** Of brands and of features, a number each. */
  const brandNumbers = new Map<string, number>();
  const featureNumbers = new Map<string, number>();
  /** By brand, how many are chosen. */
  const taken: number[] = [];
  let isSorted = true;
  for (let i = 1; i < choices.length; i++) isSorted &&= (scores[i] as number) <= (scores[i - 1] as number);
  const features: (readonly number[] | undefined)[] = [];
  const featuresOf = (one: number): readonly number[] =>
    (features[one] ??= (choices[one] as T).features.map((name) => numberOf(featureNumbers, name)));
  /** What is left of the first ones: the others are not looked at yet. */
  const left: number[] = [];
  let looked = 0;
  /** Whether there is one at this place of those that are left. */
  const isLeft = (at: number): boolean => {
    if (at < left.length) return true;
    if (looked === choices.length) return false;
    const { brand } = choices[looked] as T;
    brands[looked] = brand === null ? -1 : numberOf(brandNumbers, brand);
    values[looked] = valueOf((scores[looked] as number) / scale, 0, diversity);
    likeness[looked] = 0;
    compared[looked] = 0;
    left.push(looked);
    looked += 1;
    return true;
  };
  const isFull = (one: number): boolean => (taken[brands[one] as number] ?? 0) >= cap;
  const chosen: T[] = [];
  /** Of those that are chosen. */
  const had: (readonly number[])[] = [];
  while (chosen.length < limit && isLeft(0)) {
    let first = 0;
    while (isLeft(first) && isFull(left[first] as number)) first += 1;
    const isOpen = isLeft(first);
    const isPicked = pick !== undefined && chosen.length < PICKED_PLACES;
    const best = new Best<number>(isPicked ? PICKED_AMONG : 1);
    let { bar } = best;
    for (let at = 0; isLeft(at); at++) {
      const one = left[at] as number;
      const score = (scores[one] as number) / scale;
      // Those after it have no higher score, and so no higher value.
      if (isSorted && valueOf(score, 0, diversity) <= bar) break;
      // What was its value at a place before is the most that it can be: more is chosen now, so it is no less alike to that.
      if ((isOpen && isFull(one)) || (values[one] as number) <= bar) continue;
      const own = featuresOf(one);
      let most = likeness[one] as number;
      for (let i = compared[one] as number; i < had.length; i++) {
        most = Math.max(most, jaccard(own, had[i] as readonly number[]));
      }
      compared[one] = had.length;
      likeness[one] = most;
      const value = valueOf(score, most, diversity);
      values[one] = value;
      if (value <= bar) continue;
      best.add(at, value);
      bar = best.bar;
    }
    const { list } = best;
    const ones = list.map(({ id }) => left[id] as number);
    const picked = isPicked
      ? pick(
          ones,
          list.map(({ value }) => value),
          ones.map((one) => likeness[one] as number),
        )
      : 0;
    const next = ones[picked];
    if (next === undefined) break;
    left.splice((list[picked] as { id: number }).id, 1);
    chosen.push(choices[next] as T);
    const brand = brands[next] as number;
    if (brand >= 0) taken[brand] = (taken[brand] ?? 0) + 1;
    if (diversity > 0) had.push(featuresOf(next));
  }
  return chosen;
}

/** By choice: its score, its value as it was worked out last, its likeness to so many of the chosen, and the number of its brand, −1 for none. */
interface Room {
  scores: Float64Array;
  values: Float64Array;
  likeness: Float64Array;
  compared: Int32Array;
  brands: Int32Array;
}

/** One for all answers: each is chosen in one go. */
let room: Room | null = null;

function roomFor(choices: number): Room {
  if (room !== null && room.scores.length >= choices) return room;
  const size = 2 * choices;
  const [scores, values, likeness] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  room = { scores, values, likeness, compared: new Int32Array(size), brands: new Int32Array(size) };
  return room;
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
export function scaleOf(scores: Iterable<number>): number {
  let highest = 0;
  for (const score of scores) if (score > highest) highest = score;
  return highest > 0 ? highest : 1;
}

/** Of lists of a few, none twice: looking through them is quicker than any set. */
function jaccard(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  let common = 0;
  for (const one of a) if (b.includes(one)) common += 1;
  return common / (a.length + b.length - common);
}
