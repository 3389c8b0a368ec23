import { softmax } from '../../core/math.ts';
import { minimise } from '../../core/minimise.ts';
import { RELATIONS } from '../../core/relation.ts';

/**
 * A map of relation distributions: softmax(log p / temperature + bias), one bias a relation in the order of RELATIONS (vector scaling with
 * one slope; Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2).
 */
export interface Calibration {
  temperature: number;
  bias: readonly number[];
}

/** A calibration in use, and the version that it is. */
export type LiveCalibration = Calibration & { version: number };

/** The map that changes nothing. */
export const IDENTITY: Calibration = { temperature: 1, bias: RELATIONS.map(() => 0) };

/** A judgement of a pair. */
export interface Judged {
  /** What the model says, uncalibrated: four probabilities in the order of RELATIONS. */
  p: readonly number[];
  /** The relation judged, as an index of RELATIONS. */
  relation: number;
  /** False: all that is known is that it is not this relation. */
  holds: boolean;
  /** Whether the judge was shown the relation and told only whether it is right. */
  shown: boolean;
  /** How much it counts. */
  weight: number;
}

/**
 * What the identity counts for, in judgements of weight 1: a Gaussian prior on 1 / temperature (around 1) and on each bias (around 0). Some
 * fifty judgements outweigh it, a handful do not.
 */
const PRIOR = 10;

/** Bounds of what is believed: past them, judgements contradict the model more than they calibrate it. */
const TEMPERATURES = { least: 0.2, most: 5 };

/** Smallest probability whose logarithm is taken. */
const TINY = 1e-9;

/** A calibration as named figures, with the pack whose distributions it is of. */
export function figuresOf({ temperature, bias }: Calibration, pack: string): Readonly<Record<string, number | string>> {
  return { pack, temperature, ...Object.fromEntries(RELATIONS.map((name, i) => [`bias.${name}`, bias[i] ?? 0])) };
}

/** The calibration of named figures; null where they are of another pack, whose distributions it knows nothing of. */
export function calibrationOf(figures: Readonly<Record<string, number | string>>, pack: string): Calibration | null {
  if (figures['pack'] !== pack) return null;
  return {
    temperature: Number(figures['temperature']),
    bias: RELATIONS.map((name) => Number(figures[`bias.${name}`])),
  };
}

/** A distribution through a calibration; sums to 1. */
export function calibrated(p: readonly number[], { temperature, bias }: Calibration): number[] {
  return softmax(p.map((one, i) => Math.log(Math.max(TINY, one)) / temperature + (bias[i] ?? 0)));
}

/** −log of the likelihood of a judgement under a distribution, unweighted: log p(r), or log(1 − p(r)) where it is not r. */
export function lossOf(p: readonly number[], { relation, holds }: Pick<Judged, 'relation' | 'holds'>): number {
  const one = p[relation] ?? 0;
  return -Math.log(Math.max(TINY, holds ? one : 1 - one));
}

/**
 * The calibration that makes the judgements likeliest, held to the identity; its biases `hold` times as strongly, and at Infinity not let go,
 * which leaves the temperature and changes no order. `pause` lets other work in.
 */
export async function fitCalibration(
  judged: readonly Judged[],
  pause: () => Promise<void>,
  hold = 1,
): Promise<Calibration> {
  const logs = judged.map(({ p }) => p.map((one) => Math.log(Math.max(TINY, one))));
  const [slope = 1, ...bias] = await minimise(
    (x, gradient) => {
      let value = (PRIOR / 2) * ((x[0] as number) - 1) ** 2;
      gradient[0] = PRIOR * ((x[0] as number) - 1);
      for (let i = 1; i < x.length; i++) {
        if (hold < Infinity) value += ((hold * PRIOR) / 2) * (x[i] as number) ** 2;
        gradient[i] = hold < Infinity ? hold * PRIOR * (x[i] as number) : 0;
      }
      for (const [row, { relation, holds, weight }] of judged.entries()) {
        const log = logs[row] as number[];
        const p = softmax(log.map((one, i) => (x[0] as number) * one + (x[i + 1] as number)));
        const said = Math.min(1 - TINY, Math.max(TINY, p[relation] ?? 0));
        value -= weight * Math.log(holds ? said : 1 - said);
        // d(−log p_r)/dz_i = p_i − [i = r]; of −log(1 − p_r) the same times −p_r / (1 − p_r).
        const scale = holds ? weight : (-weight * said) / (1 - said);
        for (const [i, one] of p.entries()) {
          const by = scale * (one - (i === relation ? 1 : 0));
          gradient[0] = (gradient[0] as number) + by * (log[i] as number);
          if (hold < Infinity) gradient[i + 1] = (gradient[i + 1] as number) + by;
        }
      }
      return value;
    },
    Float64Array.from([1, ...IDENTITY.bias]),
    pause,
  );
  const temperature = 1 / Math.max(1 / TEMPERATURES.most, slope);
  return { temperature: Math.max(TEMPERATURES.least, temperature), bias };
}
