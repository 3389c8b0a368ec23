import * as classification from '../eval/classification.ts';
import type { Classified, Sure } from '../eval/classification.ts';
import { measured } from '../eval/bootstrap.ts';
import { randomOf } from '../../core/random.ts';

/** One answer beside its label: how many things were right, of those answered and of those to be found; 1 of 1 where there is one to choose. */
export interface Outcome {
  /** The text that it belongs to: what is drawn together when chance is estimated. */
  group: string;
  right: number;
  answered: number;
  expected: number;
  /** The answer, to be compared with another pack's. */
  said: string;
}

/** A pack's answers to labelled examples. `metrics` has the one that decides, under `metric`, and others for the reader. */
export interface Measured {
  metric: string;
  outcomes: Outcome[];
  metrics: Record<string, number>;
}

/** Draws of the bootstrap. */
const DRAWS = 1000;

/** F1 over all outcomes: 2 · right / (answered + expected). With one thing to choose it is the accuracy. */
export function f1(outcomes: readonly Outcome[]): number {
  let right = 0;
  let both = 0;
  for (const one of outcomes) {
    right += one.right;
    both += one.answered + one.expected;
  }
  return both === 0 ? 1 : (2 * right) / both;
}

/** The mean of the F1 of each class that is to be found. */
export const macroF1 = (pairs: readonly Classified[]): number =>
  measured(classification.macroF1('macro_f1', [pairs]), 1);

/** Expected calibration error, as the harness has it. */
export const calibrationError = (answers: readonly Sure[]): number =>
  measured(classification.calibrationError('ece', [answers]), 1);

/** The mean of −log p over the probabilities that the true classes were given. */
export function logLoss(probabilities: readonly number[]): number {
  const sum = probabilities.reduce((loss, p) => loss - Math.log(Math.max(1e-4, p)), 0);
  return sum / Math.max(1, probabilities.length);
}

/**
 * Between which values the gain in F1 lies with 95 % certainty, by drawing the texts anew with replacement (percentile bootstrap, Efron
 * 1979; 1,000 draws). Both lists are of the same examples.
 */
export function gainInterval(before: readonly Outcome[], after: readonly Outcome[], seed: number): [number, number] {
  const places = [...Map.groupBy(before.keys(), (i) => before[i]?.group).values()];
  const random = randomOf(seed);
  const gains = Array.from({ length: DRAWS }, () => {
    const drawn = places.flatMap(() => places[Math.floor(random() * places.length)] ?? []);
    const of = (outcomes: readonly Outcome[]): number => f1(drawn.map((i) => outcomes[i] as Outcome));
    return of(after) - of(before);
  }).toSorted((a, b) => a - b);
  return [gains[Math.floor(DRAWS * 0.025)] ?? 0, gains[Math.ceil(DRAWS * 0.975) - 1] ?? 0];
}
