import type { LoggedDraws, ReplayedAnswer } from '../../core/logged-draws.ts';
import {
  doublyRobust,
  effectiveSize,
  type Estimate,
  intervalOf,
  ipw,
  type ModelledRow,
  selfNormalisedInfluence,
  snipwInfluence,
} from './estimators.ts';
import { chancesUnder, type NamedWeights, weightsUnder } from './policy.ts';
import { examination } from './rewards.ts';
import { Ridge } from './ridge.ts';

/** The prior of the reward model, in answers: few rows say little. */
const PENALTY = 1;

/** A weight counts for at most so much: what it loses in exactness is less than what single rows would blur (Ionides 2008). */
const MOST_WEIGHT = 10;

/** What replay says of a policy against another: the estimates of the difference of their rewards an answer. */
export interface Difference {
  ipw: Estimate;
  snipw: Estimate;
  dr: Estimate;
  /** Doubly robust, self-normalised and with weights of at most 10: the one with the least noise. */
  sndr: Estimate;
  /** The reward an answer of the second by that. */
  base: Estimate;
}

/** The rows of one place of all answers that have it, and which answers these are. */
interface PlaceRows {
  rows: ModelledRow[];
  answers: number[];
}

/**
 * Logged answers under several weights. Each answer is taken in once, so that pages of a log may come one after the other.
 * The value of a policy is the mean over answers of the rewards of their drawn places.
 */
export class Replay<Name extends string> {
  readonly #weights: Readonly<Record<Name, NamedWeights>>;
  readonly #answers: ReplayedAnswer[] = [];
  /** By policy and answer, the weights of its places. */
  readonly #under = new Map<Name, number[][]>();
  readonly #rows = new Map<Name, PlaceRows[]>();
  #models: number[][] | null = null;

  constructor(weights: Readonly<Record<Name, NamedWeights>>) {
    this.#weights = weights;
    for (const name of Object.keys(weights) as Name[]) this.#under.set(name, []);
  }

  /** How many answers it has. */
  get size(): number {
    return this.#answers.length;
  }

  add(answer: ReplayedAnswer): void {
    for (const [name, answers] of this.#under) answers.push(weightsUnder(answer.draws, this.#weights[name]));
    this.#answers.push(answer);
  }

  /** How many answers chosen by the policy itself would say as much: the mean over places, by how many shoppers look at them. */
  effective(name: Name): number {
    const answers = this.#under.get(name) as number[][];
    const places = Math.max(0, ...answers.map(({ length }) => length));
    let [sum, looks] = [0, 0];
    for (let place = 0; place < places; place++) {
      const look = examination(place + 1);
      sum += look * effectiveSize(answers.flatMap((own) => own[place] ?? []));
      looks += look;
    }
    return looks === 0 ? 0 : sum / looks;
  }

  /** Fits the model of rewards. Like `prepare` it is the longer part of a difference, that others may have their turn between the parts. */
  fit(): void {
    this.#models ??= this.#fitted();
  }

  /** Works out what `difference` asks of a policy. No answer is to be added after it. */
  prepare(name: Name): PlaceRows[] {
    this.fit();
    const rows = this.#rows.get(name) ?? this.#rowsOf(name, this.#models as number[][]);
    this.#rows.set(name, rows);
    return rows;
  }

  /** A policy against another. */
  difference(name: Name, base: Name): Difference {
    const [one, other] = [this.prepare(name), this.prepare(base)];
    const gain = (influence: (rows: readonly ModelledRow[]) => number[]): Estimate => {
      const former = this.#byAnswer(other, influence);
      return intervalOf(this.#byAnswer(one, influence).map((value, i) => value - (former[i] as number)));
    };
    const sndr = (rows: readonly ModelledRow[]): number[] => selfNormalisedInfluence(rows.map(truncated));
    return {
      ipw: gain(ipw),
      snipw: gain(snipwInfluence),
      dr: gain(doublyRobust),
      sndr: gain(sndr),
      base: intervalOf(this.#byAnswer(other, sndr)),
    };
  }

  /** What an estimator makes of each place, summed up by answer. */
  #byAnswer(places: readonly PlaceRows[], influence: (rows: readonly ModelledRow[]) => number[]): number[] {
    const sums = this.#answers.map(() => 0);
    for (const { rows, answers } of places) {
      const moved = influence(rows);
      for (const [i, answer] of answers.entries()) sums[answer] = (sums[answer] as number) + (moved[i] as number);
    }
    return sums;
  }

  #rowsOf(name: Name, models: readonly number[][]): PlaceRows[] {
    const places: PlaceRows[] = [];
    for (const [i, { draws, rewards }] of this.#answers.entries()) {
      const own = this.#under.get(name)?.[i] as number[];
      const chances = chancesUnder(draws, this.#weights[name]);
      const model = models[i % 2] as number[];
      const modelled = draws.signals.map((signals) => worth(model, signals));
      for (const [place, { among, chosen }] of draws.places.entries()) {
        const look = examination(place + 1);
        let expected = 0;
        for (let k = 0; k < among.length; k++) {
          expected += (chances[place]?.[k] as number) * (modelled[among[k] as number] as number);
        }
        const { rows, answers } = (places[place] ??= { rows: [], answers: [] });
        answers.push(i);
        rows.push({
          weight: own[place] as number,
          reward: rewards[place] ?? 0,
          former: own[place - 1] ?? 1,
          predicted: look * (modelled[among[chosen] as number] as number),
          expected: look * expected,
        });
      }
    }
    return places;
  }

  /** Cross-fitted: the answers of a fold are judged by the model of the other one's. */
  #fitted(): number[][] {
    const size = 1 + (this.#answers[0]?.draws.parts.length ?? 0);
    const folds = [new Ridge(size, PENALTY), new Ridge(size, PENALTY)];
    for (const [i, { draws, rewards }] of this.#answers.entries()) {
      for (const [place] of draws.places.entries()) {
        const look = examination(place + 1);
        const x = [look, ...shownAt(draws, place).map((signal) => look * signal)];
        folds[1 - (i % 2)]?.add(x, rewards[place] ?? 0);
      }
    }
    return folds.map((ridge) => ridge.coefficients());
  }
}

const truncated = ({ weight, reward, former, predicted, expected }: ModelledRow): ModelledRow => ({
  weight: Math.min(weight, MOST_WEIGHT),
  reward,
  former: Math.min(former, MOST_WEIGHT),
  predicted,
  expected,
});

/** The signals of what stood at a place. */
function shownAt({ places, signals }: LoggedDraws, place: number): readonly number[] {
  const { among, chosen } = places[place] as LoggedDraws['places'][number];
  return signals[among[chosen] as number] as readonly number[];
}

/** The reward by the model of a product that is looked at. */
function worth(model: readonly number[], signals: readonly number[]): number {
  let sum = model[0] as number;
  for (let i = 0; i < signals.length; i++) sum += (model[i + 1] as number) * (signals[i] as number);
  return sum;
}
