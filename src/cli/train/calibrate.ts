import { softmax } from '../../core/math.ts';
import { minimise } from '../../core/minimise.ts';
import { pauseUnder } from './pause.ts';

/** What the base's own calibration counts for, in examples: few examples move it little. */
const PRIOR = 10;

/**
 * The temperature that minimises the negative log-likelihood of softmax(logits / T) (Guo et al. 2017), held to the base's. The logits must
 * be of examples that the head has not seen.
 */
export function fitTemperature(logits: readonly ArrayLike<number>[], targets: ArrayLike<number>, base: number): number {
  let best = { temperature: base, loss: Infinity };
  // From a quarter of the base's to four times it, in steps of about 2 %.
  for (let step = -70; step <= 70; step++) {
    const temperature = base * 4 ** (step / 70);
    let loss = PRIOR * Math.log(temperature / base) ** 2;
    for (const [i, row] of logits.entries()) {
      loss -= Math.log(Math.max(1e-9, softmax(row, temperature)[targets[i] ?? 0] ?? 0));
    }
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}

/** Parameters of `platt`. */
export interface Platt {
  slope: number;
  offset: number;
}

/** Slope and offset of Platt scaling (Platt 1999) for confidences that were right or wrong, held to the base's. The slope stays positive. */
export async function fitPlatt(
  found: readonly { confidence: number; right: boolean }[],
  base: Platt,
  signal: AbortSignal,
): Promise<Platt> {
  const inputs = found.map(({ confidence }) => {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, confidence));
    return Math.log(p / (1 - p));
  });
  const [slope = base.slope, offset = base.offset] = await minimise(
    (x, gradient) => {
      const [a = 0, b = 0] = x;
      let value = (PRIOR / 2) * ((a - base.slope) ** 2 + (b - base.offset) ** 2);
      gradient[0] = PRIOR * (a - base.slope);
      gradient[1] = PRIOR * (b - base.offset);
      for (const [i, input] of inputs.entries()) {
        const y = found[i]?.right === true ? 1 : 0;
        const p = 1 / (1 + Math.exp(-(a * input + b)));
        value -= Math.log(Math.max(1e-300, y === 1 ? p : 1 - p));
        gradient[0] = (gradient[0] as number) + (p - y) * input;
        gradient[1] = (gradient[1] as number) + (p - y);
      }
      return value;
    },
    Float64Array.from([base.slope, base.offset]),
    pauseUnder(signal),
  );
  return { slope: Math.max(0.05, slope), offset };
}
