import type { LoggedDraws } from '../../core/logged-draws.ts';
import { scaleOf, valueOf } from '../recommend/diversify.ts';
import { softmax } from '../recommend/draw.ts';

/** Weights of parts by name; a part that is not named counts 0. */
export type NamedWeights = Readonly<Record<string, number>>;

/** What a policy would have done at a place of an answer that was drawn by another. */
export interface PlaceUnder {
  /** The chance of what was chosen under the policy, by the chance that it had, here and at the places before. */
  weight: number;
  /** Its signals, and what the policy's choice has of each on the mean. */
  chosen: readonly number[];
  expected: number[];
}

/**
 * The places of a logged answer under other weights. They choose among the candidates that were logged: what they would have brought up
 * beyond those is not told.
 */
export function under({ signals, parts, diversity, places }: LoggedDraws, weights: NamedWeights): PlaceUnder[] {
  const ordered = parts.map((part) => weights[part] ?? 0);
  const scores = signals.map((own) => {
    let score = 0;
    for (let i = 0; i < ordered.length; i++) score += (own[i] as number) * (ordered[i] as number);
    return score;
  });
  const scale = scaleOf(scores);
  let weight = 1;
  return places.map(({ among, likeness, chosen, propensity }) => {
    const chances = softmax(
      among.map((candidate, i) => valueOf((scores[candidate] as number) / scale, likeness[i] as number, diversity)),
    );
    weight *= (chances[chosen] as number) / propensity;
    const expected = parts.map(() => 0);
    for (const [i, candidate] of among.entries()) {
      const own = signals[candidate] as readonly number[];
      const chance = chances[i] as number;
      for (let part = 0; part < expected.length; part++) {
        expected[part] = (expected[part] as number) + chance * (own[part] as number);
      }
    }
    return { weight, chosen: signals[among[chosen] as number] as readonly number[], expected };
  });
}
