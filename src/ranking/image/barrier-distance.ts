import type { Lab } from './lab.ts';

/** Passes over the grid, forwards and backwards in turn; more change next to nothing. */
const PASSES = 4;

/** How much each axis of L*a*b* counts: shadows change lightness, so hue counts more. */
const WEIGHTS: Readonly<Lab> = [1, 1.5, 1.5];

/**
 * The minimum barrier distance of each cell of a grid to its border: how much the colour has to change on the way there at the least, summed
 * over the axes. Small for what belongs to the background, shaded or creased as it may be. Fast raster scans, after Zhang et al., “Minimum
 * Barrier Salient Object Detection at 80 FPS”, ICCV 2015.
 */
export function barrierDistances(cells: readonly Lab[], width: number): Float64Array {
  const distances = new Float64Array(cells.length);
  for (const axis of [0, 1, 2] as const) {
    const ofAxis = axisDistances(
      Float64Array.from(cells, (lab) => lab[axis]),
      width,
    );
    for (let i = 0; i < distances.length; i++) {
      distances[i] = (distances[i] as number) + WEIGHTS[axis] * (ofAxis[i] as number);
    }
  }
  return distances;
}

function axisDistances(values: Float64Array, width: number): Float64Array {
  const height = values.length / width;
  const [highest, lowest] = [values.slice(), values.slice()];
  const distances = new Float64Array(values.length).fill(Infinity);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) distances[i] = 0;
  }
  /** Takes the way by a neighbour where it changes less. */
  const relax = (at: number, by: number): void => {
    const high = Math.max(highest[by] as number, values[at] as number);
    const low = Math.min(lowest[by] as number, values[at] as number);
    if (high - low >= (distances[at] as number)) return;
    distances[at] = high - low;
    highest[at] = high;
    lowest[at] = low;
  };
  for (let pass = 0; pass < PASSES; pass++) {
    const step = pass % 2 === 0 ? 1 : -1;
    const first = step > 0 ? 0 : values.length - 1;
    for (let at = first; at >= 0 && at < values.length; at += step) {
      // Border cells stay at 0, so the neighbours of all others exist.
      if (distances[at] === 0) continue;
      relax(at, at - step);
      relax(at, at - step * width);
    }
  }
  return distances;
}
