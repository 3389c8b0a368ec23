/** Items by number, from 0 in the order in which they came: what is counted of many items is kept in arrays, and each id is looked up once. */
export class ItemNumbers {
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #lists = new WeakMap<readonly { id: string }[], Int32Array>();

  /** How many there are. */
  get size(): number {
    return this.#ids.length;
  }

  /** The number of an item, which gets one when it is asked for first. */
  of(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.length;
    this.#ids.push(id);
    this.#numbers.set(id, number);
    return number;
  }

  /** The number of an item if it has one, else −1. */
  find(id: string): number {
    return this.#numbers.get(id) ?? -1;
  }

  /** Of a number that was given. */
  id(number: number): string {
    return this.#ids[number] as string;
  }

  /** The numbers of a list's items, worked out once for as long as somebody has the list, which may not change. */
  all(list: readonly { id: string }[]): Int32Array {
    const known = this.#lists.get(list);
    if (known !== undefined) return known;
    const numbers = Int32Array.from(list, ({ id }) => this.of(id));
    this.#lists.set(list, numbers);
    return numbers;
  }
}
