/** A function's value at `x`; its gradient is written into `gradient`, of the same length. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const MEMORY = 8;
const MOST_STEPS = 100;
/** It ends when a step gains less than this share of the value. */
const TOLERANCE = 1e-4;

/**
 * The minimum of a smooth convex function from `start` on, by L-BFGS with backtracking (Nocedal & Wright 2006, "Numerical Optimization",
 * algorithms 7.4, 7.5 and 3.1). `pause` is waited for before each step, to let other work in; where it rejects, so does this.
 */
export async function minimise(
  objective: Objective,
  start: Float64Array,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  let x = Float64Array.from(start);
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const memory: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    await pause();
    const direction = descent(gradient, memory);
    const slope = dot(direction, gradient);
    if (slope > -1e-12) break;
    // Before the curvature is known, the first step is of about unit length.
    let length = memory.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let nextValue = Infinity;
    for (let halving = 0; halving < 30; halving++) {
      for (let i = 0; i < x.length; i++) next[i] = (x[i] as number) + length * (direction[i] as number);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
      length /= 2;
    }
    if (!(nextValue < value)) break;
    const step = next.map((after, i) => after - (x[i] as number));
    const change = nextGradient.map((after, i) => after - (gradient[i] as number));
    const curvature = dot(step, change);
    if (curvature > 1e-12) memory.push({ step, change, curvature });
    if (memory.length > MEMORY) memory.shift();
    const gain = value - nextValue;
    [x, gradient, value] = [next, nextGradient, nextValue];
    if (gain < TOLERANCE * Math.max(1, Math.abs(value))) break;
  }
  return x;
}

/** The negative gradient through the inverse curvature that the memory stands for (the two-loop recursion). */
function descent(
  gradient: Float64Array,
  memory: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((g) => -g);
  const shares: number[] = [];
  for (const { step, change, curvature } of memory.toReversed()) {
    const share = dot(step, direction) / curvature;
    shares.push(share);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) - share * (change[i] as number);
  }
  const last = memory.at(-1);
  if (last !== undefined) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  }
  for (const { step, change, curvature } of memory) {
    const share = (shares.pop() ?? 0) - dot(change, direction) / curvature;
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) + share * (step[i] as number);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
