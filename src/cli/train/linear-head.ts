import { softmax } from '../../core/math.ts';
import { applyLinear } from '../../models/heads/apply-linear.ts';
import type { Linear } from '../../models/pack.ts';
import { minimise } from '../../core/minimise.ts';
import { pauseUnder } from './pause.ts';
import { shuffled } from '../../core/random.ts';

/** One thing that a linear head learns from. */
export interface Example {
  /** The frozen vector, of the head's inputs. */
  features: Float32Array | Float64Array;
  /** What the head should say: a class, or probabilities of all classes. */
  target: number | readonly number[];
  /** The text that it comes from. Examples of one text are never on both sides of a split. */
  group: string;
}

/** What a fit is given besides its examples. */
export interface FitOptions {
  /** Draws the folds. */
  seed: number;
  /** The weakest hold that is tried. */
  least: number;
  signal: AbortSignal;
}

/** A head as fitted on all examples, and how it does on texts that it has not seen. */
export interface Fitted {
  head: Linear;
  /** How strongly it is held to the base (see `fit`). */
  strength: number;
  /** For a text the head that was fitted without it. */
  unseen(group: string): Linear;
}

/** Tried from the strongest, which hardly moves, to the weakest. */
export const STRENGTHS = [10, 3, 1, 0.3, 0.1, 0.03, 0.01];
const FOLDS = 3;
/** Examples at most that the strength is chosen on. */
const MOST_TO_CHOOSE = 20_000;

/**
 * Fits a copy of the base head to the examples, held to the base as strongly as does best on texts that a fit has not seen (3 folds by
 * text; a weaker hold is tried while it helps), and at least as strongly as `least`.
 */
export async function fitHead(
  base: Linear,
  examples: readonly Example[],
  { seed, least, signal }: FitOptions,
): Promise<Fitted> {
  const texts = shuffled([...new Set(examples.map(({ group }) => group))], seed);
  const foldOf = new Map(texts.map((text, i) => [text, i % FOLDS]));
  const chosenOn = shuffled(examples, seed).slice(0, MOST_TO_CHOOSE);
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({
    seen: chosenOn.filter(({ group }) => foldOf.get(group) !== fold),
    unseen: chosenOn.filter(({ group }) => foldOf.get(group) === fold),
  }));
  let best = { strength: Infinity, loss: Infinity, heads: folds.map(() => base) };
  let { heads } = best;
  for (const strength of STRENGTHS.filter((one) => one >= least)) {
    const next: Linear[] = [];
    let loss = 0;
    for (const [i, { seen, unseen }] of folds.entries()) {
      const head = await fit(base, seen, strength, heads[i] ?? base, signal);
      loss += unseen.reduce((sum, example) => sum + lossOf(head, example), 0);
      next.push(head);
    }
    if (loss >= best.loss) break;
    heads = next;
    best = { strength, loss, heads };
  }
  const head = await fit(base, examples, best.strength, base, signal);
  return {
    head,
    strength: best.strength,
    unseen: (group) => best.heads[foldOf.get(group) ?? 0] ?? head,
  };
}

/**
 * Multinomial logistic regression that is held to the base: minimises the cross-entropy, summed over the examples, plus
 * strength/2 · (m · |W − W₀|² + |b − b₀|²), where m is the mean of |x|². So `strength` is the inverse of the variance that a logit may
 * have around the base's (a Gaussian prior).
 */
async function fit(
  base: Linear,
  examples: readonly Example[],
  strength: number,
  start: Linear,
  signal: AbortSignal,
): Promise<Linear> {
  const { inputs, outputs } = base;
  const biasAt = outputs * inputs;
  const flat = ({ weight, bias }: Linear): Float64Array => {
    const all = new Float64Array(biasAt + outputs);
    all.set(weight);
    all.set(bias, biasAt);
    return all;
  };
  const origin = flat(base);
  let squares = 0;
  for (const { features } of examples) for (const x of features) squares += x * x;
  const hold = (strength * squares) / Math.max(1, examples.length);
  const logits = new Float64Array(outputs);
  const fitted = await minimise(
    (x, gradient) => {
      let value = 0;
      for (let i = 0; i < x.length; i++) {
        const moved = (x[i] as number) - (origin[i] as number);
        const by = i < biasAt ? hold : strength;
        gradient[i] = by * moved;
        value += (by / 2) * moved * moved;
      }
      for (const { features, target } of examples) {
        let top = -Infinity;
        for (let k = 0; k < outputs; k++) {
          const logit = (x[biasAt + k] as number) + dot(x, k * inputs, features);
          logits[k] = logit;
          if (logit > top) top = logit;
        }
        let sum = 0;
        for (let k = 0; k < outputs; k++) sum += Math.exp((logits[k] as number) - top);
        const total = top + Math.log(sum);
        for (let k = 0; k < outputs; k++) {
          const wanted = typeof target === 'number' ? (k === target ? 1 : 0) : (target[k] as number);
          const logP = (logits[k] as number) - total;
          value -= wanted * logP;
          const slope = Math.exp(logP) - wanted;
          // Most classes are far off, and have next to no slope.
          if (Math.abs(slope) < 1e-5) continue;
          gradient[biasAt + k] = (gradient[biasAt + k] as number) + slope;
          for (let i = 0, w = k * inputs; i < inputs; i++, w++) {
            gradient[w] = (gradient[w] as number) + slope * (features[i] as number);
          }
        }
      }
      return value;
    },
    flat(start),
    pauseUnder(signal),
  );
  return {
    weight: Float32Array.from(fitted.subarray(0, biasAt)),
    bias: Float32Array.from(fitted.subarray(biasAt)),
    inputs,
    outputs,
  };
}

/** The product of a row that begins at `at` with a vector; in four sums, since each waits for its last addition. */
function dot(x: Float64Array, at: number, features: Float32Array | Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const { length } = features;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += (x[at + i] as number) * (features[i] as number);
    b += (x[at + i + 1] as number) * (features[i + 1] as number);
    c += (x[at + i + 2] as number) * (features[i + 2] as number);
    d += (x[at + i + 3] as number) * (features[i + 3] as number);
  }
  for (; i < length; i++) a += (x[at + i] as number) * (features[i] as number);
  return a + b + c + d;
}

/** The cross-entropy of one example, in nats. */
function lossOf(head: Linear, { features, target }: Example): number {
  const p = softmax(applyLinear(head, features)).map((one) => Math.log(Math.max(1e-9, one)));
  if (typeof target === 'number') return -(p[target] ?? 0);
  return target.reduce((sum, wanted, k) => sum - wanted * (p[k] ?? 0), 0);
}

/** The layer with new rows of zeros before row `at`: classes that the base does not know. */
export function withRows({ weight, bias, inputs, outputs }: Linear, count: number, at = outputs): Linear {
  const grow = (from: Float32Array, size: number): Float32Array => {
    const to = new Float32Array(from.length + count * size);
    to.set(from.subarray(0, at * size));
    to.set(from.subarray(at * size), (at + count) * size);
    return to;
  };
  return { weight: grow(weight, inputs), bias: grow(bias, 1), inputs, outputs: outputs + count };
}

/** What a head says of a vector as a target for one with new rows before row `at`, which get nothing: rehearsed, it is not forgotten. */
export function rehearsedTarget(
  base: Linear,
  features: Float32Array | Float64Array,
  outputs: number,
  at = base.outputs,
): number[] {
  const p = softmax(applyLinear(base, features));
  return [...p.slice(0, at), ...Array.from({ length: outputs - base.outputs }, () => 0), ...p.slice(at)];
}
