/**
 * The positions of the `limit` largest scores that are above 0, best first; of equal ones the lower position. A bounded heap:
 * O(n log limit) at worst, and mostly one comparison a position.
 */
export function bestPositions(scores: Float32Array, limit: number): number[] {
  const heap: number[] = [];
  const worse = (one: number, other: number): boolean => {
    const difference = (scores[one] ?? 0) - (scores[other] ?? 0);
    return difference < 0 || (difference === 0 && one > other);
  };
  const sink = (): void => {
    const item = heap[0] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && worse(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      if (!worse(heap[child] ?? 0, item)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = item;
  };
  const rise = (position: number): void => {
    let at = heap.push(position) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!worse(position, heap[parent] ?? 0)) break;
      heap[at] = heap[parent] ?? 0;
      at = parent;
    }
    heap[at] = position;
  };
  let least = 0;
  for (let position = 0; position < scores.length; position++) {
    if (!((scores[position] ?? 0) > least)) continue;
    if (heap.length < limit) rise(position);
    else {
      heap[0] = position;
      sink();
    }
    if (heap.length === limit) least = scores[heap[0] ?? 0] ?? 0;
  }
  return heap.toSorted((one, other) => (worse(one, other) ? 1 : -1));
}
