import type { LoggedDraws, LoggedPlace } from '../../core/logged-draws.ts';
import { type Choice, diversify, type Pick } from './diversify.ts';
import type { Parts } from './weights.ts';

/**
 * What separates candidates by a factor of e: of two whose values (the best score being 1) differ by .05, the better is drawn 2.7 times as
 * often; by .2, 55 times. So near-ties swap, which tells what their shoppers prefer, and clear winners stay.
 */
export const TEMPERATURE = 0.05;

/** What is drawn among. */
export interface Drawn extends Choice {
  signals: Parts;
}

/** What the log says of how an answer was ranked. */
export interface DrawnBy {
  kind: string;
  version: number;
  parts: readonly (keyof Parts)[];
}

/**
 * Chooses as `diversify` does, but draws each of the first 10 places among the 12 that are best for it, by
 * softmax(value / temperature): a Plackett–Luce policy (Plackett 1975) over what `diversify` maximises. Gives the list, and the log of its draws.
 */
export function draw<T extends Drawn>(
  choices: readonly T[],
  { diversity, limit, random }: { diversity: number; limit: number; random: () => number },
  { kind, version, parts }: DrawnBy,
): { chosen: T[]; draws: LoggedDraws } {
  /** By choice, its place in `signals`. */
  const numbers: (number | undefined)[] = [];
  const signals: number[][] = [];
  const places: LoggedPlace[] = [];
  const numberOf = (choice: number): number => {
    const known = numbers[choice];
    if (known !== undefined) return known;
    const own = (choices[choice] as T).signals;
    const number = signals.push(parts.map((part) => rounded(own[part]))) - 1;
    numbers[choice] = number;
    return number;
  };
  const pick: Pick = (best, values, likeness) => {
    const chances = softmax(values);
    const picked = drawnAt(chances, random());
    places.push({
      among: best.map(numberOf),
      likeness: likeness.map(rounded),
      chosen: picked,
      propensity: chances[picked] as number,
    });
    return picked;
  };
  const chosen = diversify(choices, diversity, limit, pick);
  return { chosen, draws: { kind, version, diversity, parts, signals, places } };
}

/** The chances of each to be drawn. */
export function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const shares = values.map((value) => Math.exp((value - most) / TEMPERATURE));
  let sum = 0;
  for (const share of shares) sum += share;
  return shares.map((share) => share / sum);
}

function drawnAt(chances: readonly number[], at: number): number {
  let passed = 0;
  for (let i = 0; i < chances.length; i++) {
    passed += chances[i] as number;
    if (at < passed) return i;
  }
  return chances.length - 1;
}

/** Four digits: the log is kept. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
