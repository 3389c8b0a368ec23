/** The best of many, at most `limit`, without sorting all: best first, of equals the one that came first. */
export class Best<Id> {
  readonly list: { id: Id; value: number }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(id: Id, value: number): void {
    const { list } = this;
    const last = list.at(-1);
    if (list.length >= this.#limit && (last === undefined || value <= last.value)) return;
    let at = list.length;
    while (at > 0 && (list[at - 1] as { value: number }).value < value) at -= 1;
    list.splice(at, 0, { id, value });
    if (list.length > this.#limit) list.pop();
  }
}
