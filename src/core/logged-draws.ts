/** How one place of an answer was drawn. */
export interface LoggedPlace {
  /** Indexes of `LoggedDraws.signals`. */
  among: readonly number[];
  /** How alike each of `among` was to what stood before this place, 0–1. */
  likeness: readonly number[];
  /** Which of `among`, from 0. */
  chosen: number;
  /** The chance that the chosen one had, given the places before. */
  propensity: number;
}

/** How an answer was drawn, so that the chance of the same answer under other weights can be told. */
export interface LoggedDraws {
  /** The list of weights that ranked it, `for_you` or `similar`, and their version, 0 being the shipped ones. */
  kind: string;
  version: number;
  diversity: number;
  /** What `signals` are of, in their order. */
  parts: readonly string[];
  /** Of every candidate of any place. */
  signals: readonly (readonly number[])[];
  /** The first places of the answer, in order; what stands after them was not drawn so. */
  places: readonly LoggedPlace[];
}

/** An answer that was drawn, and what came of each of its drawn places: a reward, 0 for nothing. */
export interface ReplayedAnswer {
  draws: LoggedDraws;
  rewards: readonly number[];
}

/** What an online learner knows of one list of weights. */
export interface LearntWeights {
  weights: Record<string, number>;
  /** Sums of the squares of the gradients, which make the steps smaller. */
  squares: Record<string, number>;
  /** Events that were learnt of. */
  events: number;
}

/** By the name of the list of weights. */
export type Learnt = Readonly<Record<string, LearntWeights>>;
