/** The best of many, at most `limit`, without sorting all: best first, of equals the one that came first. */
export class Best<Id> {
  readonly list: { id: Id; value: number }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What a value must be above to be among them now: a loop that keeps it asks most of its values nothing. */
  get bar(): number {
    const { length } = this.list;
    if (length < this.#limit) return -Infinity;
    return length === 0 ? Infinity : (this.list[length - 1] as { value: number }).value;
  }

  add(id: Id, value: number): void {
    if (!(value > this.bar)) return;
    const { list } = this;
    let [at, end] = [0, list.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if ((list[middle] as { value: number }).value < value) end = middle;
      else at = middle + 1;
    }
    // Where one must go for it, that one's object and place are used again: most of those that are added go again.
    const last = list.length < this.#limit ? list.length : list.length - 1;
    const one = list[last] ?? { id, value };
    one.id = id;
    one.value = value;
    for (let i = last; i > at; i--) list[i] = list[i - 1] as typeof one;
    list[at] = one;
  }
}
