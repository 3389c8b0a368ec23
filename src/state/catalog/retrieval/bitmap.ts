/** A set of positions: bit `p & 31` of entry `p >> 5`. */
export type Bitmap = Uint32Array;

/** An empty set with room for positions 0 to `capacity` − 1. */
export function bitmap(capacity: number): Bitmap {
  return new Uint32Array((capacity + 31) >> 5);
}

export function has(set: Bitmap, position: number): boolean {
  return (((set[position >> 5] ?? 0) >>> (position & 31)) & 1) === 1;
}

export function add(set: Bitmap, position: number): void {
  const word = position >> 5;
  set[word] = (set[word] ?? 0) | (1 << (position & 31));
}

/** Leaves in `set` what `other` has too. */
export function intersect(set: Bitmap, other: Bitmap): void {
  for (let i = 0; i < set.length; i++) set[i] = (set[i] ?? 0) & (other[i] ?? 0);
}

/** Takes out of `set` what `other` has. */
export function subtract(set: Bitmap, other: Bitmap): void {
  for (let i = 0; i < set.length; i++) set[i] = (set[i] ?? 0) & ~(other[i] ?? 0);
}

/** How many positions the set has. */
export function count(set: Bitmap): number {
  let total = 0;
  for (let word of set) {
    for (; word !== 0; word &= word - 1) total++;
  }
  return total;
}

/** The first `limit` positions of the set, lowest first. */
export function firstOf(set: Bitmap, limit: number): number[] {
  const first: number[] = [];
  for (let position = 0; position < set.length << 5 && first.length < limit; position++) {
    if (has(set, position)) first.push(position);
  }
  return first;
}
