/** The best of many, at most `limit`, without sorting all: best first, of equals the one that came first. */
export class Best<Id> {
  readonly list: { id: Id; value: number }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether one of this value would be among them now. */
  takes(value: number): boolean {
    const last = this.list.at(-1);
    return this.list.length < this.#limit || (last !== undefined && value > last.value);
  }

  add(id: Id, value: number): void {
    if (!this.takes(value)) return;
    const { list } = this;
    let [at, end] = [0, list.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if ((list[middle] as { value: number }).value < value) end = middle;
      else at = middle + 1;
    }
    list.splice(at, 0, { id, value });
    if (list.length > this.#limit) list.pop();
  }
}
