/**
 * Ridge regression: the coefficients β that make Σ (y − x·β)² + penalty·|β|² least, by its normal equations (Hoerl and Kennard 1970).
 * `penalty` > 0. Rows are added one by one.
 */
export class Ridge {
  readonly #gram: number[][];
  readonly #moments: number[];

  constructor(size: number, penalty: number) {
    this.#gram = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => (i === j ? penalty : 0)),
    );
    this.#moments = Array.from({ length: size }, () => 0);
  }

  add(x: readonly number[], y: number): void {
    for (let i = 0; i < x.length; i++) {
      const row = this.#gram[i] as number[];
      const one = x[i] as number;
      for (let j = 0; j < x.length; j++) row[j] = (row[j] as number) + one * (x[j] as number);
      this.#moments[i] = (this.#moments[i] as number) + one * y;
    }
  }

  /** By elimination; the matrix is positive definite, so no row is to be swapped. */
  coefficients(): number[] {
    const rows = this.#gram.map((row, i) => [...row, this.#moments[i] as number]);
    const size = rows.length;
    for (let i = 0; i < size; i++) {
      const pivot = rows[i] as number[];
      for (let k = i + 1; k < size; k++) {
        const row = rows[k] as number[];
        const factor = (row[i] as number) / (pivot[i] as number);
        for (let j = i; j <= size; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
      }
    }
    const found = Array.from({ length: size }, () => 0);
    for (let i = size - 1; i >= 0; i--) {
      const row = rows[i] as number[];
      let rest = row[size] as number;
      for (let j = i + 1; j < size; j++) rest -= (row[j] as number) * (found[j] as number);
      found[i] = rest / (row[i] as number);
    }
    return found;
  }
}
