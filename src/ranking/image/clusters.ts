import { type Lab, squaredDistance } from './lab.ts';

/** Rounds after which the centres hardly move. */
const ROUNDS = 12;

/** Colours that lie together: their mean, and for each point given the index of its cluster. */
export interface Clusters {
  centres: Lab[];
  of: Uint8Array;
}

/**
 * k-means in Lab (Lloyd 1982), at most `count` clusters. The first centres are the points farthest from those before, beginning with their mean:
 * no randomness, so a picture has one answer. Of no points no clusters.
 */
export function clusterColors(points: readonly Lab[], count: number): Clusters {
  const of = new Uint8Array(points.length);
  const centres = farthestPoints(points, count);
  for (let round = 0; round < ROUNDS && centres.length > 0; round++) {
    const sums = centres.map((): [number, number, number, number] => [0, 0, 0, 0]);
    for (let i = 0; i < points.length; i++) {
      const point = points[i] as Lab;
      const cluster = nearestOf(point, centres);
      of[i] = cluster;
      const sum = sums[cluster] as [number, number, number, number];
      sum[0] += point[0];
      sum[1] += point[1];
      sum[2] += point[2];
      sum[3] += 1;
    }
    for (const [i, [l, a, b, n]] of sums.entries()) if (n > 0) centres[i] = [l / n, a / n, b / n];
  }
  return { centres, of };
}

// Counted loops: this is where nearly all of a picture's time goes.
function nearestOf(point: Lab, centres: readonly Lab[]): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < centres.length; i++) {
    const distance = squaredDistance(point, centres[i] as Lab);
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
  const distances = Float64Array.from(points, (point) => squaredDistance(point, mean));
  while (centres.length < count) {
    let farthest = 0;
    for (let i = 1; i < distances.length; i++) {
      if ((distances[i] as number) > (distances[farthest] as number)) farthest = i;
    }
    if ((distances[farthest] as number) < 1) break;
    const next = points[farthest] as Lab;
    centres.push([...next]);
    for (let i = 0; i < distances.length; i++) {
      distances[i] = Math.min(distances[i] as number, squaredDistance(points[i] as Lab, next));
    }
  }
  return centres;
}
