import { type Lab, squaredDistance } from './lab.ts';

/** Rounds after which the centres hardly move. */
const ROUNDS = 12;

/** Colours that lie together: their mean, and for each point given the index of its cluster. */
export interface Clusters {
  centres: Lab[];
  of: Uint8Array;
}

/**
 * k-means in Lab (Lloyd 1982), at most `count` clusters. The first centres are the points farthest from those before, beginning with the mean's
 * nearest: no randomness, so a picture has one answer. Of no points no clusters.
 */
export function clusterColors(points: readonly Lab[], count: number): Clusters {
  const of = new Uint8Array(points.length);
  const centres = farthestPoints(points, count);
  for (let round = 0; round < ROUNDS && centres.length > 0; round++) {
    const sums = centres.map((): [number, number, number, number] => [0, 0, 0, 0]);
    for (const [i, point] of points.entries()) {
      const cluster = nearestOf(point, centres);
      of[i] = cluster;
      const sum = sums[cluster] as [number, number, number, number];
      for (const axis of [0, 1, 2] as const) sum[axis] += point[axis];
      sum[3] += 1;
    }
    for (const [i, [l, a, b, n]] of sums.entries()) if (n > 0) centres[i] = [l / n, a / n, b / n];
  }
  return { centres, of };
}

function nearestOf(point: Lab, centres: readonly Lab[]): number {
  let best = 0;
  let least = Infinity;
  for (const [i, centre] of centres.entries()) {
    const distance = squaredDistance(point, centre);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function farthestPoints(points: readonly Lab[], count: number): Lab[] {
  if (points.length === 0) return [];
  const mean: Lab = [0, 0, 0];
  for (const point of points) for (const axis of [0, 1, 2] as const) mean[axis] += point[axis] / points.length;
  const centres: Lab[] = [mean];
  const distances = points.map((point): number => squaredDistance(point, mean));
  while (centres.length < count) {
    const farthest = distances.reduce((best, distance, i) => (distance > (distances[best] ?? 0) ? i : best), 0);
    const next = points[farthest] as Lab;
    if ((distances[farthest] ?? 0) < 1) break;
    centres.push([...next]);
    for (const [i, point] of points.entries()) {
      distances[i] = Math.min(distances[i] as number, squaredDistance(point, next));
    }
  }
  return centres;
}
