import type { LoggedDraws } from '../../core/logged-draws.ts';
import { scaleOf, valueOf } from '../recommend/diversify.ts';
import { softmax } from '../recommend/draw.ts';

/** Weights of parts by name; a part that is not named counts 0. */
export type NamedWeights = Readonly<Record<string, number>>;

/**
 * The chances of a logged answer's candidates under other weights: by drawn place, of each that it was drawn among. They choose among the
 * candidates that were logged: what they would have brought up beyond those is not told.
 */
export function chancesUnder({ signals, parts, diversity, places }: LoggedDraws, weights: NamedWeights): number[][] {
  const ordered = parts.map((part) => weights[part] ?? 0);
  const scores = signals.map((own) => {
    let score = 0;
    for (let i = 0; i < ordered.length; i++) score += (own[i] as number) * (ordered[i] as number);
    return score;
  });
  const scale = scaleOf(scores);
  return places.map(({ among, likeness }) =>
    softmax(
      among.map((candidate, i) => valueOf((scores[candidate] as number) / scale, likeness[i] as number, diversity)),
    ),
  );
}

/** By drawn place: the chance of what was chosen here and at the places before, by the chance that it had when it was shown. */
export function weightsUnder(draws: LoggedDraws, weights: NamedWeights): number[] {
  const chances = chancesUnder(draws, weights);
  let weight = 1;
  return draws.places.map(({ chosen, propensity }, place) => {
    weight *= (chances[place]?.[chosen] as number) / propensity;
    return weight;
  });
}
