import type { ReplayedAnswer } from '../../core/logged-draws.ts';
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
import { type NamedWeights, type PlaceUnder, under } from './policy.ts';
import { examination } from './rewards.ts';
import { Ridge } from './ridge.ts';

/** The prior of the reward model, in answers: few rows say little. */
const PENALTY = 1;

/** A weight counts for at most so much: what it loses in exactness is less than what single rows would blur (Ionides 2008). */
const MOST_WEIGHT = 10;

/** One policy over the answers: by answer, its places. */
type Replayed = PlaceUnder[][];

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

/**
 * Logged answers under several weights. Each answer is taken in once, place by place, so that pages of a log may come one after the other.
 * The value of a policy is the mean over answers of the rewards of their drawn places.
 */
export class Replay<Name extends string> {
  readonly #weights: Readonly<Record<Name, NamedWeights>>;
  readonly #answers: Record<Name, Replayed>;
  readonly #rewards: (readonly number[])[] = [];
  /** By fold, the reward model of the other one, once it was asked for. */
  #models: number[][] | null = null;

  constructor(weights: Readonly<Record<Name, NamedWeights>>) {
    this.#weights = weights;
    this.#answers = Object.fromEntries(Object.keys(weights).map((name) => [name, []])) as unknown as Record<
      Name,
      Replayed
    >;
  }

  /** How many answers it has. */
  get size(): number {
    return this.#rewards.length;
  }

  add({ draws, rewards }: ReplayedAnswer): void {
    for (const name of Object.keys(this.#weights) as Name[]) {
      this.#answers[name].push(under(draws, this.#weights[name]));
    }
    this.#rewards.push(rewards);
    this.#models = null;
  }

  /** How many answers chosen by the policy itself would say as much: the mean over places, by how many shoppers look at them. */
  effective(name: Name): number {
    const answers = this.#answers[name];
    const places = Math.max(0, ...answers.map(({ length }) => length));
    let [sum, looks] = [0, 0];
    for (let place = 0; place < places; place++) {
      const look = examination(place + 1);
      sum += look * effectiveSize(answers.flatMap((own) => own[place]?.weight ?? []));
      looks += look;
    }
    return looks === 0 ? 0 : sum / looks;
  }

  /** A policy against another. */
  difference(name: Name, base: Name): Difference {
    const [one, other] = [this.#rows(name), this.#rows(base)];
    const apart = (values: (rows: ModelledRow[][]) => number[]): Estimate => {
      const former = values(other);
      return intervalOf(values(one).map((value, i) => value - (former[i] as number)));
    };
    const sndr = (rows: ModelledRow[][]): number[] => byPlace(rows.map(truncated), selfNormalisedInfluence);
    return {
      ipw: apart((rows) => rows.map((places) => sum(ipw(places)))),
      snipw: apart((rows) => byPlace(rows, snipwInfluence)),
      dr: apart((rows) => rows.map((places) => sum(doublyRobust(places)))),
      sndr: apart(sndr),
      base: intervalOf(sndr(other)),
    };
  }

  #rows(name: Name): ModelledRow[][] {
    const models = this.#cross();
    return this.#answers[name].map((places, i) => {
      const model = models[i % 2] as number[];
      const rewards = this.#rewards[i] as readonly number[];
      return places.map(({ weight, chosen, expected }, place) => ({
        weight,
        reward: rewards[place] ?? 0,
        former: places[place - 1]?.weight ?? 1,
        predicted: modelled(model, chosen, place),
        expected: modelled(model, expected, place),
      }));
    });
  }

  /** Cross-fitted: the answers of a fold are judged by the model of the other one's. */
  #cross(): number[][] {
    if (this.#models !== null) return this.#models;
    const [anyName] = Object.keys(this.#weights) as Name[];
    const answers = anyName === undefined ? [] : this.#answers[anyName];
    const size = 1 + (answers.find(({ length }) => length > 0)?.[0]?.chosen.length ?? 0);
    this.#models = [0, 1].map((fold) => {
      const ridge = new Ridge(size, PENALTY);
      for (const [i, places] of answers.entries()) {
        if (i % 2 === fold) continue;
        for (const [place, { chosen }] of places.entries()) {
          const look = examination(place + 1);
          ridge.add([look, ...chosen.map((signal) => look * signal)], this.#rewards[i]?.[place] ?? 0);
        }
      }
      return ridge.coefficients();
    });
    return this.#models;
  }
}

const truncated = (rows: readonly ModelledRow[]): ModelledRow[] =>
  rows.map((row) => ({
    ...row,
    weight: Math.min(row.weight, MOST_WEIGHT),
    former: Math.min(row.former, MOST_WEIGHT),
  }));

/** Self-normalised place by place, summed up by answer. */
function byPlace(rows: ModelledRow[][], influence: (rows: readonly ModelledRow[]) => number[]): number[] {
  const sums = rows.map(() => 0);
  const places = Math.max(0, ...rows.map(({ length }) => length));
  for (let place = 0; place < places; place++) {
    const having = [...rows.keys()].filter((i) => rows[i]?.[place] !== undefined);
    const moved = influence(having.map((i) => rows[i]?.[place] as ModelledRow));
    for (const [at, i] of having.entries()) sums[i] = (sums[i] as number) + (moved[at] as number);
  }
  return sums;
}

function modelled(model: readonly number[], signals: readonly number[], place: number): number {
  const looked = signals.reduce((all, signal, i) => all + signal * (model[i + 1] as number), model[0] as number);
  return examination(place + 1) * looked;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
