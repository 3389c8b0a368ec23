/**
 * What may be proposed, in the order in which it came, each item by its place here: the sums of its links, damped by the seeds, what it is lent,
 * how alike it is to them where that is known, and its own counts; of those that are looked at closely, the parts that come of these. The arrays
 * are used again for the next answer, so that none leaves anything to clear away.
 */
export class Candidates<Counts> {
  /** By place, the item's number. */
  items = new Int32Array(0);
  after = new Float64Array(0);
  before = new Float64Array(0);
  lent = new Float64Array(0);
  /** −1: not known. */
  content = new Float64Array(0);
  popularity = new Float64Array(0);
  readonly counts: (Counts | undefined)[] = [];
  length = 0;
  /** By item, its place and `#base`; less than `#base` where it came for an answer before this. */
  #places = new Float64Array(0);
  #base = 1;

  /** Begins anew. */
  clear(): void {
    this.#base += this.length;
    this.length = 0;
    this.counts.length = 0;
  }

  /** Where an item stands; −1: it is none of them. */
  find(item: number): number {
    return Math.max(-1, (this.#places[item] ?? 0) - this.#base);
  }

  /** Where an item stands, at the end if it is new. */
  place(item: number): number {
    const known = this.find(item);
    if (known >= 0) return known;
    const place = this.length;
    if (place === this.items.length) this.#grow();
    if (item >= this.#places.length) this.#places = longer(this.#places, 2 * item + 1_000);
    this.#places[item] = this.#base + place;
    this.items[place] = item;
    this.after[place] = 0;
    this.before[place] = 0;
    this.lent[place] = 0;
    this.content[place] = -1;
    this.length += 1;
    return place;
  }

  #grow(): void {
    const size = 2 * this.length + 1_000;
    const { items } = this;
    this.items = new Int32Array(size);
    this.items.set(items);
    this.after = longer(this.after, size);
    this.before = longer(this.before, size);
    this.lent = longer(this.lent, size);
    this.content = longer(this.content, size);
    this.popularity = longer(this.popularity, size);
  }
}

function longer(old: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const made = new Float64Array(size);
  made.set(old);
  return made;
}
