/** The sums that least squares needs: XᵀWX (row by row, `size` × `size`) and XᵀWy. */
export interface Normal {
  size: number;
  matrix: Float64Array;
  vector: Float64Array;
}

/** Sums of no observation. */
export function emptyNormal(size: number): Normal {
  return { size, matrix: new Float64Array(size * size), vector: new Float64Array(size) };
}

/** Adds an observation: a row of zeros and ones, its value and its weight. */
export function observe({ size, matrix, vector }: Normal, row: ArrayLike<number>, value: number, weight: number): void {
  const there: number[] = [];
  for (let i = 0; i < size; i++) if (row[i] === 1) there.push(i);
  for (const i of there) {
    vector[i] = (vector[i] ?? 0) + weight * value;
    for (const j of there) matrix[i * size + j] = (matrix[i * size + j] ?? 0) + weight;
  }
}

/** The sums of all observations less those of some. */
export function withoutNormal(all: Normal, some: Normal): Normal {
  return {
    size: all.size,
    matrix: all.matrix.map((sum, i) => sum - (some.matrix[i] ?? 0)),
    vector: all.vector.map((sum, i) => sum - (some.vector[i] ?? 0)),
  };
}

/** The mean of the first `count` places of the matrix's diagonal. */
export function diagonalOf({ size, matrix }: Normal, count: number): number {
  return sumOf(Array.from({ length: count }, (_, i) => matrix[i * (size + 1)] ?? 0)) / count;
}

/** The x of (matrix + ridge) x = side for each side, by Cholesky; `ridge` is a diagonal that makes the matrix positive definite. */
export function solve(
  { size, matrix }: Normal,
  ridge: ArrayLike<number>,
  sides: readonly ArrayLike<number>[],
): number[][] {
  const lower = matrix.slice();
  const at = (i: number, j: number): number => lower[i * size + j] ?? 0;
  for (let j = 0; j < size; j++) {
    let pivot = at(j, j) + (ridge[j] ?? 0);
    for (let k = 0; k < j; k++) pivot -= at(j, k) ** 2;
    const root = Math.sqrt(Math.max(pivot, Number.EPSILON * (at(j, j) + (ridge[j] ?? 0)), Number.MIN_VALUE));
    lower[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let rest = at(i, j);
      for (let k = 0; k < j; k++) rest -= at(i, k) * at(j, k);
      lower[i * size + j] = rest / root;
    }
  }
  return sides.map((side) => {
    const x = Array.from(side);
    for (let i = 0; i < size; i++) {
      let rest = x[i] ?? 0;
      for (let k = 0; k < i; k++) rest -= at(i, k) * (x[k] ?? 0);
      x[i] = rest / at(i, i);
    }
    for (let i = size - 1; i >= 0; i--) {
      let rest = x[i] ?? 0;
      for (let k = i + 1; k < size; k++) rest -= at(k, i) * (x[k] ?? 0);
      x[i] = rest / at(i, i);
    }
    return x;
  });
}

/** The sum of some numbers. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
