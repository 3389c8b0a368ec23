import { argmax } from '../../core/math.ts';
import { randomOf } from '../../core/random.ts';
import { RELATIONS } from '../../core/relation.ts';
import { type Calibration, calibrated, fitCalibration, IDENTITY, type Judged, lossOf } from './calibration.ts';

/** A judgement, and what it was judged together with: those of one query are on one side of a fold. */
export interface Clustered extends Judged {
  cluster: string;
}

/**
 * What a calibration is accepted or refused by. Losses are weighted means of −log likelihood on folds that the fit has not seen; `constant`
 * says how often each answer is given, whatever the pair. `_low` and `_high` are the ends of a 95 % interval.
 */
export interface CalibrationEvidence {
  judgements: number;
  relations: number;
  queries: number;
  loss_live: number;
  loss_candidate: number;
  loss_constant: number;
  /** live − candidate. */
  gain: number;
  gain_low: number;
  gain_high: number;
  /** constant − candidate: above zero where the judgements have to do with what the model says. */
  information_low: number;
  macro_accuracy_live: number;
  macro_accuracy_candidate: number;
  /** candidate − live. */
  macro_accuracy_high: number;
}

/** A calibration, what speaks for it, and why it is refused: null where it is not. */
export interface JudgedCalibration {
  calibration: Calibration;
  evidence: Partial<CalibrationEvidence>;
  refused: 'few_judgements' | 'no_gain' | 'uninformative' | 'less_accurate' | null;
}

/** What is needed before anything is fitted. One map for all queries cannot be proved on two or three. */
const LEAST = { judgements: 50, relations: 2, queries: 5 };

/** How strongly biases are held, one after the other. */
const HOLDS = [1, 5, 25, Infinity] as const;

const FOLDS = 5;
const RESAMPLES = 1_000;
const SEED = 1;

/**
 * Fits a calibration to judgements and holds it against the one in use: five folds over queries, the candidate of a fold fitted to the others,
 * intervals by the paired bootstrap over queries (seeded; Efron and Tibshirani 1993). It is accepted where the interval of the gain is above
 * zero, that of the gain over a constant too (else the judgements are noise, which any flat answer fits), and that of what it changes of
 * macro accuracy is not below zero. Where it loses accuracy the biases are held more strongly, at last altogether, and it is tried again.
 */
export async function judgeCalibration(
  judged: readonly Clustered[],
  live: Calibration,
  pause: () => Promise<void>,
): Promise<JudgedCalibration> {
  const clusters = [...Map.groupBy(judged, ({ cluster }) => cluster)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => rows);
  const relations = new Set(judged.flatMap(({ relation, holds }) => (holds ? [relation] : []))).size;
  const counts = { judgements: judged.length, relations, queries: clusters.length };
  const isEnough =
    counts.judgements >= LEAST.judgements && relations >= LEAST.relations && counts.queries >= LEAST.queries;
  if (!isEnough) return { calibration: IDENTITY, evidence: counts, refused: 'few_judgements' };
  let first: JudgedCalibration | undefined;
  for (const hold of HOLDS) {
    const evidence = { ...counts, ...(await crossValidated(clusters, live, pause, hold)) };
    const refused = refusalOf(evidence);
    const tried = { calibration: await fitCalibration(judged, pause, hold), evidence, refused };
    if (refused === null) return tried;
    first ??= tried;
    if (first.refused !== 'less_accurate') break;
  }
  return first as JudgedCalibration;
}

type Measured = Omit<CalibrationEvidence, 'judgements' | 'relations' | 'queries'>;

function refusalOf({ gain_low, information_low, macro_accuracy_high }: Measured): JudgedCalibration['refused'] {
  if (gain_low <= 0) return 'no_gain';
  if (information_low <= 0) return 'uninformative';
  return macro_accuracy_high < 0 ? 'less_accurate' : null;
}

