import { drawIndex, drawWords, setsOf } from './draw.ts';
import { sumOf } from './least-squares.ts';
import { complement, type Mask, maskKey, sizeOf } from './mask.ts';

/** Groups of draws, by which the regression is tried on what it has not seen. */
export const GROUPS = 10;

/** A mask with its weight in the regression. */
export interface Coalition {
  mask: Mask;
  weight: number;
  /** Which group of draws it is of; null where every mask of its size is there. */
  group: number | null;
}

/**
 * Up to so many masks by the Shapley kernel, which weighs a size s of n words by (n − 1) / (s (n − s)), neither all words nor none. Sizes go
 * in pairs s, n − s from the outside: one whose masks would be drawn about once each is taken whole, and from the first that would not be
 * on masks are drawn, each with its complement (antithetic). Weights of all sizes sum to the kernel's.
 * Source: Lundberg & Lee 2017, "A Unified Approach to Interpreting Model Predictions", arXiv:1705.07874, theorem 2; the plan of sizes and
 * the pairs are those of the authors' code.
 */
export function coalitions(count: number, samples: number, random: () => number): Coalition[] {
  const masses = Array.from({ length: Math.floor(count / 2) }, (_, i) => {
    const size = i + 1;
    return (size * 2 === count ? 1 : 2) / (size * (count - size));
  });
  const found: Coalition[] = [];
  let left = samples;
  let outer = 0;
  for (; outer < masses.length; outer++) {
    const size = outer + 1;
    const sides = size * 2 === count ? 1 : 2;
    const number = sides * setCount(count, size);
    const share = (masses[outer] ?? 0) / sumOf(masses.slice(outer));
    if (left * share < number) break;
    const weight = (masses[outer] ?? 0) / number;
    for (const mask of setsOf(count, size)) {
      found.push({ mask, weight, group: null });
      if (sides === 2) found.push({ mask: complement(mask), weight, group: null });
    }
    left -= number;
  }
  if (outer === masses.length) return found;
  return [
    ...found,
    ...drawn(count, { masses: masses.map((mass, i) => (i < outer ? 0 : mass)), samples: left, random }),
  ];
}

/** Pairs of a mask and its complement. What is drawn again only gains weight, so there are fewer where few sets are left. */
function drawn(
  count: number,
  { masses, samples, random }: { masses: readonly number[]; samples: number; random: () => number },
): Coalition[] {
  const pairs = new Map<string, { mask: Mask; times: number }>();
  let draws = 0;
  for (; pairs.size * 2 + 2 <= samples && draws < 4 * samples; draws++) {
    const set = drawWords(count, drawIndex(masses, random) + 1, random);
    const mask = sizeOf(set) * 2 === count && set[0] === 0 ? complement(set) : set;
    const key = maskKey(mask);
    pairs.set(key, { mask, times: (pairs.get(key)?.times ?? 0) + 1 });
  }
  const mass = sumOf(masses);
  return [...pairs.values()].flatMap(({ mask, times }, i): Coalition[] => {
    const one = { weight: (mass * times) / (2 * draws), group: i % GROUPS };
    return [
      { mask, ...one },
      { mask: complement(mask), ...one },
    ];
  });
}

/** n over k. */
function setCount(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
}
