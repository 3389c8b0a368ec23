/** Points on a plane, and how much of the vectors' variance its two axes hold, 0 to 1. */
export interface Projection {
  points: { x: number; y: number }[];
  share: number;
}

/** Rounds of the power iteration; a few dozen points settle long before. */
const ROUNDS = 200;

/**
 * Principal component analysis to two dimensions, over the Gram matrix of the centred vectors: for few points in many dimensions that
 * is far less work than their covariance. The same vectors give the same points. A point each, in the order given.
 */
export function projectToPlane(vectors: readonly (readonly number[])[]): Projection {
  const mean = (vectors[0] ?? []).map((_, axis) => sum(vectors.map((vector) => vector[axis] ?? 0)) / vectors.length);
  const centred = vectors.map((vector) => vector.map((value, axis) => value - (mean[axis] ?? 0)));
  const gram = centred.map((left) => centred.map((right) => dot(left, right)));
  const variance = sum(gram.map((row, index) => row[index] ?? 0));
  const first = leading(gram);
  const rest = gram.map((row, i) =>
    row.map((value, j) => value - first.value * (first.vector[i] ?? 0) * (first.vector[j] ?? 0)),
  );
  const second = leading(rest);
  const along = (axis: Leading, index: number): number => (axis.vector[index] ?? 0) * Math.sqrt(axis.value);
  return {
    points: vectors.map((_, index) => ({ x: along(first, index), y: along(second, index) })),
    share: variance > 0 ? Math.min(1, (first.value + second.value) / variance) : 0,
  };
}

/** The dot product; the cosine, of unit vectors. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return sum(left.map((value, axis) => value * (right[axis] ?? 0)));
}

interface Leading {
  value: number;
  vector: number[];
}

/** The largest eigenvalue of a symmetric matrix without negative ones, with its unit vector. */
function leading(matrix: readonly (readonly number[])[]): Leading {
  // No draw: an uneven start meets every direction, and the same answer comes out each time.
  let vector = unit(matrix.map((_, index) => 1 + ((index * 7) % 11)));
  for (let round = 0; round < ROUNDS; round += 1) vector = unit(matrix.map((row) => dot(row, vector)));
  const value = Math.max(
    0,
    dot(
      vector,
      matrix.map((row) => dot(row, vector)),
    ),
  );
  return { value, vector };
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => (length > 0 ? value / length : 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
