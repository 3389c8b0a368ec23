/** The best of many, at most `limit`, without sorting all: best first, of equals the one that came first. */
export class Best<Id> {
  readonly list: { id: Id; value: number }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether one of this value would be among them now. */
  takes(value: number): boolean {
    const { list } = this;
    const { length } = list;
    return length < this.#limit || (length > 0 && value > (list[length - 1] as { value: number }).value);
  }

  add(id: Id, value: number): void {
    // Short, so that it is compiled into the loop that calls it: most are not taken.
    if (this.takes(value)) this.#take(id, value);
  }

  #take(id: Id, value: number): void {
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
