import { greatest } from './greatest.ts';
import { ItemNumbers } from './item-numbers.ts';
import type { Alike, Likeness } from './likeness.ts';
import type { Seed } from './seeds.ts';

/** Weights are worked out anew when there are so many times as many items: meanwhile an item that comes is weighed by those there are. */
const REWEIGH = 1.02;

/** So many items more than are asked for are compared with the seeds. */
const MORE = 250;

/** By feature, the items of a set that have it, of so many of the index. */
interface Having {
  among: ReadonlySet<string>;
  looked: number;
  items: (number[] | null)[];
}

/**
 * Items by their features (attributes, brand, category): two are as alike as the cosine of their features, each weighted by how rare it
 * is: idf = ln(1 + n / (1 + df)). It takes items one by one, and what it has is what it compares.
 */
export class ContentIndex {
  /** Of all items that are spoken of, those among them that it has not got. */
  readonly numbers = new ItemNumbers();
  /** The items that it has, as they came. */
  readonly #items: number[] = [];
  /** By item, its features, in the order of their numbers. */
  readonly #own: (readonly number[] | undefined)[] = [];
  readonly #features = new Map<string, number>();
  /** By feature, the items that have it. */
  readonly #having: number[][] = [];
  /** `#own` as one list, and where that of each item begins and ends in it. */
  #flat = new Int32Array(0);
  #flatLength = 0;
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  /** By feature, of those that are weighed. */
  #idf: number[] = [];
  /** By item; 1 until it is weighed. */
  #norms = new Float64Array(0);
  /** So many of the items are weighed. */
  #normed = 0;
  /** Items when all were weighed last. */
  #weighed = 0;
  /** By feature, what it adds for an item that has it: for the seeds that were asked last. */
  #gains = new Float64Array(0);
  /** Those of them that are not 0. */
  #gaining: number[] = [];
  /** By item, the last comparison that has looked at it. */
  #looked = new Uint32Array(0);
  #look = 0;
  #part: Having | null = null;
  /** The values of those that are compared, and room to find the least that counts. */
  #values = new Float64Array(0);
  #mixed = new Float64Array(0);

  /** How many items it has. */
  get size(): number {
    return this.#items.length;
  }

  /** Of all items that it has. */
  ids(): string[] {
    return this.#items.map((item) => this.numbers.id(item));
  }

  has(id: string): boolean {
    return this.#own[this.numbers.find(id)] !== undefined;
  }

