/** The `place`-th greatest of some numbers, from 1 and at most as many as there are; puts them in another order (Hoare 1961, Quickselect). */
export function greatest(values: Float64Array, place: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = values[(from + to) >> 1] as number;
    let [i, j] = [from, to];
    while (i <= j) {
      while ((values[i] as number) > pivot) i++;
      while ((values[j] as number) < pivot) j--;
      if (i > j) break;
      const value = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = value;
    }
    if (place - 1 <= j) to = j;
    else if (place - 1 >= i) from = i;
    else break;
  }
  return values[place - 1] as number;
}