async function crossValidated(
  clusters: readonly (readonly Judged[])[],
  live: Calibration,
  pause: () => Promise<void>,
  hold: number,
): Promise<Measured> {
  const sums: Float64Array[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = clusters.flatMap((rows, i) => (i % FOLDS === fold ? [] : rows));
    const candidate = await fitCalibration(rest, pause, hold);
    const constant = constantOf(rest);
    await pause();
    for (let i = fold; i < clusters.length; i += FOLDS) {
      sums[i] = sumsOf(clusters[i] ?? [], live, candidate, constant);
    }
  }
  const whole = measuresOf(sums.reduce(added, new Float64Array(WIDTH)));
  const resampled = await resample(sums, pause);
  return {
    loss_live: whole.live,
    loss_candidate: whole.candidate,
    loss_constant: whole.constant,
    gain: whole.live - whole.candidate,
    gain_low: quantile(resampled, 0.025, (one) => one.live - one.candidate),
    gain_high: quantile(resampled, 0.975, (one) => one.live - one.candidate),
    information_low: quantile(resampled, 0.025, (one) => one.constant - one.candidate),
    macro_accuracy_live: whole.accuracyLive,
    macro_accuracy_candidate: whole.accuracyCandidate,
    macro_accuracy_high: quantile(resampled, 0.975, (one) => one.accuracyCandidate - one.accuracyLive),
  };
}

/** The loss of a judgement where the pair is not looked at: how often each relation is named, or how often what is shown is right. */
function constantOf(rows: readonly Judged[]): (row: Judged) => number {
  const named = RELATIONS.map((_, i) => 1 + total(rows, (row) => (!row.shown && row.relation === i ? row.weight : 0)));
  const all = total(named, (one) => one);
  const right = 1 + total(rows, (row) => (row.shown && row.holds ? row.weight : 0));
  const shown = 2 + total(rows, (row) => (row.shown ? row.weight : 0));
  return ({ shown: isShown, holds, relation }) =>
    -Math.log(isShown ? (holds ? right : shown - right) / shown : (named[relation] ?? 0) / all);
}

/** Of a cluster: weight, three weighted losses, then for each relation how many were judged to be so, and how many each side has right. */
const WIDTH = 4 + 3 * RELATIONS.length;

function sumsOf(
  rows: readonly Judged[],
  live: Calibration,
  candidate: Calibration,
  constant: (row: Judged) => number,
): Float64Array {
  const sums = new Float64Array(WIDTH);
  const add = (at: number, by: number): void => {
    sums[at] = (sums[at] as number) + by;
  };
  for (const row of rows) {
    const { weight, relation, holds } = row;
    const [byLive, byCandidate] = [calibrated(row.p, live), calibrated(row.p, candidate)];
    add(0, weight);
    add(1, weight * lossOf(byLive, row));
    add(2, weight * lossOf(byCandidate, row));
    add(3, weight * constant(row));
    // A thumb is about what is the likeliest already: up or down, it tells nothing of another one.
    if (!holds || row.shown) continue;
    add(4 + 3 * relation, 1);
    if (argmax(byLive) === relation) add(5 + 3 * relation, 1);
    if (argmax(byCandidate) === relation) add(6 + 3 * relation, 1);
  }
  return sums;
}

interface Measures {
  live: number;
  candidate: number;
  constant: number;
  /** The mean over relations of how often one that judges named is the likeliest; 0 where none was named. */
  accuracyLive: number;
  accuracyCandidate: number;
}

function measuresOf(sums: Float64Array): Measures {
  const [weight = 0, live = 0, candidate = 0, constant = 0] = sums;
  let occurring = 0;
  let accuracyLive = 0;
  let accuracyCandidate = 0;
  for (let at = 4; at < WIDTH; at += 3) {
    const [of = 0, byLive = 0, byCandidate = 0] = sums.subarray(at, at + 3);
    if (of === 0) continue;
    occurring += 1;
    accuracyLive += byLive / of;
    accuracyCandidate += byCandidate / of;
  }
  return {
    live: live / weight,
    candidate: candidate / weight,
    constant: constant / weight,
    accuracyLive: accuracyLive / Math.max(1, occurring),
    accuracyCandidate: accuracyCandidate / Math.max(1, occurring),
  };
}

async function resample(sums: readonly Float64Array[], pause: () => Promise<void>): Promise<Measures[]> {
  const next = randomOf(SEED);
  const resampled: Measures[] = [];
  for (let sample = 0; sample < RESAMPLES; sample++) {
    if (sample % 10 === 0) await pause();
    const drawn = new Float64Array(WIDTH);
    for (let i = 0; i < sums.length; i++) added(drawn, sums[Math.floor(next() * sums.length)] as Float64Array);
    resampled.push(measuresOf(drawn));
  }
  return resampled;
}

function added(into: Float64Array, sums: Float64Array): Float64Array {
  for (let i = 0; i < WIDTH; i++) into[i] = (into[i] as number) + (sums[i] as number);
  return into;
}

function quantile(resampled: readonly Measures[], share: number, of: (one: Measures) => number): number {
  const sorted = Float64Array.from(resampled, of).toSorted();
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

function total<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