  /** Takes an item in, once: the features of an item that it has are not changed. */
  add(id: string, features: Iterable<string>): void {
    const item = this.numbers.of(id);
    if (this.#own[item] !== undefined) return;
    const own = [...new Set(features)].map((name) => this.#numberOf(name)).toSorted((a, b) => a - b);
    for (const feature of own) this.#having[feature]?.push(item);
    this.#items.push(item);
    while (this.#own.length <= item) this.#own.push(undefined);
    this.#own[item] = own;
    this.#makeRoom(own.length);
    this.#starts[item] = this.#flatLength;
    this.#flat.set(own, this.#flatLength);
    this.#flatLength += own.length;
    this.#ends[item] = this.#flatLength;
  }

  /** Compares all items with the seeds; a seed that it has not got says nothing. */
  like(seeds: readonly Seed[]): Likeness {
    this.#weigh();
    const total = seeds.reduce((sum, { weight }) => sum + weight, 0) || 1;
    this.#gather(
      seeds.map(({ id, weight }) => {
        const item = this.numbers.find(id);
        return { item, value: weight / total / (this.#norms[item] ?? 1) };
      }),
    );
    const of = (item: number): number => this.#valueOf(item);
    return {
      of,
      top: (limit) =>
        this.#top(this.#having, limit, of)
          .toSorted((a, b) => b.value - a.value)
          .map(({ item }) => item),
    };
  }

  /**
   * What items of a set may be expected to have, where those of `given` have so much, more than 0, and all others nothing: of each of their features
   * the mean of all items that have it, weighted by idf²: Σ_f idf_f² · (Σ of the other given with f) / (1 + df_f) / Σ_f idf_f². At most `limit`, those with the
   * most, as `Likeness.top` finds them, in any order; an item is in the set before it comes to the index, or never.
   */
  expected(given: readonly Alike[], among: ReadonlySet<string>, limit: number): Alike[] {
    this.#weigh();
    this.#gather(given);
    for (const feature of this.#gaining) {
      this.#gains[feature] = (this.#gains[feature] as number) / (1 + (this.#having[feature] as number[]).length);
    }
    const own = new Map<number, number>();
    for (const { item, value } of given) {
      if (among.has(this.numbers.id(item))) own.set(item, value * this.#meanOfOne(item));
    }
    const of = (item: number): number =>
      this.#valueOf(item) / (this.#norms[item] as number) - (own.size === 0 ? 0 : (own.get(item) ?? 0));
    return this.#top(this.#havingOf(among).items, limit, of);
  }

  /** What is expected of an item by itself, where it has 1. */
  #meanOfOne(item: number): number {
    let sum = 0;
    for (const feature of this.#own[item] ?? []) {
      sum += (this.#idf[feature] as number) ** 2 / (1 + (this.#having[feature] as number[]).length);
    }
    return sum / (this.#norms[item] as number) ** 2;
  }

  /** What features add: idf² · the sum of the values of the items that have them. */
  #gather(values: readonly Alike[]): void {
    const [gains, flat] = [this.#gains, this.#flat];
    for (const feature of this.#gaining) gains[feature] = 0;
    this.#gaining = [];
    for (const { item, value } of values) {
      const end = this.#ends[item] ?? 0;
      for (let i = this.#starts[item] as number; i < end; i++) {
        const feature = flat[i] as number;
        if (gains[feature] === 0) this.#gaining.push(feature);
        gains[feature] = (gains[feature] as number) + value * (this.#idf[feature] as number) ** 2;
      }
    }
  }

  #valueOf(item: number): number {
    // Of an item that came later there is nothing here.
    const end = this.#ends[item] ?? 0;
    if (end === 0) return 0;
    const [gains, flat] = [this.#gains, this.#flat];
    let sum = 0;
    for (let i = this.#starts[item] as number; i < end; i++) sum += gains[flat[i] as number] as number;
    return sum / (this.#norms[item] as number);
  }

  /** 0–1: the cosine of two items, by their numbers; 0 where it has not got both. */
  likeness(one: number, other: number): number {
    this.#weigh();
    const [own, others] = [this.#own[one], this.#own[other]];
    if (own === undefined || others === undefined) return 0;
    let dot = 0;
    for (let i = 0, j = 0; i < own.length && j < others.length;) {
      const apart = (own[i] as number) - (others[j] as number);
      if (apart === 0) dot += (this.#idf[own[i] as number] as number) ** 2;
      if (apart <= 0) i += 1;
      if (apart >= 0) j += 1;
    }
    return dot / ((this.#norms[one] as number) * (this.#norms[other] as number));
  }

  /** The most alike of those that are compared, in the order in which they were; of equals the first. */
  #top(having: Having['items'], limit: number, valueOf: (item: number) => number): Alike[] {
    const items = this.#somewhatAlike(having, limit + MORE);
    if (this.#values.length < items.length) {
      this.#values = new Float64Array(2 * items.length);
      this.#mixed = new Float64Array(2 * items.length);
    }
    const values = this.#values;
    for (let i = 0; i < items.length; i++) values[i] = valueOf(items[i] as number);
    let cut = 0;
    if (items.length > limit) {
      this.#mixed.set(values.subarray(0, items.length));
      cut = greatest(this.#mixed.subarray(0, items.length), limit);
    }
    let room = limit;
    for (let i = 0; i < items.length; i++) if ((values[i] as number) > cut) room -= 1;
    const top: Alike[] = [];
    for (let i = 0; i < items.length; i++) {
      const value = values[i] as number;
      if (value > cut || (value === cut && room-- > 0)) top.push({ item: items[i] as number, value });
    }
    return top;
  }

  /** Items that have the features that add most, at most so many, of each feature the last that came. */
  #somewhatAlike(having: Having['items'], most: number): number[] {
    const [gains, looked, features] = [this.#gains, this.#looked, this.#gaining];
    const look = ++this.#look;
    const found: number[] = [];
    // A heap: a few features bring enough, and to sort them all would take longer than the comparisons.
    for (let at = (features.length >> 1) - 1; at >= 0; at--) sink(features, at, features.length, gains);
    for (let left = features.length - 1; left >= 0 && found.length < most; left--) {
      const feature = features[0] as number;
      features[0] = features[left] as number;
      features[left] = feature;
      sink(features, 0, left, gains);
      const items = having[feature] ?? [];
      for (let i = Math.max(0, items.length - (most - found.length)); i < items.length; i++) {
        const item = items[i] as number;
        if (looked[item] === look) continue;
        looked[item] = look;
        found.push(item);
      }
    }
    return found;
  }

  #havingOf(among: ReadonlySet<string>): Having {
    if (this.#part?.among !== among) this.#part = { among, looked: 0, items: [] };
    const part = this.#part;
    for (; part.looked < this.#items.length; part.looked++) {
      const item = this.#items[part.looked] as number;
      if (!among.has(this.numbers.id(item))) continue;
      for (const feature of this.#own[item] as readonly number[]) {
        while (part.items.length <= feature) part.items.push(null);
        const having = (part.items[feature] ??= []);
        having.push(item);
      }
    }
    return part;
  }

  #numberOf(name: string): number {
    const known = this.#features.get(name);
    if (known !== undefined) return known;
    const number = this.#having.length;
    this.#features.set(name, number);
    this.#having.push([]);
    return number;
  }

  /** Room for all numbers, and for so many features more. */
  #makeRoom(features: number): void {
    const flat = this.#flatLength + features;
    if (this.#flat.length < flat) this.#flat = grown(this.#flat, new Int32Array(2 * flat));
    const { size } = this.numbers;
    if (this.#ends.length >= size) return;
    this.#starts = grown(this.#starts, new Int32Array(2 * size));
    this.#ends = grown(this.#ends, new Int32Array(2 * size));
    this.#norms = grown(this.#norms, new Float64Array(2 * size).fill(1));
    this.#looked = new Uint32Array(2 * size);
    this.#look = 0;
  }

  #weigh(): void {
    const items = this.#items.length;
    const features = this.#having.length;
    if (this.#gains.length < features) this.#gains = grown(this.#gains, new Float64Array(2 * features));
    if (this.#normed === items) return;
    if (items > REWEIGH * this.#weighed) {
      this.#idf = [];
      this.#normed = 0;
      this.#weighed = items;
    }
    for (let feature = this.#idf.length; feature < features; feature++) {
      this.#idf.push(Math.log(1 + items / (1 + (this.#having[feature] as number[]).length)));
    }
    for (; this.#normed < items; this.#normed++) {
      const item = this.#items[this.#normed] as number;
      const own = this.#own[item] as readonly number[];
      this.#norms[item] = Math.sqrt(own.reduce((sum, feature) => sum + (this.#idf[feature] as number) ** 2, 0)) || 1;
    }
  }
}

/** Puts the feature at a place of a heap of so many where it belongs below that: none adds less than the two under it (Williams 1964). */
function sink(heap: number[], place: number, length: number, gains: Float64Array): void {
  const one = heap[place] as number;
  const gain = gains[one] as number;
  let at = place;
  for (let under = 2 * at + 1; under < length; under = 2 * at + 1) {
    const other = under + 1;
    if (other < length && (gains[heap[other] as number] as number) > (gains[heap[under] as number] as number)) {
      under = other;
    }
    if ((gains[heap[under] as number] as number) <= gain) break;
    heap[at] = heap[under] as number;
    at = under;
  }
  heap[at] = one;
}

/** The old in the beginning of the new. */
function grown<List extends Int32Array | Float64Array>(old: List, made: List): List {
  made.set(old);
  return made;
}
